internal import NIOCore
internal import StdnetBackend
internal import Synchronization

/// One task that waits for something, such as a connection: resumed once, by whoever comes first.
final class Waiter<Value: Sendable>: Sendable {
    typealias Outcome = Result<Value, BackendError>

    private enum State {
        case idle
        case waiting(UnsafeContinuation<Outcome, Never>)
        case resumed(Outcome)
        case done
    }

    private let state = Mutex<State>(.idle)

    /// Whether nobody has resumed it.
    var isWaiting: Bool {
        state.withLock { state in
            switch state {
            case .idle, .waiting: true
            case .resumed, .done: false
            }
        }
    }

    /// Ends the waiting.
    ///
    /// - Returns: false when somebody else has ended it.
    @discardableResult
    func resume(_ outcome: Outcome) -> Bool {
        let (isFirst, continuation) = state.withLock { state in
            switch state {
            case .idle:
                state = .resumed(outcome)
                return (true, nil as UnsafeContinuation<Outcome, Never>?)
            case .waiting(let continuation):
                state = .done
                return (true, continuation)
            case .resumed, .done: return (false, nil)
            }
        }
        continuation?.resume(returning: outcome)
        return isFirst
    }

    /// Waits to be resumed, until the deadline, or until the task is cancelled; `lateness` says why it
    /// came to nothing when the time is up.
    func value(
        by deadline: CallQueue.Deadline?,
        lateness: @escaping @Sendable (CallQueue.Deadline) -> BackendError
    ) async throws(BackendError) -> Value {
        // Not a timer of the loop, which may have been shut down.
        let timer = deadline.map { deadline in
            Task {
                try await Task.sleep(for: deadline.timeLeft)
                self.resume(.failure(lateness(deadline)))
            }
        }
        let outcome = await withTaskCancellationHandler {
            await withUnsafeContinuation { continuation in
                let outcome = state.withLock { state -> Outcome? in
                    guard case .resumed(let outcome) = state else {
                        state = .waiting(continuation)
                        return nil
                    }
                    state = .done
                    return outcome
                }
                if let outcome { continuation.resume(returning: outcome) }
            }
        } onCancel: {
            resume(.failure(.cancelled))
        }
        timer?.cancel()
        #if THREAD_SANITIZER
        state.withLock { _ in }
        #endif
        return try outcome.get()
    }
}
