internal import NIOCore
internal import StdnetBackend
internal import Synchronization

/// Who uses a connection that only receives.
protocol Listener: AnyObject, Sendable {
    /// A connection is there; what arrives on it comes to ``receive(_:from:)`` from now on.
    func willListen(on connection: RedisConnection)
    /// Requests may be posted on it.
    func didBegin(on connection: RedisConnection)
    func receive(_ reply: Reply, from connection: RedisConnection)
    /// The connection is lost; another one is being made.
    func didLose(_ connection: RedisConnection)
    /// Another connection is there in place of a lost one; whatever was sent meanwhile is missing.
    func didReconnect()
    /// There will be no other connection.
    func didFail(_ error: BackendError)
}

/// A connection that only receives: made again when it is lost, asked for a sign when it is silent.
final class ListeningConnection: Sendable {
    private struct State {
        var connection: RedisConnection?
        /// Whether anything has arrived since the last look.
        var hasHeard = true
        var check: Task<Void, any Error>?
        var isOver = false
    }

    private let connections: DedicatedConnections
    private let connector: Connector
    private let state = Mutex(State())

    init(_ connections: DedicatedConnections, _ connector: Connector) {
        self.connections = connections
        self.connector = connector
    }

    /// Until when a call that begins now may take.
    var deadline: CallQueue.Deadline? {
        connector.string.timeout.map { CallQueue.Deadline(after: $0) }
    }

    /// Connects for the first time.
    func start(for listener: some Listener) async throws(BackendError) {
        adopt(try await connections.acquire(by: deadline), for: listener)
    }

    private func adopt(_ connection: RedisConnection, for listener: some Listener) {
        let isOver = state.withLock { state in
            if !state.isOver {
                state.connection = connection
                state.hasHeard = true
            }
            return state.isOver
        }
        if isOver { return connections.release(connection, isUsable: true) }
        listener.willListen(on: connection)
        let isThere = connection.receive { [weak self, weak listener] replies in
            guard let self, let listener else { return }
            guard let replies else { return self.lose(connection, for: listener) }
            self.state.withLock { $0.hasHeard = true }
            for root in replies.roots {
                listener.receive(Reply(tape: replies.tape, position: root), from: connection)
            }
        }
        guard isThere else { return lose(connection, for: listener) }
        listener.didBegin(on: connection)
        watch(connection)
    }

    private func lose(_ connection: RedisConnection, for listener: some Listener) {
        let isOurs = state.withLock { state in
            guard state.connection === connection else { return false }
            state.connection = nil
            state.check?.cancel()
            return true
        }
        // Else it was given back at the end.
        guard isOurs else { return }
        listener.didLose(connection)
        connections.release(connection, isUsable: false)
        Task { [weak listener] in
            if let listener { await self.reconnect(for: listener) }
        }
    }

    private func reconnect(for listener: some Listener) async {
        var generator = SystemRandomNumberGenerator()
        var failures = 0
        while !state.withLock({ $0.isOver }) {
            do throws(BackendError) {
                let connection = try await connections.acquire(by: deadline)
                connector.metrics?.reconnected()
                listener.didReconnect()
                return adopt(connection, for: listener)
            } catch {
                // Redis has answered here before: what does not sound like Redis is passing, too.
                var isPassing = error.isPassing
                if case .connection(.notRedis) = error { isPassing = true }
                guard isPassing else { return listener.didFail(error) }
                failures += 1
                let pause = connector.backoff.wait(afterFailures: failures, using: &generator)
                // Fails only when the task is cancelled, which nobody does.
                try? await Task.sleep(for: pause)
            }
        }
    }

    // MARK: Silence

    /// A connection that stays silent although it was asked is dead.
    private func watch(_ connection: RedisConnection) {
        let check = Task { [weak self, silenceLimit = connector.silenceLimit] in
            while true {
                try await Task.sleep(for: silenceLimit)
                guard let self else { return }
                guard self.hasHeard() else { return connection.abort() }
                try connection.post(CommandBatch(of: RawCommand("PING")))
            }
        }
        state.withLock { state in
            if state.connection === connection { state.check = check } else { check.cancel() }
        }
    }

    /// Whether anything has arrived since this was asked last.
    private func hasHeard() -> Bool {
        state.withLock { state in
            defer { state.hasHeard = false }
            return state.hasHeard
        }
    }

    /// Ends the listening.
    func end() {
        let connection = state.withLock { state in
            state.isOver = true
            state.check?.cancel()
            defer { state.connection = nil }
            return state.connection
        }
        if let connection { connections.release(connection, isUsable: false) }
    }
}
