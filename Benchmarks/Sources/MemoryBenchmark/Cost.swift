import CAllocations
import Foundation
import Measuring

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
            let start = ProcessTime.seconds
            try await body()
            times.append((ProcessTime.seconds - start) * 1e9 / Double(operations))
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
            let start = ProcessTime.seconds
            body()
            times.append((ProcessTime.seconds - start) * 1e9 / Double(operations))
        }
        let allocated = Double(stdnet_allocation_count() - allocations)
        return Cost(times, allocations: allocated / Double(operations * rounds))
    }

    /// What a closure takes, once.
    static func once(_ body: () -> Void) -> Double {
        let start = ProcessTime.seconds
        body()
        return (ProcessTime.seconds - start) * 1e9
    }

    private init(_ times: [Double], allocations: Double) {
        nanoseconds = times.median
        // The list of times itself grows.
        self.allocations = allocations < 0.001 ? 0 : allocations
    }
}

extension Comparison {
    /// Adds a cost, its allocations in the last column.
    mutating func add(_ row: String, _ name: String, _ cost: Cost) {
        add(row, name, cost.nanoseconds)
        note(row, String(format: "%.2f", cost.allocations))
    }
}
