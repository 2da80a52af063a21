internal import Logging
internal import NIOCore
internal import StdnetBackend
internal import Synchronization

/// One of the connections that all tasks share.
///
/// When it is lost, the next call makes it anew.
/// While the server can't be reached, calls wait, each until its own deadline, and the connection is
/// tried again and again with growing pauses. What can't pass, such as a wrong password, fails them
/// at once.
final class SharedConnection: Sendable {
    private enum Phase {
        case connected(RedisConnection)
        case disconnected
        case connecting([Waiter<RedisConnection>])
        case closed
    }

    private struct State {
        var phase: Phase
        /// How many attempts in a row have failed.
        var failures = 0
        /// Why the last attempt failed.
        var reason: BackendError?
    }

    private let connector: Connector
    private let state: Mutex<State>
    private let loop: any EventLoop

    init(_ connection: RedisConnection, connector: Connector) {
        self.connector = connector
        state = Mutex(State(phase: .connected(connection)))
        loop = connector.group.next()
    }

    init(connector: Connector) {
        self.connector = connector
        state = Mutex(State(phase: .disconnected))
        loop = connector.group.next()
    }

    /// The connection, when it is there.
    var current: RedisConnection? {
        state.withLock { state in
            guard case .connected(let connection) = state.phase, connection.isOpen else {
                return nil
            }
            return connection
        }
    }

    /// The connection, made anew when it is lost.
    func connection(by deadline: CallQueue.Deadline?) async throws(BackendError) -> RedisConnection
    {
        if let current { return current }
        let waiter = Waiter<RedisConnection>()
        let isClosed = state.withLock { state in
            switch state.phase {
            case .connected(let connection) where connection.isOpen:
                waiter.resume(.success(connection))
            case .connecting(let waiters): state.phase = .connecting(waiters + [waiter])
            case .closed: return true
            case .connected, .disconnected:
                state.phase = .connecting([waiter])
                Task { await reconnect() }
            }
            return false
        }
        if isClosed { throw .connection(.closed) }
        return try await waiter.value(by: deadline, on: loop) { deadline in
            self.state.withLock { $0.reason } ?? .connection(.timedOut(after: deadline.limit))
        }
    }

    /// Tries until it succeeds, until nobody waits any more, or until trying makes no sense.
    private func reconnect() async {
        var generator = SystemRandomNumberGenerator()
        while true {
            let failures = state.withLock { $0.failures }
            await pause(connector.backoff.wait(afterFailures: failures, using: &generator))
            guard hasWaiters() else { return }
            do throws(BackendError) {
                return settle(try await connector.connect())
            } catch {
                if fail(error) { return }
            }
        }
    }

    private func pause(_ duration: Duration) async {
        guard duration > .zero else { return }
        // Fails only when the loop is shut down; then connecting fails too.
        try? await loop.scheduleTask(in: TimeAmount(duration)) {}.futureResult.get()
    }

    /// Whether anybody waits; if not, trying is over.
    private func hasWaiters() -> Bool {
        state.withLock { state in
            guard case .connecting(let waiters) = state.phase else { return false }
            if waiters.contains(where: \.isWaiting) { return true }
            state.phase = .disconnected
            return false
        }
    }

    private func settle(_ connection: RedisConnection) {
        let waiters: [Waiter<RedisConnection>]? = state.withLock { state in
            guard case .connecting(let waiters) = state.phase else { return nil }
            state = State(phase: .connected(connection))
            return waiters
        }
        guard let waiters else { return connection.abort() }
        for waiter in waiters { waiter.resume(.success(connection)) }
    }

    /// Notes that an attempt failed; answers whether there is no use in another one.
    private func fail(_ error: BackendError) -> Bool {
        let waiters: [Waiter<RedisConnection>]? = state.withLock { state in
            guard case .connecting(let waiters) = state.phase else { return [] }
            state.failures += 1
            state.reason = error
            if error.isPassing { return nil }
            state.phase = .disconnected
            return waiters
        }
        guard let waiters else {
            connector.logger.debug(
                "no connection yet",
                metadata: ["address": "\(connector.address)", "reason": "\(error)"]
            )
            return false
        }
        for waiter in waiters { waiter.resume(.failure(error)) }
        return true
    }

    /// Gives up a connection that is of no more use for new calls; calls that wait on it go on.
    func retire(_ connection: RedisConnection) {
        let isCurrent = state.withLock { state in
            guard case .connected(let current) = state.phase, current === connection else {
                return false
            }
            state.phase = .disconnected
            return true
        }
        if isCurrent { connection.retire() }
    }

    /// Refuses further calls, finishes those that were sent.
    func close() async {
        let phase = state.withLock { state in
            defer { state.phase = .closed }
            return state.phase
        }
        switch phase {
        case .connected(let connection): await connection.close()
        case .connecting(let waiters):
            for waiter in waiters { waiter.resume(.failure(.connection(.closed))) }
        case .disconnected, .closed: break
        }
    }

    /// Closes without waiting for anybody.
    func abort() {
        let phase = state.withLock { state in
            defer { state.phase = .closed }
            return state.phase
        }
        if case .connected(let connection) = phase { connection.abort() }
    }
}
