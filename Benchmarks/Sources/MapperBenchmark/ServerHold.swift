import Foundation
import StdnetBackend

/// How long the calls of one command held the server up, as LATENCY HISTOGRAM says.
struct ServerHold {
    let row: String

    /// Those of all commands since the statistics were reset.
    static func all(on redis: any Backend) async throws -> [ServerHold] {
        let most = try await mostMicroseconds(on: redis)
        var elements = try await redis.run(RawCommand("LATENCY", "HISTOGRAM")).elements
        var holds: [ServerHold] = []
        while let name = elements.next()?.text, let figures = elements.next() {
            guard !["config", "info", "client", "hello", "latency"].contains(where: name.hasPrefix)
            else { continue }
            var parts = figures.elements
            var calls = 0
            var buckets: [(limit: Int, count: Int)] = []
            while let key = parts.next()?.text, let value = parts.next() {
                if key == "calls" { calls = value.integer ?? 0 }
                if key == "histogram_usec" {
                    var pairs = value.elements
                    while let limit = pairs.next()?.integer, let count = pairs.next()?.integer {
                        buckets.append((limit, count))
                    }
                }
            }
            let limit = { (share: Double) in
                buckets.first { Double($0.count) >= share * Double(calls) }?.limit ?? 0
            }
            let longest = most[name].map { String($0) } ?? "\(buckets.last?.limit ?? 0)"
            holds.append(
                ServerHold(
                    row: "\(name) | \(calls) | ≤ \(limit(0.5)) | ≤ \(limit(0.99)) | ≤ \(longest) |"
                )
            )
        }
        return holds.sorted { $0.row < $1.row }
    }

    /// The longest calls that the slow log has, which notes what takes a millisecond and more.
    private static func mostMicroseconds(on redis: any Backend) async throws -> [String: Int] {
        var most: [String: Int] = [:]
        for entry in try await redis.run(RawCommand("SLOWLOG", "GET", 1000)).elements {
            let parts = Array(entry.elements)
            guard parts.count > 3, let time = parts[2].integer,
                let name = parts[3].elements.first(where: { _ in true })?.text.lowercased()
            else { continue }
            most[name] = max(most[name] ?? 0, time)
        }
        return most
    }
}
