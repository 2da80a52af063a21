/// How long to wait before a connection is tried again: twice as long after every failure, up to a
/// limit, and never exactly as long as everybody else.
public struct Backoff: Sendable, Equatable {
    /// The wait after the first failure.
    public var base: Duration
    /// The longest wait.
    public var limit: Duration

    /// Chooses the shortest and the longest wait.
    public init(base: Duration = .milliseconds(20), limit: Duration = .seconds(1)) {
        self.base = base
        self.limit = limit
    }

    /// The wait after this many failures in a row: between half of the full wait and all of it.
    ///
    /// - Parameters:
    ///   - failures: How many attempts have failed; 0 waits not at all.
    ///   - generator: Where the randomness comes from.
    /// - Returns: how long to wait.
    public func wait(
        afterFailures failures: Int,
        using generator: inout some RandomNumberGenerator
    ) -> Duration {
        guard failures > 0 else { return .zero }
        // 2^20 times the base is beyond any limit that makes sense.
        let full = min(limit, base * (1 << min(failures - 1, 20)))
        return full / 2 + full / 2 * Double.random(in: 0...1, using: &generator)
    }
}
