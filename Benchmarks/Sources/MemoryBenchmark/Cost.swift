import CAllocations

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// What one operation costs: the median of rounds.
struct Cost {
    /// Nanoseconds of this process's CPU time, which a busy neighbour changes less than the clock on
    /// the wall.
    let nanoseconds: Double
    /// Blocks of memory allocated.
    let allocations: Double

    static let rounds = 5

    /// Measures so many operations, round by round.
    static func measure(
        _ operations: Int,
        rounds: Int = Cost.rounds,
        _ body: () async throws -> Void
    ) async rethrows -> Cost {
        var times: [Double] = []
        let allocations = stdnet_allocation_count()
        for _ in 0..<rounds {
            let start = cpuSeconds
            try await body()
            times.append((cpuSeconds - start) * 1e9 / Double(operations))
        }
        let allocated = Double(stdnet_allocation_count() - allocations)
        return Cost(times, allocations: allocated / Double(operations * rounds))
    }

    /// The same for what does not wait.
    static func measure(
        _ operations: Int,
        rounds: Int = Cost.rounds,
        _ body: () -> Void
    ) -> Cost {
        var times: [Double] = []
        let allocations = stdnet_allocation_count()
        for _ in 0..<rounds {
            let start = cpuSeconds
            body()
            times.append((cpuSeconds - start) * 1e9 / Double(operations))
        }
        let allocated = Double(stdnet_allocation_count() - allocations)
        return Cost(times, allocations: allocated / Double(operations * rounds))
    }

    /// What a closure takes, once.
    static func once(_ body: () -> Void) -> Double {
        let start = cpuSeconds
        body()
        return (cpuSeconds - start) * 1e9
    }

    private init(_ times: [Double], allocations: Double) {
        nanoseconds = times.median
        // The list of times itself grows.
        self.allocations = allocations < 0.001 ? 0 : allocations
    }

    private static var cpuSeconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}

extension [Double] {
    /// The one in the middle.
    var median: Double { isEmpty ? .nan : sorted()[count / 2] }
}
