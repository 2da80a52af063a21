internal import NIOCore
internal import StdnetBackend
internal import Synchronization

/// Bytes on their way from the loop of a connection to the one task that reads them.
///
/// What came is there for the task also when the connection, or its loop, is gone.
final class ByteInbox: Sendable {
    private typealias Waiter = UnsafeContinuation<Result<ByteBuffer, BackendError>, Never>

    private struct State {
        var received = ByteBuffer()
        var waiter: Waiter?
        /// Why nothing more comes.
        var failure: BackendError?

        mutating func take() -> ByteBuffer {
            defer { received = ByteBuffer() }
            return received
        }
    }

    private let state = Mutex(State())

    /// Whether nothing more comes.
    var isOver: Bool { state.withLock { $0.failure != nil } }

    /// Waits for the next bytes, and asks for some where there are none yet.
    ///
    /// A task that is cancelled ends it for good.
    func next(asking ask: @Sendable () -> Void) async throws(BackendError) -> ByteBuffer {
        let result = await withTaskCancellationHandler {
            await withUnsafeContinuation { (waiter: Waiter) in
                let ready = state.withLock { state -> Result<ByteBuffer, BackendError>? in
                    if state.received.readableBytes > 0 { return .success(state.take()) }
                    if let failure = state.failure { return .failure(failure) }
                    state.waiter = waiter
                    return nil
                }
                if let ready { waiter.resume(returning: ready) } else { ask() }
            }
        } onCancel: {
            end(.cancelled)
        }
        return try result.get()
    }

    /// Takes bytes, which ``deliver()`` hands on.
    func receive(_ bytes: ByteBuffer) {
        state.withLock { _ = $0.received.writeImmutableBuffer(bytes) }
    }

    /// Hands on what was received; answers whether the task waits still, because there was nothing.
    func deliver() -> Bool {
        let (waiter, bytes) = state.withLock { state -> (Waiter?, ByteBuffer?) in
            guard let waiter = state.waiter else { return (nil, nil) }
            guard state.received.readableBytes > 0 else { return (waiter, nil) }
            state.waiter = nil
            return (waiter, state.take())
        }
        guard let waiter else { return false }
        guard let bytes else { return true }
        waiter.resume(returning: .success(bytes))
        return false
    }

    /// That nothing more comes, for the reason that is given first.
    func end(_ reason: BackendError) {
        let (waiter, result) = state.withLock { state in
            let failure = state.failure ?? reason
            state.failure = failure
            defer { state.waiter = nil }
            guard state.waiter != nil, state.received.readableBytes > 0 else {
                return (state.waiter, Result<ByteBuffer, BackendError>.failure(failure))
            }
            return (state.waiter, .success(state.take()))
        }
        waiter?.resume(returning: result)
    }
}
