//! Two models, one commit, one query.
import MemoryBackend
import StdnetODM

@Model("geo.country")
struct Country {
    @ID var iso: String
    var name: String
    @Index var continent: String
}

@Model("geo.city")
struct City {
    var id: Int?  // numbered by the database
    @Unique var geonameid: Int
    @Index var name: String
    @Index(.range) var population: Int
    @Reference var country: Ref<Country>
}

// For a server: try await RedisBackend.connect(to: "redis://127.0.0.1:6379")
let backend = MemoryBackend()
let database = try Database(backend, namespace: "demo.", models: Country.self, City.self)

// One script, all or nothing, whatever models it is about.
try await database.commit { session in
    let japan = session.insert(Country(iso: "JP", name: "Japan", continent: "AS"))
    let norway = session.insert(Country(iso: "NO", name: "Norway", continent: "EU"))
    for (number, name, population, country) in [
        (1_850_147, "Tokyo", 8_336_599, japan), (3_143_244, "Oslo", 580_000, norway),
        (3_161_732, "Bergen", 213_585, norway),
    ] {
        session.insert(
            City(geonameid: number, name: name, population: population, country: country)
        )
    }
}

let european = City.filter { $0.country.continent == "EU" && $0.population > 100_000 }
    .sorted(by: \.population, .descending)
for city in try await database.fetch(european.prefix(10).including(\.country)) {
    print(city.name, city.population, city.country.name)
}
