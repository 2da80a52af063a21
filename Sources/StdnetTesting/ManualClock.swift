public import MemoryBackend
import Synchronization

/// A clock that stands still until it is moved by hand.
///
/// ```swift
/// let clock = ManualClock()
/// let backend = MemoryBackend(clock: clock)
/// clock.advance(by: .seconds(10))
/// ```
public final class ManualClock: KeyspaceClock {
    private let time: Mutex<Int>

    /// Makes a clock that shows a time in milliseconds since 1970.
    public init(milliseconds: Int = 1_700_000_000_000) { time = Mutex(milliseconds) }

    /// The time that was set last, in milliseconds since 1970.
    public var milliseconds: Int { time.withLock { $0 } }

    /// Moves the clock on.
    public func advance(by duration: Duration) {
        let (seconds, attoseconds) = duration.components
        let milliseconds = Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
        time.withLock { $0 += milliseconds }
    }

    /// Sets the clock to a time in milliseconds since 1970.
    public func set(milliseconds: Int) { time.withLock { $0 = milliseconds } }
}
