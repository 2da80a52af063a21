import CitiesExample
import Measuring
import MemoryBackend
import StdnetODM

/// Counts the cities of one time zone, by its index, in a small and in the whole data set.
struct CountBenchmark {
    private let data: CityData

    init(_ data: CityData) { self.data = data }

    func run() async throws {
        for size in [1000, data.cities.count] {
            let database = try Database.cities(in: MemoryBackend(), namespace: "b.")
            try await database.commit { session in
                for country in data.countries { session.insert(country) }
                for city in data.cities.prefix(size) { session.insert(city) }
            }
            let query = City.filter { $0.timezone == "Asia/Tehran" }
            var times: [Double] = []
            for _ in 0..<11 {
                let time = try await ContinuousClock().measure {
                    for _ in 0..<10_000 { _ = try await database.count(query) }
                }
                times.append(time / .nanoseconds(10_000))
            }
            print(
                "count on an index in memory, \(size) cities: \(times.median.rounded(to: 0)) ns (finds",
                try await database.count(query),
                "cities)"
            )
        }
    }
}
