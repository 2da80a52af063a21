internal import DequeModule
internal import NIOCore
internal import StdnetBackend

/// The calls of one connection: the bytes that wait to be sent, and who waits for which replies.
///
/// Synchronous, without sockets and clocks. Whoever changes it gets back the calls that are done and
/// resumes them, outside any lock. A call's waiter leaves the queue exactly once: with the last
/// reply, when the call is abandoned, when its time is up, or when the connection ends.
struct CallQueue {
    typealias Waiter = UnsafeContinuation<CallOutcome, Never>
    typealias Closer = UnsafeContinuation<Void, Never>

    /// Until when replies are waited for.
    struct Deadline: Sendable {
        let instant: NIODeadline
        let limit: Duration

        init(after limit: Duration) {
            self.limit = limit
            instant = .now() + TimeAmount(limit)
        }

        /// How long it is until then; nothing when it is over.
        var timeLeft: Duration {
            max(.nanoseconds((instant - .now()).nanoseconds), .zero)
        }
    }

    /// A call that is done, to be resumed outside the lock.
    struct Completion: Sendable {
        let waiter: Waiter
        let outcome: CallOutcome

        func resume() { waiter.resume(returning: outcome) }
    }

    private struct Call {
        /// Nil when nobody waits any more; the replies still come and are dropped.
        var waiter: Waiter?
        /// What is not written yet, or in part; nil once it is.
        var unwritten: CommandBatch?
        /// How many of its commands are written.
        var writtenCommands = 0
        /// How many replies to what is written are missing.
        var missing = 0
        var outcome = CallOutcome()
        let deadline: Deadline?
    }

    /// What has to be done about what is written.
    enum FlushNeed {
        /// Somebody has promised to send it.
        case none
        /// Others may add to it before it is sent.
        case soon
        /// So much is written that it is worth a write of its own; whoever is on the loop sends it.
        case now
    }

    private enum Phase {
        case open, closing
        case ended(BackendError)
    }

    /// More bytes than this are not written ahead of the socket: further calls keep their batches
    /// until there is room.
    private let writeLimit: Int
    /// A long batch is written in pieces of about so many bytes, so that the server works on one while
    /// the next is written, and nothing is ever held twice as a whole.
    private let pieceLimit = 1 << 14
    /// So many bytes are worth a write of their own.
    private let urgentSize = 1 << 13
    private var phase = Phase.open
    private var calls: Deque<Call> = []
    /// The number of the first call; the others follow.
    private var firstNumber: UInt64 = 1
    /// How many calls somebody waits for.
    private(set) var waitingCount = 0
    /// How many of the calls, from the first, are in the hands of the loop.
    private var sentCount = 0
    /// How many of the calls, from the first, are sent or in `outgoing`.
    private var writtenCount = 0
    private var outgoing = ByteBuffer()
    private var isFlushScheduled = false
    /// The earliest deadline that the loop has not heard of.
    private var newDeadline: NIODeadline?
    private var loadedScripts: Set<String> = []
    /// Who waits for the connection to end.
    private var closers: [Closer] = []

    init(writeLimit: Int = 1 << 22) { self.writeLimit = writeLimit }

    /// Whether all that was asked is answered and nothing more may be asked.
    var isDrained: Bool {
        if case .closing = phase { waitingCount == 0 } else { false }
    }

    /// Whether the connection is gone.
    var isEnded: Bool {
        if case .ended = phase { true } else { false }
    }

    /// Whether calls are taken.
    var isOpen: Bool {
        if case .open = phase { true } else { false }
    }
}

extension CallQueue {
    /// Writes the requests of a batch, before them those that load scripts the server does not know.
    ///
    /// When much is written already that the socket has not taken, the batch is kept until it has.
    ///
    /// - Returns: the number of the call, and what the caller has to do about sending it.
    mutating func enqueue(
        _ batch: CommandBatch,
        by deadline: Deadline?,
        waiter: Waiter
    ) throws(BackendError) -> (number: UInt64, flush: FlushNeed) {
        switch phase {
        case .open: break
        case .closing: throw .connection(.closed)
        case .ended(let reason): throw reason
        }
        calls.append(Call(waiter: waiter, deadline: deadline))
        waitingCount += 1
        let mayWrite = writtenCount == calls.count - 1 && outgoing.readableBytes < writeLimit
        if !mayWrite || !writePiece(of: batch) { calls[calls.count - 1].unwritten = batch }
        if let instant = deadline?.instant { newDeadline = min(newDeadline ?? instant, instant) }
        defer { isFlushScheduled = true }
        let isLong = outgoing.readableBytes >= urgentSize
        return (
            firstNumber + UInt64(calls.count - 1),
            isLong ? .now : isFlushScheduled ? .none : .soon
        )
    }

    /// Writes the next piece of the first call that is not written as a whole, or drops the call.
    private mutating func writePiece() {
        // A call that nobody waits for any more is not even sent; a transaction is, once it has begun.
        if let batch = calls[writtenCount].unwritten,
            calls[writtenCount].waiter != nil || (hasBegunCall && batch.isolation == .transaction)
        {
            if writePiece(of: batch) { calls[writtenCount - 1].unwritten = nil }
        } else {
            calls[writtenCount].unwritten = nil
            writtenCount += 1
        }
    }

    /// Writes the next piece of the batch of the first call that is not written as a whole.
    ///
    /// - Returns: whether it was the last one.
    private mutating func writePiece(of batch: CommandBatch) -> Bool {
        let index = writtenCount
        let first = calls[index].writtenCommands
        if first == 0 {
            let loads = batch.scripts.isEmpty ? [] : loadScripts(of: batch)
            calls[index].outcome.loadedScripts = loads
            calls[index].missing = loads.count + (batch.isolation == .transaction ? 2 : 0)
        }
        let next = outgoing.writeRequests(of: batch, from: first, limit: pieceLimit)
        calls[index].writtenCommands = next
        calls[index].missing += next - first
        guard next == batch.count else { return false }
        writtenCount += 1
        return true
    }

    /// Whether a call is written in part.
    private var hasBegunCall: Bool {
        writtenCount < calls.count && calls[writtenCount].writtenCommands > 0
    }

    private mutating func loadScripts(of batch: CommandBatch) -> [String] {
        var loads: [String] = []
        // Where a part can't be sent again alone, nothing is left to memory.
        let isUnrepeatable = batch.count > 1 && !batch.isRepeatable
        for (_, script) in batch.scripts
        where loadedScripts.insert(script.sha1).inserted
            || (isUnrepeatable && !loads.contains(script.sha1))
        {
            outgoing.writeLoad(of: script)
            loads.append(script.sha1)
        }
        return loads
    }

    /// Writes requests whose answers no call waits for: on a connection that only receives.
    ///
    /// - Returns: whether the caller has to schedule a flush.
    mutating func post(_ batch: CommandBatch) throws(BackendError) -> Bool {
        switch phase {
        case .open: break
        case .closing: throw .connection(.closed)
        case .ended(let reason): throw reason
        }
        outgoing.writeRequests(of: batch)
        defer { isFlushScheduled = true }
        return !isFlushScheduled
    }

    /// Notes that the server does not know a script, whatever was thought before.
    mutating func forgetScript(_ sha1: String) { loadedScripts.remove(sha1) }

    /// The earliest deadline since it was last asked for.
    mutating func takeDeadline() -> NIODeadline? {
        defer { newDeadline = nil }
        return newDeadline
    }

    /// Exchanges what is to be sent for an empty buffer; what was kept is written first, in part.
    ///
    /// - Returns: whether there is more to send.
    mutating func exchangeOutgoing(for buffer: inout ByteBuffer) -> Bool {
        while writtenCount < calls.count, outgoing.readableBytes < pieceLimit { writePiece() }
        swap(&outgoing, &buffer)
        sentCount = writtenCount + (hasBegunCall ? 1 : 0)
        isFlushScheduled = writtenCount < calls.count
        return isFlushScheduled
    }

    /// Hands replies to the oldest calls.
    ///
    /// - Returns: the calls that are done, and a reply that no call waits for.
    mutating func deliver(
        _ batch: ReplyBatch
    ) -> (completions: [Completion], unexpected: Reply?) {
        var completions: [Completion] = []
        // What RESP3 pushes to a connection that did not ask for it is nobody's answer.
        let isPush = { (root: Int) in batch.tape.nodes[root].kind == .push }
        var roots =
            batch.roots.contains(where: isPush)
            ? batch.roots.filter { !isPush($0) }[...] : batch.roots[...]
        while let root = roots.first {
            while isFirstDone { finishFirst(&completions) }
            guard sentCount > 0, calls[0].missing > 0 else {
                return (completions, Reply(tape: batch.tape, position: root))
            }
            let taken = roots.prefix(calls[0].missing)
            roots = roots.dropFirst(taken.count)
            calls[0].missing -= taken.count
            if calls[0].waiter != nil {
                calls[0].outcome.replies.append(
                    contentsOf: taken.lazy.map { Reply(tape: batch.tape, position: $0) }
                )
            }
            if isFirstDone { finishFirst(&completions) }
        }
        return (completions, nil)
    }

    /// Whether the oldest call is sent as a whole and has all its replies.
    private var isFirstDone: Bool {
        sentCount > 0 && writtenCount > 0 && calls[0].missing == 0
    }

    private mutating func finishFirst(_ completions: inout [Completion]) {
        let call = calls.removeFirst()
        firstNumber += 1
        sentCount -= 1
        writtenCount -= 1
        guard let waiter = call.waiter else { return }
        waitingCount -= 1
        completions.append(Completion(waiter: waiter, outcome: call.outcome))
    }
}

extension CallQueue {
    /// Stops waiting for a call; nil when it is done already.
    mutating func abandon(_ number: UInt64) -> Completion? {
        guard number >= firstNumber, number - firstNumber < UInt64(calls.count) else { return nil }
        return stopWaiting(at: Int(number - firstNumber), .cancelled)
    }

    /// Stops waiting for the calls whose time is up.
    ///
    /// - Returns: those calls, and the earliest deadline of the others.
    mutating func expire(at now: NIODeadline) -> (completions: [Completion], next: NIODeadline?) {
        var completions: [Completion] = []
        var next: NIODeadline?
        for index in calls.indices where calls[index].waiter != nil {
            guard let deadline = calls[index].deadline else { continue }
            if deadline.instant > now {
                next = min(next ?? deadline.instant, deadline.instant)
            } else if let expired = stopWaiting(
                at: index,
                .connection(.timedOut(after: deadline.limit))
            ) {
                completions.append(expired)
            }
        }
        return (completions, next)
    }

    /// Since when the oldest call that was sent waits for replies; nil when none does, or when it
    /// may wait for ever.
    var owedSince: NIODeadline? {
        let owed = calls.prefix(sentCount).first { $0.missing > 0 }
        return owed?.deadline.map { $0.instant - TimeAmount($0.limit) }
    }

    /// Refuses further calls, and lets `closer` wait until nobody needs the loop any more.
    ///
    /// - Returns: whether there is anything left to wait for.
    mutating func close(_ closer: Closer) -> Bool {
        if isEnded, !isFlushScheduled { return false }
        if !isEnded { phase = .closing }
        closers.append(closer)
        return true
    }

    /// Refuses further calls.
    mutating func retire() {
        if isOpen { phase = .closing }
    }

    /// Those who wait for the end, once it has come and no flush is on its way to the loop.
    mutating func takeClosers() -> [Closer] {
        guard isEnded, !isFlushScheduled else { return [] }
        defer { closers = [] }
        return closers
    }

    /// Ends the connection: everybody who waits gets `reason`, later calls get `refusal`.
    mutating func end(_ reason: BackendError, later refusal: BackendError) -> [Completion] {
        switch phase {
        case .open: phase = .ended(refusal)
        case .closing: phase = .ended(.connection(.closed))
        case .ended: return []
        }
        let completions = calls.indices.compactMap {
            stopWaiting(at: $0, reason, isUnsent: $0 >= sentCount)
        }
        firstNumber += UInt64(calls.count)
        calls.removeAll()
        sentCount = 0
        writtenCount = 0
        outgoing = ByteBuffer()
        return completions
    }

    private mutating func stopWaiting(
        at index: Int,
        _ reason: BackendError,
        isUnsent: Bool = false
    ) -> Completion? {
        guard let waiter = calls[index].waiter else { return nil }
        calls[index].waiter = nil
        waitingCount -= 1
        var outcome = calls[index].outcome
        calls[index].outcome = CallOutcome()
        if calls[index].writtenCommands == 0 { calls[index].unwritten = nil }
        outcome.failure = reason
        outcome.isUnsent = isUnsent
        return Completion(waiter: waiter, outcome: outcome)
    }
}
