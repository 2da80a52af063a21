import CitiesExample
import Measuring
import MemoryBackend
import RedisBackend
import StdnetODM
import StdnetTesting

/// Loads the cities in three ways, round by round in one run, and counts on an index at two sizes.
///
/// The peer is the cheapest way there is: the same keys as plain pipelined commands, without any check.
@main
struct CitiesBenchmark {
    static let rounds = 11

    static func main() async throws {
        let data = try CityData(folder: CityData.bundledFolder)
        try await withRedisServer { server in
            let redis = try await RedisBackend.connect(to: server.url)
            var raw = Series("raw pipelined commands, Redis")
            var models = Series("sessions of 500, Redis")
            var memory = Series("sessions of 500, memory")
            for round in 0..<rounds {
                // Who goes first changes, so that nobody always meets the warmer cache.
                for place in 0..<3 {
                    switch (round + place) % 3 {
                    case 0:
                        try await raw.add(on: redis) { try await RawLoad(data).run(on: redis) }
                    case 1:
                        try await models.add(on: redis) { try await load(data, into: redis) }
                    default:
                        // Emptying the server is not measured; emptying memory is not, either.
                        let backend = MemoryBackend()
                        try await memory.add(on: nil) { try await load(data, into: backend) }
                        await backend.close()
                    }
                }
            }
            await redis.close()
            report(raw, models, memory, objects: data.count)
        }
        try await CountBenchmark(data).run()
    }

    private static func load(_ data: CityData, into backend: any Backend) async throws {
        try await CityLoader(into: try Database.cities(in: backend, namespace: "b.")).load(data)
    }

    private static func report(_ raw: Series, _ models: Series, _ memory: Series, objects: Int) {
        print("\(objects) objects, medians of \(rounds) rounds")
        for series in [raw, models, memory] {
            let wall = series.wall.median
            print(
                "\(series.title): \(wall.rounded(to: 1)) ms, \((Double(objects) / wall).rounded(to: 1)) k objects/s",
                series.server.isEmpty
                    ? ""
                    : ", Redis CPU \((series.server.median * 1000 / Double(objects)).rounded(to: 2)) µs/object"
            )
        }
        print("sessions / raw, wall: \((models.wall.median / raw.wall.median).rounded(to: 2))")
        print(
            "sessions / raw, Redis CPU: \((models.server.median / raw.server.median).rounded(to: 2))"
        )
        print("memory / Redis, rate: \((models.wall.median / memory.wall.median).rounded(to: 2))")
    }
}
