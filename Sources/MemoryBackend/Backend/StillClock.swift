/// A clock that always shows the same time: nothing ends by it.
public struct StillClock: KeyspaceClock {
    /// Milliseconds since 1970.
    public let milliseconds: Int

    /// Makes a clock that shows a time.
    ///
    /// - Parameter milliseconds: Since 1970.
    public init(milliseconds: Int) { self.milliseconds = milliseconds }

    /// Calls back at once for what is over, and never for anything else.
    public func wake(at time: Int, _ action: @escaping @Sendable () -> Void) {
        if time <= milliseconds { action() }
    }
}
