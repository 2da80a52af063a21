public import StdnetBackend
import Synchronization

/// Redis's data model in process.
///
/// Every batch runs as a whole under the lock of its server, so that all batches are as isolated as
/// transactions; only a command that waits lets others in between.
///
/// ```swift
/// let backend = MemoryBackend()
/// try await backend.run(RawCommand("SET", "greeting", "hello"))
/// ```
public final class MemoryBackend: Backend, KeyspaceCopying {
    /// The server whose data these are.
    public let server: MemoryServer
    private let database: Int
    private let isClosed = Atomic<Bool>(false)

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

    /// Runs a batch as a whole, nobody else in between, and answers one reply for each command.
    ///
    /// - Throws: ``BackendError/connection(_:)`` after ``close()``, ``BackendError/cancelled``, or what
    ///   refuses a transaction as a whole.
    public func execute(_ batch: CommandBatch) async throws(BackendError) -> [Reply] {
        guard !Task.isCancelled else { throw .cancelled }
        guard !isClosed.load(ordering: .relaxed) else { throw .connection(.closed) }
        if batch.isolation == .transaction { try Self.checkQueueing(batch) }
        let database = database
        return try server.withState { (state) throws(BackendError) -> [Reply] in
            guard !state.isClosed else { throw .connection(.closed) }
            var replies = ReplyBuilder()
            state.execute(batch, database: database, into: &replies)
            return replies.finish()
        }
    }

    /// Refuses everything that comes after.
    public func close() async { isClosed.store(true, ordering: .relaxed) }

    /// A backend of its own with what the server holds now, on the same clock.
    public func copy() async throws(BackendError) -> any Backend {
        guard !isClosed.load(ordering: .relaxed) else { throw .connection(.closed) }
        return MemoryBackend(on: try server.copy(), database: database)
    }

    /// Refuses a transaction with a command that Redis would not even queue.
    private static func checkQueueing(_ batch: CommandBatch) throws(BackendError) {
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

extension ServerState {
    /// Runs the commands and scripts of a batch.
    fileprivate mutating func execute(
        _ batch: borrowing CommandBatch,
        database: Int,
        into replies: inout ReplyBuilder
    ) {
        let client = guest(in: database)
        let isTransaction = batch.isolation == .transaction
        if isTransaction { depth += 1 }
        for position in 0..<batch.count {
            batch.withVector(position) { call in
                if !batch.scripts.isEmpty, let script = batch.scripts[position] {
                    scripts.register(script)
                    runTwin(script, client, call, &replies)
                } else {
                    _ = process(client, call, &replies)
                }
            }
        }
        if isTransaction {
            depth -= 1
            if !readyKeys.isEmpty { serveWaiters() }
        }
    }

    /// The client for calls of backends, which have none of their own.
    private mutating func guest(in database: Int) -> ServerClient {
        let client: ServerClient
        if let known = sharedClient {
            client = known
        } else {
            client = connect(from: "memory", isTrusted: true, sink: { _ in })
            client.isShared = true
            sharedClient = client
        }
        client.database = database
        return client
    }

    /// Runs a script's twin for `EVALSHA sha n key… argument…`.
    private mutating func runTwin(
        _ script: ScriptSource,
        _ client: ServerClient,
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) {
        let start = reply.count
        do throws(CommandError) {
            let keyCount = try Self.keyCount(of: call)
            let keys = call.dropFirst(3).prefix(keyCount)
            try run(script, for: client, keys, call.dropFirst(3 + keyCount), &reply)
        } catch {
            reply.truncate(to: start)
            reply.error(error.text)
        }
        if depth == 0, !readyKeys.isEmpty { serveWaiters() }
    }
}
