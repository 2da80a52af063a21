#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Where a memory backend takes the time from.
public protocol KeyspaceClock: Sendable {
    /// Milliseconds since 1970.
    var milliseconds: Int { get }

    /// Calls back once the clock shows a time, or a little later; at once when it does already.
    ///
    /// - Parameters:
    ///   - time: Milliseconds since 1970.
    ///   - action: What to do then; short, and on any thread.
    func wake(at time: Int, _ action: @escaping @Sendable () -> Void)
}

/// The clock of the machine.
public struct SystemClock: KeyspaceClock {
    /// Makes the clock.
    public init() {}

    /// Milliseconds since 1970.
    public var milliseconds: Int {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int(time.tv_sec) * 1000 + Int(time.tv_nsec) / 1_000_000
    }

    /// Calls back from a task that sleeps until then.
    public func wake(at time: Int, _ action: @escaping @Sendable () -> Void) {
        let left = max(time - milliseconds, 0)
        Task {
            try? await Task.sleep(for: .milliseconds(left))
            action()
        }
    }
}
