internal import StdnetODM

extension CityQuery {
    /// Sessions that delete and insert, and leave the database as they found it.
    static let changes = [
        CityQuery(
            "Deleting the smallest in a session that breaks a rule: rejected",
            sql: nil
        ) { db in
            let small = City.filter { $0.population < 1_000 }
            let before = (try await db.count(City.all), try await db.count(small))
            // Its number is taken, by a city that the session does not delete.
            let large = City.filter { $0.population >= 1_000 }
            guard var second = try await db.first(large) else { return Answer(count: 0) }
            second.id = nil
            let violations = try await db.violations(deleting: small, inserting: second)
            let after = (try await db.count(City.all), try await db.count(small))
            guard !violations.isEmpty, after == before else {
                throw BrokenPromise(description: "a session that breaks a rule changed something")
            }
            return Answer(
                count: violations.count,
                columns: ["violation"],
                rows: violations.prefix(shown).map { [.text($0.description)] }
            )
        },
        CityQuery(
            "Deleting the smallest and inserting them again in one session",
            sql: "SELECT count(*) FROM geo_city WHERE population < 1000"
        ) { db in
            let small = City.filter { $0.population < 1_000 }
            let before = try await db.fetch(small)
            var session = Session()
            for city in before { session.delete(city) }
            for city in before { session.insert(city) }
            try await db.commit(session)
            guard try await db.fetch(small) == before else {
                throw BrokenPromise(description: "cities were not what they were before")
            }
            return Answer(count: before.count, Array(before.prefix(shown)))
        },
    ]
}

extension Database {
    /// The rules that a session breaks; none when it was committed.
    fileprivate func violations(
        deleting query: Query<City>,
        inserting city: City
    ) async throws(CommitFailure) -> [Violation] {
        do throws(CommitFailure) {
            try await commit { session in
                session.delete(query)
                session.insert(city)
            }
            return []
        } catch .rejected(let violations) {
            return violations
        }
    }
}
