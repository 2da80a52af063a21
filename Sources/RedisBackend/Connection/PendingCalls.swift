internal import StdnetBackend
internal import Synchronization

/// The queue of one connection, shared by the tasks that call and the loop that sends and reads.
///
/// A lock and not an actor: a call costs no hop to another executor.
final class PendingCalls: Sendable {
    private let queue = Mutex(CallQueue())

    @inline(__always)
    func withLock<Result: Sendable, Failure: Error>(
        _ body: (inout CallQueue) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try queue.withLock { queue throws(Failure) -> Result in try body(&queue) }
    }
}
