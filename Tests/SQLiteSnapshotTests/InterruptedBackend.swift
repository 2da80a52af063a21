import StdnetBackend
import Synchronization

/// A backend before each of whose batches something happens.
struct InterruptedBackend: Backend {
    private let inner: any Backend
    private let counter: Counter
    private let before: @Sendable (_ number: Int, _ size: Int) throws(BackendError) -> Void

    private final class Counter: Sendable {
        let value = Mutex(0)
    }

    init(
        _ inner: any Backend,
        before: @escaping @Sendable (_ number: Int, _ size: Int) throws(BackendError) -> Void
    ) {
        self.inner = inner
        self.before = before
        counter = Counter()
    }

    func execute(_ batch: CommandBatch) async throws(BackendError) -> [Reply] {
        let number = counter.value.withLock { value in
            value += 1
            return value
        }
        try before(number, batch.count)
        return try await inner.execute(batch)
    }

    func close() async { await inner.close() }
}
