public import StdnetBackend
internal import Synchronization

extension RedisBackend: ConnectionLending {
    /// Lends a connection for the time of a closure; nobody else's commands go over it.
    ///
    /// It is not made again when it is lost, because what was watched is lost with it.
    ///
    /// - Throws: ``BackendError`` when there is no connection; what `body` throws.
    public func withConnection<Result: Sendable>(
        _ body: (any Backend) async throws -> Result
    ) async throws -> Result {
        let limit = connector.string.timeout
        let connection = try await dedicated.acquire(
            by: limit.map { CallQueue.Deadline(after: $0) }
        )
        let lent = LentConnection(connection, limit: limit, observer: observer)
        do {
            let result = try await body(lent)
            dedicated.release(connection, isUsable: await lent.end())
            return result
        } catch {
            dedicated.release(connection, isUsable: await lent.end())
            throw error
        }
    }
}

/// A connection that one task has for itself, as a backend.
final class LentConnection: Backend {
    private struct State {
        var isWatching = false
        /// Whether a call ended without its replies: they may come, and meet somebody else.
        var isBroken = false
        var isOver = false
    }

    private let connection: RedisConnection
    private let limit: Duration?
    private let observer: BatchObserver
    private let state = Mutex(State())

    init(_ connection: RedisConnection, limit: Duration?, observer: BatchObserver) {
        self.connection = connection
        self.limit = limit
        self.observer = observer
    }

    func execute(_ batch: CommandBatch) async throws(BackendError) -> [Reply] {
        guard !batch.isEmpty else { return [] }
        guard observer.isWatching else { return try await replies(to: batch) }
        return try await observer.watch(batch) { () async throws(BackendError) in
            try await replies(to: batch)
        }
    }

    private func replies(to batch: CommandBatch) async throws(BackendError) -> [Reply] {
        guard !state.withLock({ $0.isOver }) else {
            throw .invalidRequest(
                "the connection was lent for the time of a closure, which is over"
            )
        }
        let route = try BatchRoute(batch, watches: true)
        // What may be watching afterwards is known only when EXEC has ended it.
        state.withLock { $0.isWatching = batch.isolation == .pipeline }
        var wait: Duration? = .zero
        if case .dedicated(let time) = route { wait = time }
        // The first attempt is the only one, except where scripts have to be loaded.
        var run = BatchRun(batch, retryLimit: 0)
        while true {
            let deadline = RedisBackend.deadline(of: batch, limit: limit, wait: wait)
            let outcome = await connection.call(batch, by: deadline)
            if outcome.failure != nil { state.withLock { $0.isBroken = true } }
            if let replies = try run.replies(outcome, from: connection) { return replies }
        }
    }

    func close() async {}

    /// Makes the connection as good as new; answers whether it is.
    func end() async -> Bool {
        let (isWatching, isBroken) = state.withLock { state in
            state.isOver = true
            return (state.isWatching, state.isBroken)
        }
        if isBroken { return false }
        guard isWatching else { return true }
        let deadline = limit.map { CallQueue.Deadline(after: $0) }
        let outcome = await connection.call(CommandBatch(of: RawCommand("UNWATCH")), by: deadline)
        return outcome.failure == nil
    }
}
