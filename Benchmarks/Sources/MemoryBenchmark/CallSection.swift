import Measuring
import MemoryBackend
import StdnetBackend
import StdnetCommands

/// Calls of a backend, with their lock, their batch and their task, beside the keyspace alone.
struct CallSection {
    private static let count = 100_000
    private static let operations = 200_000

    private var comparison = Comparison(
        "GET through await backend.run, \(Self.count) keys",
        goals: ["keyspace": 0.3]
    )

    mutating func run() async throws {
        let order = Picks.list(Self.operations, below: Self.count)
        var player = Player()
        player.loadStrings(Self.count)
        let backend = MemoryBackend()
        let key = Template("geo.city:obj:")
        for start in stride(from: 0, to: Self.count, by: 1000) {
            _ = try await backend.run(
                (start..<start + 1000).map { SET(key.text($0), "value:0123456789") }
            )
        }
        let keys = order.map(key.text)
        for _ in 0..<Cost.rounds {
            let text = try await Cost.measure(Self.operations, rounds: 1) {
                for key in keys { _ = try await backend.run(GET(key)) }
            }
            comparison.add("GET to text", "backend.run", text)
            let bytes = try await Cost.measure(Self.operations, rounds: 1) {
                for key in keys { _ = try await backend.run(GET(key, as: Bytes.self)) }
            }
            comparison.add("GET to bytes", "backend.run", bytes)
            let batches = try await Cost.measure(Self.operations, rounds: 1) {
                for start in stride(from: 0, to: keys.count, by: 100) {
                    var batch = CommandBatch()
                    for key in keys[start..<start + 100] { batch.append(GET(key)) }
                    _ = try await backend.execute(batch)
                }
            }
            comparison.add("GET in batches of 100", "backend.run", batches)
            let alone = Cost.measure(Self.operations, rounds: 1) { player.get(order) }
            for row in ["GET to text", "GET to bytes", "GET in batches of 100"] {
                comparison.add(row, "keyspace", alone.nanoseconds)
            }
        }
        comparison.report(notes: "allocations")
    }
}
