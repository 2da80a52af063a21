import NIOCore
import NIOPosix
import StdnetTesting

/// A TCP proxy on loopback that stands between a backend and a server and breaks what it is told to.
///
/// ```swift
/// try await FaultProxy.with(serverPort: server.port) { proxy in
///     try await proxy.arm([Fault(direction: .reply, offset: 7, act: .cut)])
///     …
/// }
/// ```
final class FaultProxy: Sendable {
    let port: Int
    /// Everything of the proxy happens here.
    let loop: any EventLoop
    private let board: NIOLoopBound<Board>

    private init(port: Int, board: NIOLoopBound<Board>) {
        self.port = port
        self.board = board
        loop = board.eventLoop
    }

    /// Runs a closure while the proxy listens.
    static func with<Result>(
        serverPort: Int,
        _ body: (FaultProxy) async throws -> Result
    ) async throws -> Result {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        do {
            let loop = group.any()
            let board = try await loop.submit {
                NIOLoopBound(Board(serverPort: serverPort), eventLoop: loop)
            }.get()
            let channel = try await ServerBootstrap(group: group)
                .serverChannelOption(.backlog, value: 1024)
                .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
                .childChannelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(
                            FaultLinkHandler(board.value.link(channel), direction: .request)
                        )
                    }
                }
                .bind(host: "127.0.0.1", port: 0).get()
            let proxy = FaultProxy(port: channel.localAddress?.port ?? 0, board: board)
            let result = try await body(proxy)
            try await group.shutdownGracefully()
            return result
        } catch {
            try await group.shutdownGracefully()
            throw error
        }
    }

    private func onBoard<Result: Sendable>(
        _ body: @escaping @Sendable (Board) -> Result
    ) async throws -> Result {
        try await loop.submit { [board] in body(board.value) }.get()
    }

    /// Sets the faults of all connections that there are, counting their bytes from now.
    func arm(_ faults: [Fault]) async throws {
        try await onBoard { board in
            for link in board.links.values { link.arm(faults) }
        }
    }

    /// Sets the faults of the next connection.
    func armNext(_ faults: [Fault]) async throws {
        try await onBoard { $0.next.append(faults) }
    }

    /// From now on every new connection has troubles of its own; the present ones end.
    ///
    /// They begin at some place among the first `bytes` bytes, or at the first.
    func storm(seed: UInt64, after bytes: Int = 0) async throws {
        try await onBoard { board in
            board.dice = Dice(seed: seed)
            board.quietBytes = bytes
            for link in board.links.values { link.end(.cut) }
        }
    }

    /// No more faults, but frozen connections stay frozen.
    func calm() async throws {
        try await onBoard { board in
            board.dice = nil
            for link in board.links.values { link.arm([]) }
        }
    }

    /// Does the same to all connections that there are.
    func strikeAll(_ act: Fault.Act) async throws {
        try await onBoard { board in
            for link in board.links.values {
                board.strikeCount += 1
                link.end(act)
            }
        }
    }

    /// How many faults have struck.
    var strikeCount: Int {
        get async throws { try await onBoard { $0.strikeCount } }
    }

    /// How many bytes went each way since faults were last set, on the connection with the most.
    func passedCounts() async throws -> [Fault.Direction: Int] {
        try await onBoard { board in
            var counts: [Fault.Direction: Int] = [:]
            for (direction, lane) in board.links.values.flatMap(\.lanes) {
                counts[direction] = max(counts[direction] ?? 0, lane.passedCount)
            }
            return counts
        }
    }

    /// What the proxy's loop knows.
    private final class Board {
        private let serverPort: Int
        private(set) var links: [ObjectIdentifier: FaultLink] = [:]
        var strikeCount = 0
        var next: [[Fault]] = []
        var dice: Dice?
        var quietBytes = 0

        init(serverPort: Int) { self.serverPort = serverPort }

        func link(_ client: any Channel) -> FaultLink {
            let name = ObjectIdentifier(client)
            let link = FaultLink(client: client) { [weak self] in
                self?.strikeCount += 1
            } onClose: { [weak self] in
                self?.links[name] = nil
            }
            if !next.isEmpty {
                link.arm(next.removeFirst())
            } else if var dice {
                link.arm(Fault.lot(&dice, after: quietBytes))
                self.dice = dice
            }
            links[name] = link
            link.connect(toPort: serverPort)
            return link
        }
    }
}
