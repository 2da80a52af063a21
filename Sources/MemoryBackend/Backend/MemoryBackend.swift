public import StdnetBackend
import Synchronization

/// Redis's data model in process.
///
/// Every batch runs as a whole under the lock of its server, so that all batches are as isolated as
/// transactions; only one with a command that waits lets others in between.
///
/// ```swift
/// let backend = MemoryBackend()
/// try await backend.run(RawCommand("SET", "greeting", "hello"))
/// ```
public final class MemoryBackend: Backend, KeyspaceCopying {
    /// The server whose data these are.
    public let server: MemoryServer
    let database: Int
    private let isClosed = Atomic<Bool>(false)

    /// What stands for an address in errors and in CLIENT LIST.
    static let address = "memory"

    /// Makes a backend with a server of its own.
    ///
    /// - Parameters:
    ///   - clock: Says when keys end.
    ///   - seed: Decides every random choice, such as that of SPOP.
    public convenience init(
        clock: some KeyspaceClock = SystemClock(),
        seed: UInt64 = .random(in: 0 ... .max)
    ) {
        self.init(on: MemoryServer(clock: clock, seed: seed))
    }

    /// Makes a backend for the data of a server.
    ///
    /// - Parameters:
    ///   - server: The server, which others may use too.
    ///   - database: The number of the database, from 0 to 15.
    public init(on server: MemoryServer, database: Int = 0) {
        self.server = server
        self.database = max(0, min(database, Keyspace.databaseCount - 1))
    }

    /// Runs a batch, and answers one reply for each command.
    ///
    /// - Throws: ``BackendError/connection(_:)`` after ``close()``, ``BackendError/cancelled``, what
    ///   refuses a transaction as a whole, and for commands that would change a connection that others
    ///   use.
    public func execute(_ batch: CommandBatch) async throws(BackendError) -> [Reply] {
        guard !Task.isCancelled else { throw .cancelled }
        try checkOpen()
        guard !batch.isEmpty else { return [] }
        let route = try BatchRoute(batch)
        if batch.isolation == .transaction { try Self.checkQueueing(batch) }
        if server.faults.isArmed { return try await executeWithFaults(batch, route) }
        return try await run(batch, route)
    }

    /// Runs a command alone, without a list of replies where it has nothing to wait for.
    public func reply(to batch: CommandBatch) async throws(BackendError) -> Reply {
        if let reply = try immediateReply(to: batch) { return reply }
        return try await onlyReply(to: batch)
    }

    /// The reply to a command that is alone and waits for nothing; nil for any other batch.
    private func immediateReply(to batch: CommandBatch) throws(BackendError) -> Reply? {
        guard batch.count == 1, batch.isolation == .pipeline, !server.faults.isArmed,
            !Task.isCancelled
        else { return nil }
        try checkOpen()
        guard try BatchRoute(batch) == .shared else { return nil }
        let database = database
        return try server.withState { (state) throws(BackendError) -> Reply? in
            guard !state.isClosed else { throw .connection(.closed) }
            guard !state.pause.isOn else { return nil }
            state.statistics.roundTripCount += 1
            return state.reply(to: batch, state.guest(in: database))
        }
    }

    /// Runs a batch where it belongs.
    func run(_ batch: CommandBatch, _ route: BatchRoute) async throws(BackendError) -> [Reply] {
        if case .dedicated = route {
            let client = MemoryClient(of: server, database: database)
            defer { client.end() }
            return try await client.run(batch)
        }
        let database = database
        while true {
            let run = try server.withState { (state) throws(BackendError) -> BatchRun in
                guard !state.isClosed else { throw .connection(.closed) }
                if state.pause.isOn, let end = state.hold(batch) { return .held(until: end) }
                state.statistics.roundTripCount += 1
                var replies = ReplyBuilder()
                state.runTogether(batch, state.guest(in: database), &replies)
                return .done(replies.finish())
            }
            switch run {
            case .done(let replies): return replies
            case .held(let end): _ = try await end.value()
            }
        }
    }

    /// What became of a batch.
    enum BatchRun {
        case done([Reply])
        /// Clients are paused: it has to be tried again.
        case held(until: LateReply)
    }

    func checkOpen() throws(BackendError) {
        guard !isClosed.load(ordering: .relaxed) else { throw .connection(.closed) }
    }

    /// Refuses everything that comes after.
    public func close() async { isClosed.store(true, ordering: .relaxed) }

    /// A backend of its own with what the server holds now, on the same clock.
    public func copy() async throws(BackendError) -> any Backend {
        try checkOpen()
        return MemoryBackend(on: try server.copy(), database: database)
    }

    /// A backend of its own with what the server holds now, where no key ends any more.
    public func stillCopy() async throws(BackendError) -> any Backend {
        try checkOpen()
        let clock = StillClock(milliseconds: server.clock.milliseconds)
        return MemoryBackend(on: try server.copy(clock: clock), database: database)
    }

    /// Refuses a transaction with a command that Redis would not even queue.
    static func checkQueueing(_ batch: CommandBatch) throws(BackendError) {
        for position in 0..<batch.count {
            guard batch.withVector(position, { Keyspace.refusal(of: $0) }) == nil else {
                throw .server(
                    code: "EXECABORT",
                    message: "Transaction discarded because of previous errors."
                )
            }
        }
    }
}
