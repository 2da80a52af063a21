import Measuring
import MemoryBackend
import StdnetServer
import StdnetTesting

/// The memory backend as a server, beside redis-server, both asked by redis-benchmark.
struct ServeSection {
    private static let ours = "stdnet serve"
    private static let peer = "redis-server"

    private var one = Comparison(
        "redis-benchmark -c 50 -P 1, its whole default run",
        unit: "ns a command",
        goals: [Self.peer: 0.6]
    )
    private var hundred = Comparison(
        "redis-benchmark -c 50 -P 100",
        unit: "ns a command",
        goals: [Self.peer: 0.4]
    )
    private static let short =
        "ping,set,get,incr,lpush,rpush,lpop,rpop,sadd,hset,spop,zadd,zpopmin,mset"

    mutating func run() async throws {
        let memory = try await RESPServer.start(MemoryServer(), port: 0)
        try await withRedisServer { redis in
            for round in 0..<Cost.rounds {
                let servers = [(Self.ours, memory.port), (Self.peer, redis.port)]
                for (name, port) in round.isMultiple(of: 2) ? servers : servers.reversed() {
                    try measure(name, port)
                }
            }
        }
        await memory.close()
        one.report()
        hundred.report()
    }

    private mutating func measure(_ name: String, _ port: Int) throws {
        for (test, figure) in try figures(port, ["-n", "30000", "-P", "1"]) {
            one.add(test, name, figure)
        }
        let options = ["-n", "300000", "-P", "100", "-t", Self.short]
        for (test, figure) in try figures(port, options) { hundred.add(test, name, figure) }
    }

    private func figures(_ port: Int, _ options: [String]) throws -> [(String, Double)] {
        let words = ["redis-benchmark", "-p", "\(port)", "-c", "50", "--csv"]
        var found: [(String, Double)] = []
        for line in try Peer.lines(of: words + options) {
            // "test","rps",…
            let cells = line.split(separator: "\",\"").map { $0.trimmingPrefix("\"") }
            guard cells.count > 1, let rate = Double(cells[1]) else { continue }
            found.append((String(cells[0]), 1e9 / rate))
        }
        return found
    }
}
