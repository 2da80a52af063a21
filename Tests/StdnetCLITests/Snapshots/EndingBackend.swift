import StdnetBackend
import Synchronization

/// A backend whose connection is gone after so many batches.
struct EndingBackend: Backend {
    private let inner: any Backend
    private let left: Left

    private final class Left: Sendable {
        let count: Mutex<Int>

        init(_ count: Int) { self.count = Mutex(count) }
    }

    init(_ inner: any Backend, after count: Int) {
        self.inner = inner
        left = Left(count)
    }

    func execute(_ batch: CommandBatch) async throws(BackendError) -> [Reply] {
        let left = left.count.withLock { count in
            count -= 1
            return count
        }
        guard left >= 0 else { throw .connection(.closed) }
        return try await inner.execute(batch)
    }

    func close() async {}
}
