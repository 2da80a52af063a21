import StdnetBackend
import Synchronization

/// A reply that comes later than its call: taken once, by whoever waits for it.
final class LateReply: Sendable {
    typealias Outcome = Result<Reply, BackendError>

    private enum State {
        case nothing
        case waited(UnsafeContinuation<Outcome, Never>)
        case there(Outcome)
        case taken
    }

    private let state = Mutex<State>(.nothing)

    /// Hands over the outcome; what comes after the first one is dropped.
    func resume(_ outcome: Outcome) {
        let waiter: UnsafeContinuation<Outcome, Never>? = state.withLock { state in
            switch state {
            case .nothing:
                state = .there(outcome)
                return nil
            case .waited(let waiter):
                state = .taken
                return waiter
            case .there, .taken: return nil
            }
        }
        waiter?.resume(returning: outcome)
    }

    /// Says only that it is time to go on.
    func resume() {
        var reply = ReplyBuilder()
        reply.null()
        if let null = reply.finishOne() { resume(.success(null)) }
    }

    /// Waits for the outcome, or until the task is cancelled.
    func value() async throws(BackendError) -> Reply {
        let outcome = await withTaskCancellationHandler {
            await withUnsafeContinuation { waiter in
                let ready: Outcome? = state.withLock { state in
                    guard case .there(let outcome) = state else {
                        state = .waited(waiter)
                        return nil
                    }
                    state = .taken
                    return outcome
                }
                if let ready { waiter.resume(returning: ready) }
            }
        } onCancel: {
            resume(.failure(.cancelled))
        }
        return try outcome.get()
    }
}
