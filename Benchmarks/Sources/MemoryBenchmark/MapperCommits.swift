import MemoryBackend
import StdnetODM

/// An object of five fields with four entries in indexes, as the prototype's commits have them.
@Model("geo.city")
struct BenchmarkCity {
    var id: Int?
    var name: String
    @Unique var code: String
    var population: Int
    @Index var timezone: String
    @Index var country: String
}

/// Sessions of 500 new objects each, through the mapper.
enum MapperCommits {
    static func cost(of count: Int) async throws -> Cost {
        try await Cost.measure(count) {
            let database = try Database(MemoryBackend(), models: BenchmarkCity.self)
            for start in stride(from: 0, to: count, by: 500) {
                try await database.commit { session in
                    for number in start..<start + 500 { session.insert(city(number)) }
                }
            }
        }
    }

    private static func city(_ number: Int) -> BenchmarkCity {
        BenchmarkCity(
            id: nil,
            name: "City \(number)",
            code: "c\(number)",
            population: number,
            timezone: "Europe/\(number % 400)",
            country: "C\(number % 250)"
        )
    }
}
