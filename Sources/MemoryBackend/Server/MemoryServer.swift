public import StdnetBackend
import Synchronization

/// A Redis server in process: its data, its clients, one lock and a clock.
///
/// Backends made with the same server share its data, as clients of one redis-server do.
///
/// ```swift
/// let server = MemoryServer()
/// let first = MemoryBackend(on: server)
/// let second = MemoryBackend(on: server, database: 1)
/// ```
public final class MemoryServer: Sendable {
    private let state: Mutex<ServerState>
    let clock: any KeyspaceClock
    /// What goes wrong on purpose.
    public let faults = MemoryFaults()
    let control: ScriptControl
    private let scripts: [ScriptSource]
    private let prefersTwins: Bool
    private let interpreter: (@Sendable () -> any ScriptInterpreter)?
    /// Whether there may be scripts that take long.
    package var runsScripts: Bool { interpreter != nil }
    var lane: ScriptLane { control.lane }
    /// What those who read requests have to know.
    package let limits = ServerLimits()
    /// When the clock was last asked to call back; `.max` when it was not.
    private let alarm = Atomic<Int>(.max)

    /// Makes a server with nothing in it.
    ///
    /// - Parameters:
    ///   - clock: Says when keys end and waits are over.
    ///   - seed: Decides every random choice, such as that of SPOP.
    ///   - scripts: Scripts that run in Swift when others name them by text or digest; those that come
    ///     with a batch need not be here.
    ///   - prefersTwins: Whether a script with a twin runs in Swift; else its text is interpreted, as
    ///     in tests that compare both.
    ///   - interpreter: Makes what runs all other scripts; by default nothing does.
    public convenience init(
        clock: some KeyspaceClock = SystemClock(),
        seed: UInt64 = .random(in: 0 ... .max),
        scripts: [ScriptSource] = [],
        prefersTwins: Bool = true,
        interpreter: (@Sendable () -> any ScriptInterpreter)? = nil
    ) {
        self.init(
            Keyspace(seed: seed),
            clock: clock,
            scripts: scripts,
            prefersTwins: prefersTwins,
            interpreter: interpreter
        )
    }

    /// Makes a server with the keys of an archive, which is only read.
    ///
    /// - Parameters:
    ///   - archive: Gives keys when they are asked for.
    ///   - clock: Says when keys end.
    package convenience init(archive: some KeyArchiving, clock: some KeyspaceClock) {
        self.init(clock: clock, seed: 0)
        withState { $0.archive = KeyArchive(archive) }
    }

    private init(
        _ keyspace: consuming Keyspace,
        clock: any KeyspaceClock,
        scripts: [ScriptSource],
        prefersTwins: Bool,
        interpreter: (@Sendable () -> any ScriptInterpreter)?
    ) {
        self.clock = clock
        self.scripts = scripts
        self.prefersTwins = prefersTwins
        self.interpreter = interpreter
        let cache = ScriptCache(
            twins: scripts,
            prefersTwins: prefersTwins,
            makeInterpreter: interpreter
        )
        control = cache.control
        state = Mutex(
            ServerState(keyspace, scripts: cache, limits: limits, now: clock.milliseconds)
        )
    }

    /// Runs a closure with the server as it is now: what is due has ended.
    func withState<Result: ~Copyable, Failure: Error>(
        _ body: (inout ServerState) throws(Failure) -> sending Result
    ) throws(Failure) -> sending Result {
        let now = clock.milliseconds
        return try state.withLock { state throws(Failure) in
            state.advance(to: now)
            defer { self.schedule(&state) }
            return try body(&state)
        }
    }

    /// The same, unless another thread has the server now.
    func withStateIfAvailable<Result>(
        _ body: (inout ServerState) -> sending Result
    ) -> sending Result? {
        let now = clock.milliseconds
        return state.withLockIfAvailable { state in
            state.advance(to: now)
            defer { self.schedule(&state) }
            return body(&state)
        }
    }

    /// Tells the server where it listens, and by which password it lets clients in.
    package func listen(on address: String, port: Int, password: String?) {
        withState { state in
            state.configuration.listen(on: address, port: port, password: password)
            state.limits.update(from: state.configuration)
            state.updateDefaultPassword()
        }
    }

    /// Asks the clock to call back when something will be due that nobody asks for: the end of a wait,
    /// or of a key that somebody listens to.
    private func schedule(_ state: inout ServerState) {
        if state.tracking.clientCount > 0 { state.finishRound() }
        let next = state.nextEvent
        guard next < alarm.load(ordering: .relaxed) else { return }
        alarm.store(next, ordering: .relaxed)
        clock.wake(at: next) { [weak self] in
            guard let self else { return }
            self.alarm.store(.max, ordering: .relaxed)
            self.withState { _ in }
        }
    }

    /// A server of its own with what this one holds now, on the same clock or on another.
    ///
    /// That is keys and libraries of functions; scripts that were loaded are not among it.
    func copy(clock: (any KeyspaceClock)? = nil) throws(BackendError) -> MemoryServer {
        var libraries: [Bytes] = []
        let keyspace = try withState { (state) throws(BackendError) -> Keyspace in
            guard !state.isClosed else { throw .connection(.closed) }
            libraries = state.functions.all.map(\.code)
            return state.keyspace.copy()
        }
        let copy = MemoryServer(
            keyspace,
            clock: clock ?? self.clock,
            scripts: scripts,
            prefersTwins: prefersTwins,
            interpreter: interpreter
        )
        guard !libraries.isEmpty else { return copy }
        try copy.withState { (state) throws(BackendError) -> Void in
            do throws(CommandError) {
                try state.takeLibraries(of: libraries)
            } catch {
                throw .invalidRequest(error.text)
            }
        }
        return copy
    }
}

extension ServerState {
    /// Moves the clock: keys end, and waits.
    mutating func advance(to time: Int) {
        if pause.isOn, pause.end < time { endPause() }
        keyspace.advance(to: time)
        if keyspace.changes.hasPending { settle() }
        if nextWaitEnd <= time { nextWaitEnd = expireWaits() }
        if !readyKeys.isEmpty { serveWaiters() }
        if tracking.nextTrim <= time { trimTracking() }
    }

    /// When something will be due that nobody asks for.
    var nextEvent: Int {
        let next = min(nextWaitEnd, pause.nextEvent, tracking.nextTrim)
        // What is paused does not end.
        guard keyspace.changes.isObserved, !pause.isOn else { return next }
        return min(next, keyspace.nextDeadline)
    }

    /// What Redis does before it sleeps: tells those who asked for prefixes what has changed.
    mutating func finishRound() {
        broadcastInvalidations()
        scheduleTrim()
    }
}
