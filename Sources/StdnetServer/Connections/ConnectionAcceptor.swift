internal import MemoryBackend
internal import NIOCore
internal import NIOPosix
internal import Synchronization

/// Makes connections of channels, as many as there may be.
final class ConnectionAcceptor: Sendable {
    /// How many bytes wait for a client that does not read, before it is not answered any more.
    ///
    /// It is much, because a client may well send a long pipeline before it reads the first reply, and
    /// would wait for ever when the server waited too.
    static let outputMark = ChannelOptions.Types.WriteBufferWaterMark(low: 8 << 20, high: 32 << 20)

    private let host: ConnectionHost
    private let scratches: [ObjectIdentifier: NIOLoopBoundBox<LoopScratch>]
    private let count = Atomic<Int>(0)

    init(_ host: ConnectionHost, _ group: MultiThreadedEventLoopGroup) {
        self.host = host
        var scratches: [ObjectIdentifier: NIOLoopBoundBox<LoopScratch>] = [:]
        for loop in group.makeIterator() {
            scratches[ObjectIdentifier(loop)] = .makeBoxSendingValue(
                LoopScratch(),
                eventLoop: loop
            )
        }
        self.scratches = scratches
    }

    /// Makes a connection of a channel, on its loop.
    func accept(_ channel: any Channel) -> EventLoopFuture<Void> {
        let loop = channel.eventLoop
        guard let scratch = scratches[ObjectIdentifier(loop)]?.value else {
            return loop.makeFailedFuture(ChannelError.operationUnsupported)
        }
        guard count.add(1, ordering: .relaxed).newValue <= host.limits.maxClients else {
            count.subtract(1, ordering: .relaxed)
            return refuse(channel)
        }
        channel.closeFuture.whenComplete { [self] _ in count.subtract(1, ordering: .relaxed) }
        let late = LateOutput(host.limits)
        let address = channel.remoteAddress.flatMap { address in
            address.ipAddress.map { "\($0):\(address.port ?? 0)" }
        }
        let connection = MemoryConnection(
            to: host.server,
            from: address ?? "127.0.0.1:0",
            receiver: { [late] in late.receive($0) }
        )
        let handler = ConnectionHandler(connection, late, scratch, host)
        return loop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(handler)
        }
    }

    private func refuse(_ channel: any Channel) -> EventLoopFuture<Void> {
        let text = channel.allocator.buffer(string: "-ERR max number of clients reached\r\n")
        return channel.eventLoop.makeSucceededVoidFuture()
            .always { _ in
                channel.writeAndFlush(text).whenComplete { _ in channel.close(promise: nil) }
            }
    }
}
