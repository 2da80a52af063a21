import RedisBackend
import StdnetTesting

/// The mapper beside plain commands and beside other mappers, in sections that the command line may
/// name: `objects`, `growth` and `peers`.
@main
struct MapperBenchmark {
    static func main() async throws {
        let chosen = CommandLine.arguments.dropFirst()
        let wants = { (name: String) in chosen.isEmpty || chosen.contains(name) }
        try await withRedisServer { server in
            let redis = try await RedisBackend.connect(to: server.url)
            if wants("objects") {
                var section = try ObjectSection(redis)
                try await section.run()
            }
            if wants("peers") { try await PeerSection(redis, port: server.port).run() }
            if wants("growth") { try await GrowthSection(redis).run([1000, 100_000, 1_000_000]) }
            await redis.close()
        }
    }
}
