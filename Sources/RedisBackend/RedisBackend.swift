public import Logging
public import NIOCore
internal import NIOPosix
public import StdnetBackend

/// A Redis server as a backend: one connection that all tasks share.
///
/// Requests of different tasks go out together and their replies come back in order, so calls from
/// many tasks are as fast as one pipeline. There is no need for a second connection unless one waits
/// for blocking commands.
///
/// ```swift
/// let redis = try await RedisBackend.connect(to: "redis://127.0.0.1:6379")
/// let pong = try await redis.run(RawCommand("PING")).text
/// await redis.close()
/// ```
///
/// A call that is cancelled or runs out of time returns at once, and the connection goes on working.
/// What it asked for may have happened. When the connection is lost, calls that were waiting throw
/// ``BackendError/connection(_:)`` with ``ConnectionFailure/lost(address:)``, and later calls fail
/// without waiting.
public final class RedisBackend: Backend {
    private let connection: RedisConnection
    private let timeout: Duration?
    /// The group that ends with this backend; nil when it belongs to somebody else.
    private let ownedGroup: MultiThreadedEventLoopGroup?

    private init(
        connection: RedisConnection,
        timeout: Duration?,
        ownedGroup: MultiThreadedEventLoopGroup?
    ) {
        self.connection = connection
        self.timeout = timeout
        self.ownedGroup = ownedGroup
    }

    deinit {
        connection.abort()
        ownedGroup?.shutdownGracefully { _ in }
    }

    /// Connects to the server of a connection string, authenticates and selects the database.
    ///
    /// - Parameters:
    ///   - string: `redis://` or `redis+unix://`. Its timeout is the limit for connecting, and for
    ///     each batch that has none of its own.
    ///   - logger: Hears of connections made and lost; never of arguments or passwords.
    ///   - eventLoopGroup: Where the connection lives; by default a thread of its own.
    /// - Returns: a backend that is ready for calls.
    /// - Throws: ``BackendError/connection(_:)`` with the reason,
    ///   ``BackendError/invalidRequest(_:)`` for a connection string that asks for something else,
    ///   ``BackendError/server(code:message:)`` when the server refuses, as for a database number
    ///   that it does not have.
    public static func connect(
        to string: ConnectionString,
        logger: Logger = Logger(label: "stdnet.redis", factory: { _ in SwiftLogNoOpLogHandler() }),
        eventLoopGroup: (any EventLoopGroup)? = nil
    ) async throws(BackendError) -> RedisBackend {
        if let eventLoopGroup {
            return RedisBackend(
                connection: try await .open(string, on: eventLoopGroup, logger: logger),
                timeout: string.timeout,
                ownedGroup: nil
            )
        }
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        do throws(BackendError) {
            return RedisBackend(
                connection: try await .open(string, on: group, logger: logger),
                timeout: string.timeout,
                ownedGroup: group
            )
        } catch {
            group.shutdownGracefully { _ in }
            throw error
        }
    }

    /// Connects to the server of a connection string such as `redis://127.0.0.1:6379/0`.
    ///
    /// - Throws: as the method that takes a ``ConnectionString``, and for a text that is none.
    public static func connect(
        to string: String,
        logger: Logger = Logger(label: "stdnet.redis", factory: { _ in SwiftLogNoOpLogHandler() }),
        eventLoopGroup: (any EventLoopGroup)? = nil
    ) async throws(BackendError) -> RedisBackend {
        try await connect(
            to: try ConnectionString(string),
            logger: logger,
            eventLoopGroup: eventLoopGroup
        )
    }

    /// Runs commands in order, in one round trip, and answers one reply each.
    ///
    /// Scripts that the server does not know go with the batch. When somebody has flushed them
    /// meanwhile, the batch is sent once more if nothing ran or if it may be repeated.
    ///
    /// - Throws: ``BackendError`` when there are no replies, when the server refuses a transaction as
    ///   a whole, and for commands that would change the connection that all calls share.
    public func execute(_ batch: CommandBatch) async throws(BackendError) -> [Reply] {
        guard !batch.isEmpty else { return [] }
        try SharedConnectionRule.check(batch)
        let deadline = (batch.timeout ?? timeout).map { CallQueue.Deadline(after: $0) }
        let replies = try await replies(to: batch, by: deadline)
        guard !batch.scripts.isEmpty else { return replies }
        let unknown = batch.scripts.filter { replies[$0.key].isUnknownScript }
        guard !unknown.isEmpty else { return replies }

        // Somebody flushed the server's scripts. Where nothing ran, or running again does no harm,
        // the batch goes out once more, the scripts before it; never a third time.
        connection.forgetScripts(unknown.values.map(\.sha1))
        guard batch.count == 1 || batch.isRepeatable else { return replies }
        return try await self.replies(to: batch, by: deadline)
    }

    /// Finishes what was sent, refuses what comes after with ``ConnectionFailure/closed``.
    public func close() async {
        await connection.close()
        // Fails only when it is shut down already.
        try? await ownedGroup?.shutdownGracefully()
    }

    private func replies(
        to batch: CommandBatch,
        by deadline: CallQueue.Deadline?
    ) async throws(BackendError) -> [Reply] {
        let outcome = await connection.call(batch, by: deadline)
        if !outcome.loadedScripts.isEmpty { connection.forgetScripts(outcome.refusedScripts.keys) }
        return try outcome.results(of: batch)
    }
}
