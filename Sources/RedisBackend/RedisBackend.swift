public import Logging
public import NIOCore
internal import NIOPosix
public import StdnetBackend

/// A Redis server as a backend: a few connections that all tasks share, and more for calls that wait.
///
/// Requests of different tasks go out together and their replies come back in order, so calls from
/// many tasks are as fast as one pipeline. A command that may wait, such as BLPOP, gets a connection
/// of its own and holds nobody up.
///
/// ```swift
/// let redis = try await RedisBackend.connect(to: "redis://127.0.0.1:6379")
/// let pong = try await redis.run(RawCommand("PING")).text
/// await redis.close()
/// ```
///
/// A call that is cancelled or runs out of time returns at once, and the connection goes on working.
/// What it asked for may have happened. When a connection is lost, it is made again; a call that was
/// never sent, or that only reads, is made again too, others throw ``BackendError/connection(_:)``
/// with ``ConnectionFailure/lost(address:)``, because they may have run.
public final class RedisBackend: Backend {
    let connector: Connector
    let dedicated: DedicatedConnections
    /// Those that hear which keys change: they speak RESP3.
    let tracking: DedicatedConnections
    let observer: BatchObserver
    let loopExecutor: EventLoopExecutor
    private let shared: SharedConnections
    private let options: RedisOptions
    /// The group that ends with this backend; nil when it belongs to somebody else.
    private let ownedGroup: MultiThreadedEventLoopGroup?

    private init(
        first: RedisConnection,
        connector: Connector,
        options: RedisOptions,
        ownedGroup: MultiThreadedEventLoopGroup?
    ) {
        self.connector = connector
        self.options = options
        self.ownedGroup = ownedGroup
        observer = BatchObserver(connector, tracer: options.tracer)
        loopExecutor = EventLoopExecutor(first.loop)
        shared = SharedConnections(
            first,
            count: connector.string.poolSize ?? 1,
            connector: connector
        )
        dedicated = DedicatedConnections(
            connector: connector,
            limit: options.dedicatedLimit,
            patience: options.idleTime
        )
        tracking =
            connector.string.protocolVersion == 3
            ? dedicated
            : DedicatedConnections(
                connector: connector.speakingThree,
                limit: options.dedicatedLimit,
                patience: options.idleTime
            )
    }

    deinit {
        abort()
        guard let ownedGroup else { return }
        loopExecutor.retire()
        ownedGroup.shutdownGracefully { _ in }
    }

    /// Ends all connections without waiting for anybody.
    func abort() {
        dedicated.close()
        tracking.close()
        shared.abort()
    }

    /// Connects to the server of a connection string, authenticates and selects the database.
    ///
    /// - Parameters:
    ///   - string: `redis://`, `rediss://` or `redis+unix://`. Its timeout is the limit for
    ///     connecting, and for each batch that has none of its own.
    ///   - options: What is not in the string.
    ///   - logger: Hears of connections made and lost; never of arguments or passwords.
    ///   - eventLoopGroup: Where the connections live; by default a thread of their own.
    /// - Returns: a backend that is ready for calls.
    /// - Throws: ``BackendError/connection(_:)`` with the reason,
    ///   ``BackendError/invalidRequest(_:)`` for a connection string that asks for something else,
    ///   ``BackendError/server(code:message:)`` when the server refuses, as for a database number
    ///   that it does not have.
    public static func connect(
        to string: ConnectionString,
        options: RedisOptions = RedisOptions(),
        logger: Logger = Logger(label: "stdnet.redis", factory: { _ in SwiftLogNoOpLogHandler() }),
        eventLoopGroup: (any EventLoopGroup)? = nil
    ) async throws(BackendError) -> RedisBackend {
        let target = try ConnectionTarget(string)
        let ownedGroup =
            eventLoopGroup == nil ? MultiThreadedEventLoopGroup(numberOfThreads: 1) : nil
        let connector = Connector(
            string: string,
            target: target,
            group: eventLoopGroup ?? ownedGroup ?? MultiThreadedEventLoopGroup.singleton,
            logger: logger,
            backoff: options.backoff,
            silenceLimit: options.silenceLimit,
            metrics: options.metrics.map { BackendMetrics($0) }
        )
        do throws(BackendError) {
            return RedisBackend(
                first: try await connector.connect(),
                connector: connector,
                options: options,
                ownedGroup: ownedGroup
            )
        } catch {
            ownedGroup?.shutdownGracefully { _ in }
            throw error
        }
    }

    /// Connects to the server of a connection string such as `redis://127.0.0.1:6379/0`.
    ///
    /// - Throws: as the method that takes a ``ConnectionString``, and for a text that is none.
    public static func connect(
        to string: String,
        options: RedisOptions = RedisOptions(),
        logger: Logger = Logger(label: "stdnet.redis", factory: { _ in SwiftLogNoOpLogHandler() }),
        eventLoopGroup: (any EventLoopGroup)? = nil
    ) async throws(BackendError) -> RedisBackend {
        try await connect(
            to: try ConnectionString(string),
            options: options,
            logger: logger,
            eventLoopGroup: eventLoopGroup
        )
    }

    /// Finishes what was sent, refuses what comes after with ``ConnectionFailure/closed``.
    ///
    /// Calls that wait on a connection of their own are not waited for: they end as lost.
    public func close() async {
        dedicated.close()
        tracking.close()
        await shared.close()
        guard let ownedGroup else { return }
        loopExecutor.retire()
        // Fails only when it is shut down already.
        try? await ownedGroup.shutdownGracefully()
    }
}

extension RedisBackend {
    /// Runs commands in order, in one round trip, and answers one reply each.
    ///
    /// Scripts that the server does not know go with the batch. When somebody has flushed them
    /// meanwhile, the batch is sent once more if nothing ran or if it may be repeated.
    ///
    /// - Throws: ``BackendError`` when there are no replies, when the server refuses a transaction as
    ///   a whole, and for commands that would change a connection that others use.
    public func execute(_ batch: CommandBatch) async throws(BackendError) -> [Reply] {
        guard !batch.isEmpty else { return [] }
        guard observer.isWatching else { return try await replies(to: batch) }
        return try await observer.watch(batch) { () async throws(BackendError) in
            try await replies(to: batch)
        }
    }

    private func replies(to batch: CommandBatch) async throws(BackendError) -> [Reply] {
        let route = try BatchRoute(batch)
        let limit = batch.timeout ?? connector.string.timeout
        var run = BatchRun(batch, retryLimit: options.retryLimit)
        switch route {
        case .shared:
            let deadline = limit.map { CallQueue.Deadline(after: $0) }
            while true {
                let slot = shared.next()
                let connection: RedisConnection
                if let current = slot.current {
                    connection = current
                } else {
                    connection = try await slot.connection(by: deadline)
                }
                let outcome = await connection.call(batch, by: deadline)
                if let replies = try run.replies(outcome, from: connection) { return replies }
                if run.isConnectionUseless { slot.retire(connection) }
            }
        case .dedicated(let wait):
            // Time to get there and back, and the time that the server may take.
            let loan = limit.map { CallQueue.Deadline(after: $0) }
            while true {
                let connection = try await dedicated.acquire(by: loan)
                let deadline =
                    batch.timeout == nil
                    ? Self.deadline(of: batch, limit: limit, wait: wait) : loan
                let outcome = await connection.call(batch, by: deadline)
                dedicated.release(connection, isUsable: outcome.failure == nil)
                if let replies = try run.replies(outcome, from: connection) { return replies }
            }
        }
    }

    /// A batch's own limit holds; else what the server may take is added to the connection's.
    static func deadline(
        of batch: CommandBatch,
        limit: Duration?,
        wait: Duration?
    ) -> CallQueue.Deadline? {
        if let timeout = batch.timeout { return CallQueue.Deadline(after: timeout) }
        guard let limit, let wait else { return nil }
        return CallQueue.Deadline(after: limit + wait)
    }
}
