import StdnetODM

extension Behaviour {
    private static func ranked(
        _ title: String,
        _ story: @escaping @Sendable (Database) async throws -> Void
    ) -> Behaviour {
        Behaviour(title) { backend in
            try await story(
                try Database(
                    backend,
                    namespace: "lib.",
                    models: Hall.self,
                    Stand.self,
                    Graph.self
                )
            )
        }
    }

    private static func scores(_ database: Database, _ key: String) async throws -> [String] {
        try await database.scored("lib.library." + key)
    }

    /// Models that are kept in the order of something that is no field of theirs.
    static let ranks: [Behaviour] = [
        ranked("objects are ordered by a field of what they refer to") { database in
            let (_, attic) = try await database.commit { session in
                let cellar = session.insert(Hall(floor: -1))
                let attic = session.insert(Hall(floor: 3))
                session.insert(Stand(name: "a", hall: cellar, use: "x"))
                session.insert(Stand(name: "b", hall: attic, use: "x"))
                return (cellar, attic)
            }
            let site = try await database.commit { $0.insert(Hall()) }
            try await database.commit { session in
                session.insert(Stand(name: "c", hall: site))
                session.insert(Stand(name: "d", hall: attic))
            }
            try expect(
                try await scores(database, "stand:id"),
                equals: ["c", "-1e+99", "a", "-1", "b", "3", "d", "3"]
            )
            try expect(
                try await database.fetch(Stand.all).map(\.name),
                equals: ["d", "b", "a", "c"]
            )
            try expect(
                try await database.fetch(Stand.all.prefix(2)).map(\.name),
                equals: ["d", "b"]
            )
            try expect(
                try await scores(database, "stand:idx:use:x"),
                equals: ["a", "-1", "b", "3"]
            )
        },
        ranked("who is ordered by a changed field is moved in the same commit") { database in
            let (one, two) = try await database.commit { session in
                (session.insert(Hall(floor: 1)), session.insert(Hall(floor: 2)))
            }
            try await database.commit { session in
                for (name, hall) in [("a", one), ("b", two), ("c", one)] {
                    session.insert(Stand(name: name, hall: hall, use: "x"))
                }
            }
            try await database.commit { session in
                session.update(Hall(id: 1, floor: 9), from: Hall(id: 1, floor: 1))
                // What the session writes itself is ordered by what it refers to in the end.
                session.save(Stand(name: "c", hall: two))
                session.insert(Stand(name: "d", hall: one))
            }
            try expect(
                try await scores(database, "stand:id"),
                equals: ["b", "2", "c", "2", "a", "9", "d", "9"]
            )
            try expect(try await scores(database, "stand:idx:use:x"), equals: ["b", "2", "a", "9"])
            try expect(
                try await scores(database, "stand:idx:hall_id:1"),
                equals: ["a", "9", "d", "9"]
            )
            try await database.commit { $0.save(Hall(id: 1)) }
            try expect(
                try await database.fetch(Stand.all.filter { $0.hall.in([one]) }).map(\.name),
                equals: ["d", "a"]
            )
            try expect(
                try await scores(database, "stand:id"),
                equals: ["a", "-1e+99", "d", "-1e+99", "b", "2", "c", "2"]
            )
        },
        ranked("a rejected change of what orders others moves nobody") { database in
            try await database.commit { session in
                let hall = session.insert(Hall(floor: 1))
                session.insert(Stand(name: "a", hall: hall))
            }
            try await expectRejection(
                [Violation(model: "library.stand", id: "a", field: nil, rule: .existingObject)],
                by: database
            ) { session in
                session.update(Hall(id: 1, floor: 9), from: Hall(id: 1, floor: 1))
                session.insert(Stand(name: "a", hall: Ref(1)))
            }
        },
        ranked("rules and moves of what orders objects move them") { database in
            try await database.commit { session in
                let ground = session.insert(Hall(floor: 0))
                let first = session.insert(Hall(floor: 1, entrance: ground))
                session.insert(Hall(floor: 2, entrance: first))
            }
            try expect(
                try await scores(database, "hall:id"),
                equals: ["1", "-1e+99", "2", "0", "3", "1"]
            )
            try await database.commit { session in
                session.update(
                    Hall(id: 7, floor: 1, entrance: Ref(1)),
                    from: Hall(id: 2, floor: 1, entrance: Ref(1))
                )
                session.update(Hall(id: 1, floor: -4), from: Hall(id: 1, floor: 0))
            }
            try expect(
                try await scores(database, "hall:id"),
                equals: ["1", "-1e+99", "7", "-4", "3", "1"]
            )
            try await database.commit { $0.delete(Ref<Hall>(7)) }
            try expect(
                try await scores(database, "hall:id"),
                equals: ["1", "-1e+99", "3", "-1e+99"]
            )
        },
        ranked("objects are ordered by a leaf of flattened JSON") { database in
            try await database.commit { session in
                session.insert(Graph(name: "a", data: ["pv": ["mean": 2.5, "std": 1]]))
                session.insert(Graph(name: "b", data: ["pv": ["mean": -1]]))
                session.insert(Graph(name: "c", data: ["pv": 4]))
                session.insert(Graph(name: "d", data: ["pv": ["mean": nil]]))
                session.insert(Graph(name: "e"))
            }
            try expect(
                try await scores(database, "graph:id"),
                equals: ["c", "-1e+99", "d", "-1e+99", "e", "-1e+99", "b", "-1", "a", "2.5"]
            )
            try await database.commit { session in
                session.merge(["pv": ["std": 7]], into: \.data, of: Ref<Graph>("a"))
                session.merge(["pv": ["mean": 3]], into: \.data, of: Ref<Graph>("b"))
                session.save(Graph(name: "c", data: ["pv": ["mean": 1]]))
            }
            try expect(
                try await scores(database, "graph:id"),
                equals: ["d", "-1e+99", "e", "-1e+99", "c", "1", "a", "2.5", "b", "3"]
            )
            try expect(
                try await database.fetch(Graph.all).map(\.name),
                equals: ["d", "e", "c", "a", "b"]
            )
            try await expectRejection(
                [
                    Violation(
                        model: "library.graph",
                        id: "f",
                        field: "data",
                        rule: .notANumber
                    )
                ],
                by: database
            ) { $0.insert(Graph(name: "f", data: ["pv": ["mean": "high"]])) }
        },
        ranked("leaves of flattened JSON are scanned and sorted by, across references too") {
            database in
            try await database.commit { session in
                let hall = session.insert(Hall(floor: 1))
                let stand = session.insert(Stand(name: "stand", hall: hall))
                session.insert(
                    Graph(name: "a", data: ["n": 10, "t": "ab\né", "f": true], stand: stand)
                )
                session.insert(Graph(name: "b", data: ["n": 9.5, "t": "abc", "f": false]))
                session.insert(Graph(name: "c", data: ["n": -2, "t": "Ø"]))
                session.insert(Graph(name: "d", data: ["n": nil, "t": 7]))
            }
            func names(_ query: Query<Graph>) async throws -> [String] {
                try await database.fetch(query).map(\.name).sorted()
            }
            try expect(try await names(Graph.scan { $0.data.number(at: "n") > 9.5 }), equals: ["a"])
            try expect(
                try await names(Graph.scan { $0.data.number(at: "n") <= 9.5 }),
                equals: ["b", "c"]
            )
            try expect(try await names(Graph.scan { $0.data.number(at: "n") == 10 }), equals: ["a"])
            try expect(
                try await names(Graph.scan { $0.data.number(at: "n") == nil }),
                equals: ["d"]
            )
            try expect(
                try await names(Graph.scan { $0.data.text(at: "t") == "ab\né" }),
                equals: ["a"]
            )
            try expect(
                try await names(Graph.scan { $0.data.text(at: "t").hasPrefix("ab") }),
                equals: ["a", "b"]
            )
            try expect(try await names(Graph.scan { $0.data.flag(at: "f") == true }), equals: ["a"])
            try expect(
                try await names(Graph.scan { $0.data.flag(at: "f") != true }),
                equals: ["b", "c", "d"]
            )
            try expect(
                try await database.fetch(
                    Graph.all.sorted(by: { $0.data.number(at: "n").descending })
                ).map(\.name),
                equals: ["a", "b", "d", "c"]
            )
            try expect(
                try await database.fetch(Graph.all.sorted(by: { $0.data.text(at: "t").ascending }))
                    .map(\.name),
                equals: ["d", "a", "b", "c"]
            )
        },
    ]
}
