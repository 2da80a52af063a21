public import MemoryBackend
internal import StdnetBackend
import Synchronization

/// A clock that stands still until it is moved by hand.
///
/// ```swift
/// let clock = ManualClock()
/// let backend = MemoryBackend(clock: clock)
/// clock.advance(by: .seconds(10))
/// ```
public final class ManualClock: KeyspaceClock {
    private struct Alarm {
        let time: Int
        let action: @Sendable () -> Void
    }

    private struct State {
        var time: Int
        var alarms: [Alarm] = []
    }

    private let state: Mutex<State>

    /// Makes a clock that shows a time in milliseconds since 1970.
    public init(milliseconds: Int = 1_700_000_000_000) {
        state = Mutex(State(time: milliseconds))
    }

    /// The time that was set last, in milliseconds since 1970.
    public var milliseconds: Int { state.withLock { $0.time } }

    /// Moves the clock on; whoever wanted to be called back by then is, before this returns.
    public func advance(by duration: Duration) {
        let (seconds, attoseconds) = duration.components
        let step = Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
        change { $0 + step }
    }

    /// Sets the clock to a time in milliseconds since 1970.
    public func set(milliseconds: Int) { change { _ in milliseconds } }

    /// Calls back when the clock has been moved to a time or beyond, on the thread that moves it.
    public func wake(at time: Int, _ action: @escaping @Sendable () -> Void) {
        state.withLock { $0.alarms.append(Alarm(time: time, action: action)) }
    }

    private func change(_ step: (Int) -> Int) {
        let due = state.withLock { state in
            state.time = step(state.time)
            let due = state.alarms.filter { $0.time <= state.time }
            state.alarms.removeAll { $0.time <= state.time }
            return due.sorted { $0.time < $1.time }
        }
        for alarm in due { alarm.action() }
    }
}
