import NIOCore
import NIOPosix

/// One connection through the proxy: a client, a server, and what goes wrong between them.
///
/// Lives on the proxy's loop.
final class FaultLink {
    private let client: any Channel
    private var server: (any Channel)?
    private let onClose: () -> Void
    private var isOver = false
    private(set) var lanes: [Fault.Direction: FaultLane] = [:]

    /// - Parameters:
    ///   - client: Who has connected to the proxy.
    ///   - onStrike: Hears of every fault.
    ///   - onClose: Hears of the end.
    init(client: any Channel, onStrike: @escaping () -> Void, onClose: @escaping () -> Void) {
        self.client = client
        self.onClose = onClose
        for direction in Fault.Direction.allCases {
            lanes[direction] = FaultLane(loop: client.eventLoop, onStrike: onStrike) {
                [weak self] act in self?.end(act)
            }
        }
    }

    func arm(_ faults: [Fault]) {
        for (direction, lane) in lanes {
            lane.arm(faults.filter { $0.direction == direction })
        }
    }

    /// Connects to the server; what the client has said meanwhile is forwarded then.
    func connect(toPort port: Int) {
        let loop = client.eventLoop
        let link = NIOLoopBound(self, eventLoop: loop)
        ClientBootstrap(group: loop)
            .channelOption(.tcpOption(.tcp_nodelay), value: 1)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        FaultLinkHandler(link.value, direction: .reply)
                    )
                }
            }
            .connect(host: "127.0.0.1", port: port)
            .whenComplete { result in
                switch result {
                case .success(let channel): link.value.connected(channel)
                case .failure: link.value.end(.cut)
                }
            }
    }

    private func connected(_ channel: any Channel) {
        server = channel
        guard !isOver else { return channel.close(promise: nil) }
        lanes[.request]?.connect(to: channel)
        lanes[.reply]?.connect(to: client)
    }

    /// Ends the link, or leaves it as if dead.
    func end(_ act: Fault.Act) {
        for lane in lanes.values { lane.freeze() }
        guard act != .freeze, !isOver else { return }
        isOver = true
        for channel in [client, server].compactMap({ $0 }) {
            if act == .reset, let socket = channel as? any SocketOptionProvider {
                // Closing answers with RST when nothing may linger.
                socket.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenComplete { _ in
                    channel.close(promise: nil)
                }
            } else {
                channel.close(promise: nil)
            }
        }
        lanes = [:]
        onClose()
    }
}

/// Hands what one side of a link says to the lane for it.
final class FaultLinkHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let link: FaultLink
    private let direction: Fault.Direction

    init(_ link: FaultLink, direction: Fault.Direction) {
        self.link = link
        self.direction = direction
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        link.lanes[direction]?.push(unwrapInboundIn(data))
    }

    func channelInactive(context: ChannelHandlerContext) { link.end(.cut) }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { link.end(.cut) }
}
