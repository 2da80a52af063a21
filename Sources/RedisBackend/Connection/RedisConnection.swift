internal import NIOCore
internal import StdnetBackend
internal import Synchronization

/// One connection that any number of tasks use at the same time: replies come in the order of calls.
///
/// Work for the loop is handed over while the queue says that the loop is still there: a flush that
/// was promised keeps those waiting who close, everything else happens under the queue's lock.
final class RedisConnection: Sendable {
    let address: String
    private let calls: PendingCalls
    let loop: any EventLoop
    private let flush: @Sendable () -> Void
    private let closeIfDrained: @Sendable () -> Void
    private let closeNow: @Sendable () -> Void
    private let install: @Sendable (@escaping RedisChannelHandler.Receiver) -> Void
    private let handler: NIOLoopBound<RedisChannelHandler>

    init(address: String, calls: PendingCalls, handler: NIOLoopBound<RedisChannelHandler>) {
        self.address = address
        self.calls = calls
        self.handler = handler
        loop = handler.eventLoop
        flush = { handler.value.flush() }
        closeIfDrained = { handler.value.closeIfDrained() }
        closeNow = { handler.value.close() }
        install = { handler.value.receive(with: $0) }
    }

    /// Whether calls are taken.
    var isOpen: Bool { calls.withLock { $0.isOpen } }

    /// Sends a batch and waits for its replies, no longer than until the deadline.
    ///
    /// Cancelling returns at once; the replies are dropped when they come, and the connection is as
    /// good as before.
    func call(_ batch: CommandBatch, by deadline: CallQueue.Deadline?) async -> CallOutcome {
        let ticket = CallTicket()
        let outcome = await withTaskCancellationHandler {
            await withUnsafeContinuation { waiter in
                submit(batch, by: deadline, waiter: waiter, ticket: ticket)
            }
        } onCancel: {
            abandon(ticket)
        }
        #if THREAD_SANITIZER
        // It does not see that a continuation hands over memory; it sees that a lock does.
        calls.withLock { _ in }
        #endif
        return outcome
    }

    private func submit(
        _ batch: CommandBatch,
        by deadline: CallQueue.Deadline?,
        waiter: CallQueue.Waiter,
        ticket: CallTicket
    ) {
        do throws(BackendError) {
            let need = try calls.withLock { queue throws(BackendError) in
                // Under the lock: either this sees the cancellation, or `abandon` sees the number.
                if Task.isCancelled { throw .cancelled }
                let call = try queue.enqueue(batch, by: deadline, waiter: waiter)
                ticket.number.store(call.number, ordering: .relaxed)
                return call.flush
            }
            switch need {
            case .none: break
            case .soon: loop.execute(flush)
            // The server works on it while other tasks of the loop write theirs.
            case .now: if loop.inEventLoop { flush() } else { loop.execute(flush) }
            }
        } catch {
            waiter.resume(returning: CallOutcome(failure: error, isUnsent: true))
        }
    }

    private func abandon(_ ticket: CallTicket) {
        let completion = calls.withLock { queue in
            let completion = queue.abandon(ticket.number.load(ordering: .relaxed))
            if queue.isDrained { loop.execute(closeIfDrained) }
            return completion
        }
        completion?.resume()
    }

    /// Hands all further replies to a receiver; only ``post(_:)`` is of use after that.
    ///
    /// - Returns: false when the connection is gone; the receiver hears nothing then.
    func receive(with receiver: @escaping RedisChannelHandler.Receiver) -> Bool {
        calls.withLock { queue in
            if queue.isEnded { return false }
            loop.execute { [install] in install(receiver) }
            return true
        }
    }

    /// Sends a batch whose answers go to the receiver.
    func post(_ batch: CommandBatch) throws(BackendError) {
        let needsFlush = try calls.withLock { queue throws(BackendError) in try queue.post(batch) }
        if needsFlush { loop.execute(flush) }
    }

    /// Has the bytes read as they are from now on; no more calls are taken.
    func readBytes(
        within limit: Duration?
    ) async throws -> (NIOLoopBound<ByteStreamHandler>, ByteInbox) {
        let (loop, handler, address) = (loop, handler, address)
        return try await loop.submit {
            let replacement = ByteStreamHandler(address: address, limit: limit)
            try handler.value.makeWay(for: replacement)
            return (NIOLoopBound(replacement, eventLoop: loop), replacement.inbox)
        }.get()
    }

    /// Notes that the server does not know scripts, so that the next call loads them.
    func forgetScripts(_ names: some Sequence<String>) {
        calls.withLock { queue in
            for name in names { queue.forgetScript(name) }
        }
    }

    /// Refuses further calls, waits for the replies to what was sent, and closes.
    func close() async {
        await withUnsafeContinuation { closer in
            let isWaiting = calls.withLock { queue in
                let isWaiting = queue.close(closer)
                if queue.isDrained { loop.execute(closeIfDrained) }
                return isWaiting
            }
            if !isWaiting { closer.resume() }
        }
    }

    /// Refuses further calls and closes once those that were sent are answered.
    func retire() {
        calls.withLock { queue in
            queue.retire()
            if queue.isDrained { loop.execute(closeIfDrained) }
        }
    }

    /// Closes without waiting for anybody.
    func abort() {
        calls.withLock { queue in
            if !queue.isEnded { loop.execute(closeNow) }
        }
    }
}

/// The number that a call gets when it is sent, shared with whoever cancels it; 0 before.
private final class CallTicket: Sendable {
    let number = Atomic<UInt64>(0)
}
