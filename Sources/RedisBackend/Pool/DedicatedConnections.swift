internal import NIOCore
internal import StdnetBackend
internal import Synchronization

/// Connections that one call at a time has for itself: for commands that wait, WATCH, subscriptions.
///
/// They are made when they are needed, kept for the next, and closed when they stay idle.
final class DedicatedConnections: Sendable {
    private struct Idle {
        let connection: RedisConnection
        let since: NIODeadline
    }

    private struct State {
        let metrics: BackendMetrics?
        var idle: [Idle] = [] { didSet { metrics?.idle(idle.count) } }
        /// Those that are lent.
        var lent: [ObjectIdentifier: RedisConnection] = [:]
        /// How many are lent or being made.
        var lentCount = 0 { didSet { metrics?.used(lentCount) } }
        var waiters: [Waiter<RedisConnection>] = []
        var sweep: Scheduled<Void>?
        var isClosed = false

        mutating func takeWaiter() -> Waiter<RedisConnection>? {
            waiters.isEmpty ? nil : waiters.removeFirst()
        }
    }

    private let connector: Connector
    private let limit: Int
    /// How long an idle connection is kept.
    private let patience: TimeAmount
    private let loop: any EventLoop
    private let state: Mutex<State>

    init(connector: Connector, limit: Int, patience: Duration) {
        self.connector = connector
        self.limit = limit
        self.patience = TimeAmount(patience)
        state = Mutex(State(metrics: connector.metrics))
        loop = connector.group.next()
    }

    /// Lends a connection; give it back with ``release(_:isUsable:)``.
    ///
    /// - Throws: ``BackendError/connection(_:)`` when there is none, or none gets free in time.
    func acquire(by deadline: CallQueue.Deadline?) async throws(BackendError) -> RedisConnection {
        let connection = try await next(by: deadline)
        let isClosed = state.withLock { state in
            state.lent[ObjectIdentifier(connection)] = connection
            return state.isClosed
        }
        guard isClosed else { return connection }
        release(connection, isUsable: false)
        throw .connection(.closed)
    }

    private func next(
        by deadline: CallQueue.Deadline?
    ) async throws(BackendError) -> RedisConnection {
        while true {
            switch plan() {
            case .refuse: throw .connection(.closed)
            case .lend(let idle):
                if await isAlive(idle, by: deadline) { return idle.connection }
                release(idle.connection, isUsable: false)
            case .wait(let waiter):
                let limit = self.limit
                return try await waiter.value(by: deadline) { _ in
                    .connection(.exhausted(limit: limit))
                }
            case .make:
                let waiter = Waiter<RedisConnection>()
                make(for: waiter)
                return try await waiter.value(by: deadline) { deadline in
                    .connection(.timedOut(after: deadline.limit))
                }
            }
        }
    }

    private enum Plan { case lend(Idle), make, wait(Waiter<RedisConnection>), refuse }

    private func plan() -> Plan {
        state.withLock { state in
            if state.isClosed { return .refuse }
            if let idle = state.idle.popLast() {
                state.lentCount += 1
                return .lend(idle)
            }
            guard state.lentCount >= limit else {
                state.lentCount += 1
                return .make
            }
            let waiter = Waiter<RedisConnection>()
            state.waiters.append(waiter)
            return .wait(waiter)
        }
    }

    /// Whether a connection that was idle still works: one that was idle for long is asked.
    private func isAlive(_ idle: Idle, by deadline: CallQueue.Deadline?) async -> Bool {
        guard idle.connection.isOpen else { return false }
        guard idle.since + Self.trustedIdleTime < .now() else { return true }
        let outcome = await idle.connection.call(CommandBatch(of: RawCommand("PING")), by: deadline)
        return outcome.failure == nil
    }

    /// For so long an idle connection is taken to work; a lost one is mostly noticed at once.
    private static let trustedIdleTime = TimeAmount.seconds(10)

    private func make() async throws(BackendError) -> RedisConnection {
        let connection = try await connector.connect()
        if state.withLock({ $0.isClosed }) {
            connection.abort()
            throw .connection(.closed)
        }
        return connection
    }

    /// Takes a connection back; `isUsable` says whether it is as a new one: nothing watched, nothing
    /// under way.
    func release(_ connection: RedisConnection, isUsable: Bool) {
        state.withLock { state in _ = state.lent.removeValue(forKey: ObjectIdentifier(connection)) }
        guard isUsable, connection.isOpen else {
            connection.abort()
            return vacate()
        }
        while true {
            let next = state.withLock { state -> Next in
                if let waiter = state.takeWaiter() { return .waiter(waiter) }
                state.lentCount -= 1
                guard !state.isClosed else { return .nobody }
                state.idle.append(Idle(connection: connection, since: .now()))
                if state.sweep == nil { state.sweep = scheduleSweep() }
                return .kept
            }
            switch next {
            case .waiter(let waiter): if waiter.resume(.success(connection)) { return }
            case .kept: return
            case .nobody: return connection.abort()
            }
        }
    }

    private enum Next { case waiter(Waiter<RedisConnection>), kept, nobody }

    /// A place got free without a connection: the next who waits makes one.
    private func vacate() {
        while true {
            let waiter = state.withLock { state -> Waiter<RedisConnection>? in
                if let waiter = state.takeWaiter() { return waiter }
                state.lentCount -= 1
                return nil
            }
            guard let waiter else { return }
            if waiter.isWaiting { return make(for: waiter) }
        }
    }

    private func make(for waiter: Waiter<RedisConnection>) {
        Task {
            do throws(BackendError) {
                let connection = try await self.make()
                if !waiter.resume(.success(connection)) {
                    self.release(connection, isUsable: true)
                }
            } catch {
                waiter.resume(.failure(error))
                self.vacate()
            }
        }
    }

    // MARK: Idle connections

    private func scheduleSweep() -> Scheduled<Void> {
        loop.scheduleTask(in: patience) { [weak self] in self?.sweep() }
    }

    /// Closes what was idle for too long.
    private func sweep() {
        let oldest = NIODeadline.now() - patience
        let ended = state.withLock { state in
            let ended = state.idle.filter { $0.since <= oldest || !$0.connection.isOpen }
            state.idle.removeAll { $0.since <= oldest || !$0.connection.isOpen }
            state.sweep = state.idle.isEmpty || state.isClosed ? nil : scheduleSweep()
            return ended
        }
        for idle in ended { idle.connection.abort() }
    }

    /// How many connections there are: lent ones and idle ones.
    var count: Int { state.withLock { $0.lentCount + $0.idle.count } }

    /// How many calls wait for a connection that others have.
    var waitingCount: Int { state.withLock { $0.waiters.count { $0.isWaiting } } }

    /// Closes the idle connections and refuses further loans; calls on lent ones end as lost.
    func close() {
        let (idle, lent, waiters) = state.withLock { state in
            state.isClosed = true
            state.sweep?.cancel()
            state.sweep = nil
            defer {
                state.idle = []
                state.waiters = []
            }
            return (state.idle, Array(state.lent.values), state.waiters)
        }
        for idle in idle { idle.connection.abort() }
        for connection in lent { connection.abort() }
        for waiter in waiters { waiter.resume(.failure(.connection(.closed))) }
    }
}
