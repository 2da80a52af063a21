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
}
