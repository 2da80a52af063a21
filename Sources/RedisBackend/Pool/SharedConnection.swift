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
        /// With the connection, while what was sent over it is waited for.
        case closed(RedisConnection?)
    }

    private struct State {
        var phase: Phase
        /// Whether the next connection is one in place of another.
        var hasBeenConnected = false
        /// How many attempts in a row have failed.
        var failures = 0
        /// Why the last attempt failed.
        var reason: BackendError?
    }

    private let connector: Connector
    private let state: Mutex<State>

    init(_ connection: RedisConnection, connector: Connector) {
        self.connector = connector
        state = Mutex(State(phase: .connected(connection), hasBeenConnected: true))
    }

    init(connector: Connector) {
        self.connector = connector
        state = Mutex(State(phase: .disconnected))
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
            case .connecting(var waiters):
                // Out of the state first, so that it grows in place.
                state.phase = .disconnected
                waiters.append(waiter)
                state.phase = .connecting(waiters)
            case .closed: return true
            case .connected, .disconnected:
                state.phase = .connecting([waiter])
                Task { await reconnect() }
            }
            return false
        }
        if isClosed { throw .connection(.closed) }
        return try await waiter.value(by: deadline) { deadline in
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

    /// Not by the loop, which may have been shut down.
    private func pause(_ duration: Duration) async {
        guard duration > .zero else { return }
        // Fails only when the task is cancelled, which nobody does.
        try? await Task.sleep(for: duration)
    }

    /// Whether anybody waits; if not, trying is over.
    private func hasWaiters() -> Bool {
        state.withLock { state in
            guard case .connecting(let waiters) = state.phase else { return false }
            // Those whose time was up would pile up while the server is away.
            let waiting = waiters.filter(\.isWaiting)
            state.phase = waiting.isEmpty ? .disconnected : .connecting(waiting)
            return !waiting.isEmpty
        }
    }

    private func settle(_ connection: RedisConnection) {
        let waiters: [Waiter<RedisConnection>]? = state.withLock { state in
            guard case .connecting(let waiters) = state.phase else { return nil }
            if state.hasBeenConnected { connector.metrics?.reconnected() }
            state = State(phase: .connected(connection), hasBeenConnected: true)
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
        if let connection = endCalls() { await connection.close() }
    }

    /// Closes without waiting for anybody.
    func abort() {
        endCalls()?.abort()
    }

    /// Refuses further calls; answers the connection that those before may wait on.
    private func endCalls() -> RedisConnection? {
        let (connection, waiters) = state.withLock { state in
            var connection: RedisConnection?
            var waiters: [Waiter<RedisConnection>] = []
            switch state.phase {
            case .connected(let current): connection = current
            case .connecting(let current): waiters = current
            case .closed(let current): connection = current
            case .disconnected: break
            }
            state.phase = .closed(connection)
            return (connection, waiters)
        }
        for waiter in waiters { waiter.resume(.failure(.connection(.closed))) }
        return connection
    }
}
