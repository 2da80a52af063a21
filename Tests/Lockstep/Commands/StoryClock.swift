import MemoryBackend
import Synchronization

/// A clock that stands still until a story pauses: whatever is late is asked for anyway.
final class StoryClock: KeyspaceClock {
    private let time: Mutex<Int>

    init(milliseconds: Int) { time = Mutex(milliseconds) }

    var milliseconds: Int { time.withLock { $0 } }

    func advance(by milliseconds: Int) { time.withLock { $0 += milliseconds } }

    func wake(at time: Int, _ action: @escaping @Sendable () -> Void) {}
}
