internal import StdnetODM

extension CityQuery {
    /// Questions that an index answers.
    static let lookups = [
        CityQuery("All cities", sql: "SELECT count(*) FROM geo_city") { db in
            Answer(
                count: try await db.count(City.all),
                try await db.fetch(City.all.prefix(shown))
            )
        },
        CityQuery(
            "The city with GeoNames number 2988507, by a unique index",
            sql: "SELECT count(*) FROM geo_city WHERE geonameid = 2988507"
        ) { db in
            let query = City.filter { $0.geonameid == 2_988_507 }
            return Answer(count: try await db.count(query), try await db.fetch(query))
        },
        CityQuery(
            "Cities called Springfield, by an index",
            sql: "SELECT count(*) FROM geo_city WHERE name = 'Springfield'"
        ) { db in
            let query = City.filter { $0.name == "Springfield" }
            let largest = query.sorted(by: \.population, .descending).prefix(shown)
            return Answer(count: try await db.count(query), try await db.fetch(largest))
        },
        CityQuery(
            "Cities of 10 million and more, by a range index",
            sql: "SELECT count(*) FROM geo_city WHERE population >= 10000000"
        ) { db in
            let query = City.filter { $0.population >= 10_000_000 }
            let largest = query.sorted(by: \.population, .descending).prefix(shown)
            return Answer(count: try await db.count(query), try await db.fetch(largest))
        },
        CityQuery(
            "Cities from 100,000 to below 101,000",
            sql: "SELECT count(*) FROM geo_city WHERE population >= 100000 AND population < 101000"
        ) { db in
            let query = City.filter { $0.population.in(100_000..<101_000) }
            let smallest = query.sorted(by: \.population).prefix(shown)
            return Answer(count: try await db.count(query), try await db.fetch(smallest))
        },
        CityQuery(
            "Countries of which no capital is known",
            sql: "SELECT count(*) FROM geo_country WHERE capital IS NULL"
        ) { db in
            let query = Country.filter { $0.capital == nil }
            return Answer(
                count: try await db.count(query),
                try await db.fetch(query.prefix(shown))
            )
        },
    ]

    /// Questions about text within a value, which no index answers: every object is read.
    static let texts = [
        CityQuery(
            "Names that contain 'burg', by a scan",
            sql: "SELECT count(*) FROM geo_city WHERE instr(name, 'burg') > 0"
        ) { db in
            let query = City.scan { $0.name.contains("burg") }
            let largest = query.sorted(by: \.population, .descending).prefix(shown)
            return Answer(count: try await db.count(query), try await db.fetch(largest))
        },
        CityQuery(
            "Names that begin with 'San ' in Mexico, by an index and a scan",
            sql: """
                SELECT count(*) FROM geo_city WHERE name GLOB 'San *' AND country_id = 'MX'
                """
        ) { db in
            let query = City.filter { $0.country == Ref("MX") }.scan { $0.name.hasPrefix("San ") }
            let byName = query.sorted(by: \.name).prefix(shown)
            return Answer(count: try await db.count(query), try await db.fetch(byName))
        },
    ]
}
