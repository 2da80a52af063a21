import Foundation
import Measuring
import StdnetBackend

/// What one piece of work took, in microseconds for one operation.
struct Effort {
    let wall: Double
    let client: Double
    let server: Double

    /// Times work that is so many operations.
    static func measure(
        _ operations: Int,
        on redis: any Backend,
        _ body: () async throws -> Void
    ) async throws -> Effort {
        let served = try await redis.cpuSeconds()
        let used = ProcessTime.seconds
        let time = try await ContinuousClock().measure { try await body() }
        let client = ProcessTime.seconds - used
        let server = try await redis.cpuSeconds() - served
        let scale = 1e6 / Double(operations)
        return Effort(
            wall: time / .seconds(1) * scale,
            client: client * scale,
            server: server * scale
        )
    }
}

/// What the mapper took beside plain commands, in all rounds.
struct Ratios {
    /// What is measured, and how many times the plain commands' figure the mapper's may be.
    struct Goal {
        let name: String
        let figure: any KeyPath<Effort, Double> & Sendable
        let most: Double?

        static func wall(_ most: Double? = nil) -> Goal {
            Goal(name: "wall", figure: \.wall, most: most)
        }
        static func client(_ most: Double? = nil) -> Goal {
            Goal(name: "client CPU", figure: \.client, most: most)
        }
        static func server(_ most: Double? = nil) -> Goal {
            Goal(name: "Redis CPU", figure: \.server, most: most)
        }
    }

    private struct Row {
        let name: String
        let goals: [Goal]
        var mapper: [Effort] = []
        var raw: [Effort] = []
    }

    private var rows: [Row] = []

    /// Adds both ways of one round.
    mutating func add(_ name: String, _ goals: [Goal], mapper: Effort, raw: Effort) {
        let place =
            rows.firstIndex { $0.name == name }
            ?? {
                rows.append(Row(name: name, goals: goals))
                return rows.count - 1
            }()
        rows[place].mapper.append(mapper)
        rows[place].raw.append(raw)
    }

    /// Prints medians and ratios as a table in Markdown.
    func report() {
        print("\n| µs for one operation | | mapper | plain commands | mapper / plain | at most |")
        print("| --- | --- | --- | --- | --- | --- |")
        for row in rows {
            for goal in row.goals {
                let mapper = row.mapper.map { $0[keyPath: goal.figure] }.median
                let raw = row.raw.map { $0[keyPath: goal.figure] }.median
                let isMissed = mapper / raw > goal.most ?? .infinity
                print(
                    String(
                        format: "| %@ | %@ | %.2f | %.2f | %@**%.2f** | %@ |",
                        row.name,
                        goal.name,
                        mapper,
                        raw,
                        isMissed ? "missed: " : "",
                        mapper / raw,
                        goal.most.map { String(format: "%g", $0) } ?? ""
                    )
                )
            }
        }
        fflush(nil)
    }
}
