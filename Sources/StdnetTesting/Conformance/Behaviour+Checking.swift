import StdnetODM

extension Behaviour {
    private static func visiting(
        _ title: String,
        _ story: @escaping @Sendable (Database) async throws -> Void
    ) -> Behaviour {
        Behaviour(title) { backend in
            try await story(
                try Database(backend, namespace: "lib.", models: Author.self, Visit.self)
            )
        }
    }

    private static let day = Day(daysSince1970: 15_340)

    private static func violation(
        _ id: String?,
        _ field: String?,
        _ message: String
    ) -> Violation {
        Violation(model: "library.visit", id: id, field: field, rule: .invalid(message))
    }

    /// What objects find wrong with themselves.
    static let checking: [Behaviour] = [
        visiting("all problems of all objects are told at once, and nothing is written") {
            database in
            let late = Visit(
                from: day,
                until: Day(daysSince1970: day.daysSince1970 - 1),
                children: 0
            )
            let long = Visit(id: 7, from: day, until: Day(daysSince1970: 15_400), children: 40)
            try await expectRejection(
                [
                    violation(nil, "until", "it ends before it begins"),
                    violation(nil, "children", "nobody comes"),
                    violation("7", "guide", "so many need a guide"),
                    violation("7", nil, "a visit takes a week at most"),
                ],
                by: database
            ) { session in
                session.insert(Visit(from: day, until: day))
                session.insert(late)
                session.save(long)
            }
        },
        visiting("an update is checked as a whole, whatever it changes") { database in
            try await database.commit { session in
                session.insert(Visit(id: 1, from: day, until: day, children: 30))
            }
            let stored = try await database.get(Visit.self, 1)
            var crowd = stored
            crowd.children = 31
            try await expectRejection(
                [violation("1", "guide", "so many need a guide")],
                by: database
            ) { $0.update(crowd, from: stored) }
            crowd.guide = try await database.commit { session in
                session.insert(Author(email: "a@x", name: "Anna"))
            }
            let guided = crowd
            try await database.commit { $0.update(guided, from: stored) }
            try expect(try await database.get(Visit.self, 1), equals: guided)
        },
        visiting("what is stored already is read, whatever is wrong with it") { database in
            try await database.commit { session in
                session.insert(Visit(id: 1, from: day, until: day))
            }
            _ = try await database.backend.run(
                RawCommand("HSET", "lib.library.visit:obj:1", "children", "-3")
            )
            let wrong = try await database.get(Visit.self, 1)
            try expect(
                wrong.problems(),
                equals: [Problem("nobody comes", in: Visit.fields.children)]
            )
            try await database.commit { $0.delete(wrong) }
            try expect(try await database.count(Visit.all), equals: 0)
        },
    ]
}
