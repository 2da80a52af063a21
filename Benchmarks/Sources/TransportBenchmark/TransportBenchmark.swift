import RedisBackend
import StdnetBackend
import StdnetCommands
import StdnetTesting

/// What the Redis backend costs on one connection, beside redis-benchmark and redis-py.
///
/// All peers run against the same server in every round, who goes first changes from round to round.
/// Figures are thousands of operations in a second, and microseconds of client CPU for one.
@main
struct TransportBenchmark {
    static let rounds = 5

    static func main() async throws {
        try await withRedisServer { server in
            let redis = try await RedisBackend.connect(to: server.url)
            try await prepare(redis)
            var table = FigureTable()
            for round in 0..<rounds {
                let ways: [() async throws -> Void] = [
                    { try await Workloads(redis).run(into: &table, named: "stdnet") },
                    {
                        let workloads = Workloads(redis)
                        try await withTaskExecutorPreference(redis.taskExecutor) {
                            try await workloads.run(into: &table, named: "stdnet, loop executor")
                        }
                    },
                    { try RedisBenchmark(port: server.port).run(into: &table) },
                    { try RedisPy(port: server.port).run(into: &table) },
                ]
                for place in ways.indices {
                    try await ways[(place + round) % ways.count]()
                }
            }
            await redis.close()
            table.report()
        }
    }

    /// What the workloads read.
    private static func prepare(_ redis: RedisBackend) async throws {
        try await redis.run(SET("key", "value"))
        let fields = (0..<8).map { (key: "field\($0)", value: "value \($0)") }
        _ = try await redis.run(HSET("hash", fields))
        for start in stride(from: 0, to: Workloads.listLength, by: 10_000) {
            _ = try await redis.run(RPUSH("list", (start..<start + 10_000).map { "element \($0)" }))
        }
    }
}
