internal import StdnetODM

extension CityQuery {
    /// Questions about order and pages.
    static let orders = [
        CityQuery(
            "The most populous cities of Japan, in order",
            sql: "SELECT count(*) FROM geo_city WHERE country_id = 'JP'"
        ) { db in
            let query = City.filter { $0.country == Ref("JP") }
                .sorted(by: \.population, .descending)
            return Answer(
                count: try await db.count(query),
                try await db.fetch(query.prefix(shown))
            )
        },
        CityQuery(
            "The third page of five Indian cities by name",
            sql: """
                SELECT count(*) FROM
                (SELECT 1 FROM geo_city WHERE country_id = 'IN' LIMIT 5 OFFSET 10)
                """
        ) { db in
            let page = City.filter { $0.country == Ref("IN") }.sorted(by: \.name)
                .dropFirst(10).prefix(5)
            return Answer(count: try await db.count(page), try await db.fetch(page))
        },
    ]

    /// Ways of reading what was found.
    static let readings = [
        CityQuery(
            "Name and time zone alone of the cities of Chile",
            sql: "SELECT count(*) FROM geo_city WHERE country_id = 'CL'"
        ) { db in
            let query = City.filter { $0.country == Ref("CL") }.sorted(by: \.name)
            let pairs = try await db.fetch(query.values(of: \.name, \.timezone).prefix(shown))
            return Answer(
                count: try await db.count(query),
                columns: ["name", "timezone"],
                rows: pairs.map { [.text($0.0), .text($0.1)] }
            )
        },
        CityQuery(
            "African cities of 3 million and more, each with its country",
            sql: """
                SELECT count(*) FROM geo_city JOIN geo_country ON geo_country.iso = country_id
                WHERE continent = 'AF' AND geo_city.population >= 3000000
                """
        ) { db in
            let query = City.filter { $0.country.continent == "AF" && $0.population >= 3_000_000 }
                .sorted(by: \.population, .descending)
            let found = try await db.fetch(query.including(\.country).prefix(shown))
            return Answer(
                count: try await db.count(query),
                columns: ["name", "country", "capital"],
                rows: found.map { city in
                    [
                        .text(city.name), .text(city.country.name),
                        city.country.capital.map(Answer.Value.text) ?? .missing,
                    ]
                }
            )
        },
        CityQuery(
            "The first city north of the 70th degree, by a scan",
            sql: "SELECT min(1, count(*)) FROM geo_city WHERE latitude > 70"
        ) { db in
            let northernmost = try await db.first(
                City.scan { $0.latitude > 70 }.sorted(by: \.latitude, .descending)
            )
            return Answer(count: northernmost == nil ? 0 : 1, northernmost.map { [$0] } ?? [])
        },
        CityQuery(
            "The people of Brazilian cities, added up from a stream",
            sql: "SELECT count(*) FROM geo_city WHERE country_id = 'BR'"
        ) { db in
            var count = 0
            var people = 0
            for try await city in db.stream(City.filter { $0.country == Ref("BR") }, chunk: 250) {
                count += 1
                people += city.population
            }
            return Answer(count: count, columns: ["people"], rows: [[.integer(people)]])
        },
    ]
}
