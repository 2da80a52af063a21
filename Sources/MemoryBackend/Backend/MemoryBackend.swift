public import StdnetBackend
import Synchronization

/// Redis's data model in process: a ``Keyspace``, one lock and a clock.
///
/// Every batch runs as a whole under the lock, so that all batches are as isolated as transactions.
/// Keys end by the clock that the backend was given; nothing runs in the background.
///
/// ```swift
/// let backend = MemoryBackend()
/// try await backend.run(RawCommand("SET", "greeting", "hello"))
/// ```
public final class MemoryBackend: Backend, KeyspaceCopying {
    private struct State: ~Copyable {
        var keyspace: Keyspace
        var isClosed = false
    }

    private let state: Mutex<State>
    private let clock: any KeyspaceClock

    /// Makes a backend with an empty keyspace.
    ///
    /// - Parameters:
    ///   - clock: Says when keys end.
    ///   - seed: Decides every random choice, such as that of SPOP.
    public convenience init(
        clock: some KeyspaceClock = SystemClock(),
        seed: UInt64 = .random(in: 0 ... .max)
    ) {
        self.init(Keyspace(seed: seed), clock: clock)
    }

    private init(_ keyspace: consuming Keyspace, clock: any KeyspaceClock) {
        state = Mutex(State(keyspace: keyspace))
        self.clock = clock
    }

    /// Runs a batch as a whole, nobody else in between, and answers one reply for each command.
    ///
    /// - Throws: ``BackendError/connection(_:)`` after ``close()``, ``BackendError/cancelled``, or what
    ///   refuses a transaction as a whole.
    public func execute(_ batch: CommandBatch) async throws(BackendError) -> [Reply] {
        guard !Task.isCancelled else { throw .cancelled }
        if batch.isolation == .transaction { try Self.checkQueueing(batch) }
        let now = clock.milliseconds
        var replies = ReplyBuilder()
        try state.withLock { state throws(BackendError) in
            guard !state.isClosed else { throw .connection(.closed) }
            state.keyspace.advance(to: now)
            for position in 0..<batch.count {
                state.keyspace.execute(batch, position, into: &replies)
            }
        }
        return replies.finish()
    }

    /// Refuses everything that comes after.
    public func close() async {
        state.withLock { $0.isClosed = true }
    }

    /// A backend of its own with what the keyspace holds now, on the same clock.
    public func copy() async throws(BackendError) -> any Backend {
        let now = clock.milliseconds
        let copy = try state.withLock { state throws(BackendError) in
            guard !state.isClosed else { throw .connection(.closed) }
            state.keyspace.advance(to: now)
            return state.keyspace.copy()
        }
        return MemoryBackend(copy, clock: clock)
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

extension Keyspace {
    /// Runs the command or script at a position of a batch.
    @inline(__always)
    fileprivate mutating func execute(
        _ batch: borrowing CommandBatch,
        _ position: Int,
        into reply: inout ReplyBuilder
    ) {
        batch.withVector(position) { call in
            if !batch.scripts.isEmpty, let script = batch.scripts[position] {
                run(script, call, into: &reply)
            } else {
                execute(call, into: &reply)
            }
        }
    }
}
