/// Measures time by a clock that it was given.
struct Stopwatch: Sendable {
    private let now: @Sendable () -> Duration

    /// Makes a stopwatch that reads a clock.
    init<C: Clock>(_ clock: C) where C.Duration == Duration {
        let origin = clock.now
        now = { origin.duration(to: clock.now) }
    }

    /// Runs a closure and tells how many seconds it took.
    func measure<Result>(
        _ body: () async throws -> Result
    ) async rethrows -> (result: Result, seconds: Double) {
        let start = now()
        let result = try await body()
        return (result, (now() - start) / .seconds(1))
    }
}
