import RedisBackend
import StdnetBackend
import StdnetCommands
import StdnetTesting

/// What the Redis backend costs on one connection, beside redis-benchmark and redis-py.
///
/// All peers run against the same server in every round, who goes first changes from round to round.
/// The ways that are compared with stdnet itself, such as TLS, have a row of their own.
@main
struct TransportBenchmark {
    static let rounds = 5
    private typealias Way = (inout FigureTable, String) async throws -> Void
    /// What the command line names of ways and of workloads; all when it names none.
    private static let chosen = Set(CommandLine.arguments.dropFirst())

    static func main() async throws {
        let certificate = try BenchmarkCertificate()
        defer { certificate.remove() }
        try await withRedisServer { server in
            try await withRedisServer(.init(tls: certificate.server)) { encrypted in
                try await compare(server, encrypted)
            }
        }
    }

    private static func compare(_ server: RedisServer, _ encrypted: RedisServer) async throws {
        let redis = try await RedisBackend.connect(to: server.url)
        let three = try await RedisBackend.connect(to: server.url + "?protocol=3")
        let two = try await RedisBackend.connect(to: server.url + "?pool=2")
        let four = try await RedisBackend.connect(to: server.url + "?pool=4")
        let tls = try await RedisBackend.connect(to: encrypted.url)
        try await prepare(redis)
        try await prepare(tls)
        let rows = chosen.intersection(Workload.allCases.map(\.rawValue))
        let chosenWays = chosen.subtracting(rows)
        var table = FigureTable(of: rows)
        for round in 0..<rounds {
            let ways: [(String, Way)] = [
                ("stdnet", { try await Workloads(redis).run(into: &$0, named: $1) }),
                ("stdnet, loop executor", { try await onLoop(redis, into: &$0, named: $1) }),
                ("stdnet, RESP3", { try await Workloads(three).run(into: &$0, named: $1) }),
                ("stdnet, RESP3, loop executor", { try await onLoop(three, into: &$0, named: $1) }),
                ("stdnet, pool=2", { try await Workloads(two).run(into: &$0, named: $1) }),
                ("stdnet, pool=4", { try await Workloads(four).run(into: &$0, named: $1) }),
                ("stdnet, TLS", { try await Workloads(tls).run(into: &$0, named: $1) }),
                ("redis-benchmark", { try RedisBenchmark(server.port).run(into: &$0, named: $1) }),
                ("redis-py", { try RedisPy(server.port).run(into: &$0, named: $1) }),
            ].filter { chosenWays.isEmpty || chosenWays.contains($0.0) }
            for place in ways.indices {
                let (name, way) = ways[(place + round) % ways.count]
                try await way(&table, name)
            }
        }
        for backend in [redis, three, two, four, tls] { await backend.close() }
        table.report()
    }

    private static func onLoop(
        _ redis: RedisBackend,
        into table: inout FigureTable,
        named name: String
    ) async throws {
        table = try await withTaskExecutorPreference(redis.taskExecutor) { [table] in
            var table = table
            try await Workloads(redis).run(into: &table, named: name)
            return table
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
