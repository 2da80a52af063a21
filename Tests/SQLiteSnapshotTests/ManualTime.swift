import MemoryBackend
import Synchronization

/// A clock that shows what it is told; what is due later never comes by itself.
final class ManualTime: KeyspaceClock {
    private let time: Mutex<Int>
    private let start: Int

    init(_ start: Int) {
        self.start = start
        time = Mutex(start)
    }

    /// How many milliseconds are over since the start.
    var isPast: Int {
        get { time.withLock { $0 } - start }
        set { time.withLock { $0 = start + newValue } }
    }

    var milliseconds: Int { time.withLock { $0 } }

    func wake(at time: Int, _ action: @escaping @Sendable () -> Void) {}
}
