internal import StdnetODM

extension CityQuery {
    /// Questions that lead from a city to its country.
    static let relations = [
        CityQuery(
            "Cities of half a million and more in Oceania, across the reference",
            sql: """
                SELECT count(*) FROM geo_city JOIN geo_country ON geo_country.iso = country_id
                WHERE continent = 'OC' AND geo_city.population >= 500000
                """
        ) { db in
            let query = City.filter { $0.country.continent == "OC" && $0.population >= 500_000 }
            let largest = query.sorted(by: \.population, .descending).prefix(shown)
            return Answer(count: try await db.count(query), try await db.fetch(largest))
        },
        CityQuery(
            "Cities that pay with West African francs, by a query in a query",
            sql: """
                SELECT count(*) FROM geo_city WHERE country_id IN
                (SELECT iso FROM geo_country WHERE currencyCode = 'XOF')
                """
        ) { db in
            let countries = Country.filter { $0.currencyCode == "XOF" }
            let query = City.filter { $0.country.in(countries) }
            let largest = query.sorted(by: \.population, .descending).prefix(shown)
            return Answer(count: try await db.count(query), try await db.fetch(largest))
        },
    ]

    /// Questions made of others.
    static let combinations = [
        CityQuery(
            "Cities in the time of Oslo, Stockholm or Copenhagen, as a union",
            sql: """
                SELECT count(*) FROM geo_city WHERE timezone IN
                ('Europe/Oslo', 'Europe/Stockholm', 'Europe/Copenhagen')
                """
        ) { db in
            let query = City.filter { $0.timezone == "Europe/Oslo" }
                .union(City.filter { $0.timezone.in(["Europe/Stockholm", "Europe/Copenhagen"]) })
            let largest = query.sorted(by: \.population, .descending).prefix(shown)
            return Answer(count: try await db.count(query), try await db.fetch(largest))
        },
        CityQuery(
            "European millions outside Russia, by excluding",
            sql: """
                SELECT count(*) FROM geo_city JOIN geo_country ON geo_country.iso = country_id
                WHERE continent = 'EU' AND geo_city.population >= 1000000 AND country_id <> 'RU'
                """
        ) { db in
            let query = City.filter { $0.country.continent == "EU" && $0.population >= 1_000_000 }
                .exclude { $0.country == Ref("RU") }
            let largest = query.sorted(by: \.population, .descending).prefix(shown)
            return Answer(count: try await db.count(query), try await db.fetch(largest))
        },
        CityQuery(
            "Springfield or Columbus in the time of Chicago, as an intersection",
            sql: """
                SELECT count(*) FROM geo_city WHERE timezone = 'America/Chicago'
                AND name IN ('Springfield', 'Columbus') AND country_id = 'US'
                """
        ) { db in
            let query = City.filter { $0.timezone == "America/Chicago" && $0.country == Ref("US") }
                .intersection(City.filter { $0.name == "Springfield" || $0.name == "Columbus" })
            let largest = query.sorted(by: \.population, .descending).prefix(shown)
            return Answer(count: try await db.count(query), try await db.fetch(largest))
        },
    ]
}
