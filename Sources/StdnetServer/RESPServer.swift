public import MemoryBackend
internal import NIOCore
internal import NIOPosix
internal import Synchronization

/// A memory server that listens for clients, as redis-server does.
///
/// ```swift
/// let server = try await RESPServer.start(MemoryServer(), port: 6379)
/// print("ready on \(server.address):\(server.port)")
/// await server.waitUntilClosed()
/// ```
public final class RESPServer: Sendable {
    /// The address that it listens on.
    public let address: String
    /// The port that it listens on.
    public let port: Int
    private let listener: any Channel
    /// Waits until the server has stopped listening, and ends what it used.
    private let ending: Task<Void, Never>
    private let isEnding: Flag

    private final class Flag: Sendable {
        let value = Atomic<Bool>(false)
    }

    private init(
        _ listener: any Channel,
        on address: String,
        port: Int,
        _ group: MultiThreadedEventLoopGroup,
        _ connections: ConnectionHost
    ) {
        self.listener = listener
        self.address = address
        self.port = port
        let isEnding = Flag()
        self.isEnding = isEnding
        ending = Task {
            try? await listener.closeFuture.get()
            isEnding.value.store(true, ordering: .relaxed)
            await connections.end()
            // Ends the connections.
            try? await group.shutdownGracefully()
        }
    }

    /// Begins to listen.
    ///
    /// - Parameters:
    ///   - server: What answers.
    ///   - host: The address to listen on.
    ///   - port: The port; 0 for any that is free.
    ///   - password: What clients have to say first; nil when nothing.
    ///   - threads: How many threads read and write. Commands run one at a time, whatever it is.
    /// - Returns: the server, which listens until ``close()``.
    /// - Throws: what keeps it from listening, such as that somebody else has the port.
    public static func start(
        _ server: MemoryServer,
        host: String = "127.0.0.1",
        port: Int = 6379,
        password: String? = nil,
        threads: Int = 1
    ) async throws -> RESPServer {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: max(threads, 1))
        let connections = ConnectionHost(server)
        do {
            let acceptor = ConnectionAcceptor(connections, group)
            let listener = try await ServerBootstrap(group: group)
                .serverChannelOption(.backlog, value: 511)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .childChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
                .childChannelOption(.writeBufferWaterMark, value: ConnectionAcceptor.outputMark)
                .childChannelInitializer { acceptor.accept($0) }
                .bind(host: host, port: port)
                .get()
            let bound = listener.localAddress
            let resp = RESPServer(
                listener,
                on: bound?.ipAddress ?? host,
                port: bound?.port ?? port,
                group,
                connections
            )
            server.listen(on: resp.address, port: resp.port, password: password)
            connections.whenShutDown { [weak listener] in listener?.close(promise: nil) }
            return resp
        } catch {
            await connections.end()
            try await group.shutdownGracefully()
            throw error
        }
    }

    /// Ends all connections and stops listening.
    public func close() async {
        // The loops of one that has ended do nothing any more.
        if !isEnding.value.load(ordering: .relaxed) { listener.close(promise: nil) }
        await waitUntilClosed()
    }

    /// Waits until it has stopped listening: by ``close()``, or because a client said SHUTDOWN.
    public func waitUntilClosed() async { await ending.value }
}
