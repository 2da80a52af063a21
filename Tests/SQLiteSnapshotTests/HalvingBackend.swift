import StdnetBackend
import Synchronization

/// A backend whose connection breaks in the middle of a batch: half of its commands have run.
struct HalvingBackend: Backend {
    private let inner: any Backend
    private let moment: Int
    private let counter = Counter()

    private final class Counter: Sendable {
        let value = Mutex(0)
    }

    /// Breaks in the batch of a number, counted from 1.
    init(_ inner: any Backend, at moment: Int) {
        self.inner = inner
        self.moment = moment
    }

    func execute(_ batch: CommandBatch) async throws(BackendError) -> [Reply] {
        let number = counter.value.withLock { value in
            value += 1
            return value
        }
        guard number < moment else {
            if number == moment, batch.count > 1 { try await runHalf(of: batch) }
            throw .connection(.closed)
        }
        return try await inner.execute(batch)
    }

    private func runHalf(of batch: CommandBatch) async throws(BackendError) {
        var half = CommandBatch()
        for position in 0..<batch.count / 2 {
            batch.withVector(position) { vector in
                half.append { arguments in arguments.append(contentsOf: vector) }
            }
        }
        _ = try await inner.execute(half)
    }

    func close() async { await inner.close() }
}
