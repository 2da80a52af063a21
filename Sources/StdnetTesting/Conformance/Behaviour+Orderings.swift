import StdnetODM

extension Behaviour {
    private static func scores(_ database: Database, _ key: String) async throws -> [String] {
        try await database.scored("lib.library.shelf:" + key)
    }

    /// Orders that a commit counts up, values that are unique together, and values that are spread over
    /// their leaves.
    static let orderings: [Behaviour] = [
        inShelvedLibrary("Q8: every save counts up the score, and the greatest may come first") {
            database in
            try await database.commit { session in
                for label in ["a", "b", "c"] {
                    session.insert(
                        Shelf(label: label, room: "A", keeper: Ref(["a": 1, "b": 2][label] ?? 3))
                    )
                }
            }
            try await database.commit { session in
                session.save(Shelf(label: "b", room: "B", keeper: Ref(1)))
                session.update(
                    Shelf(label: "c", room: "C", keeper: Ref(1)),
                    from: Shelf(label: "c", room: "A", keeper: Ref(1))
                )
            }
            try await database.commit { session in
                session.update(
                    Shelf(label: "c", room: "C", boards: 2),
                    from: Shelf(label: "c", room: "C", boards: 1)
                )
            }
            try expect(try await scores(database, "id"), equals: ["a", "3", "b", "6", "c", "9"])
            try expect(try await scores(database, "idx:room:C"), equals: ["c", "9"])
            try expect(try await scores(database, "idx:keeper_id:1"), equals: ["a", "3", "b", "6"])
            try expect(try await scores(database, "idx:keeper_id:3"), equals: ["c", "9"])
            try expect(try await database.fetch(Shelf.all).map(\.label), equals: ["c", "b", "a"])
            try expect(
                try await database.fetch(Shelf.all.prefix(2)).map(\.label),
                equals: ["c", "b"]
            )
            try await database.commit { $0.delete(Ref<Author>(3)) }
            try expect(
                try await scores(database, "id"),
                equals: ["a", "3", "b", "6", "c", "9"],
                "a delete rule saves nothing"
            )
        },
        inShelvedLibrary("several values are unique together, where none is absent") { database in
            try await database.commit { session in
                session.insert(Shelf(label: "a", room: "A", keeper: Ref(1)))
                session.insert(Shelf(label: "b", room: "A", keeper: Ref(2)))
                session.insert(Shelf(label: "c", room: "B", keeper: Ref(1)))
                session.insert(Shelf(label: "d", room: "A"))
                session.insert(Shelf(label: "e", room: "A"))
            }
            let taken = Violation.Rule.unique(value: "A, 1", owner: "a")
            func violation(_ label: String, _ rule: Violation.Rule) -> Violation {
                Violation(model: "library.shelf", id: label, field: "room, keeper", rule: rule)
            }
            try await expectRejection(
                [violation("f", taken), violation("d", .unique(value: "A, 1", owner: "f"))],
                by: database
            ) { session in
                session.insert(Shelf(label: "f", room: "A", keeper: Ref(1)))
                session.update(
                    Shelf(label: "d", room: "A", keeper: Ref(1)),
                    from: Shelf(label: "d", room: "A")
                )
            }
            try await expectRejection(
                [violation("g", .unique(value: "C, 3", owner: "f"))],
                by: database
            ) { session in
                session.insert(Shelf(label: "f", room: "C", keeper: Ref(3)))
                session.insert(Shelf(label: "g", room: "C", keeper: Ref(3)))
            }
            // Two exchange what is unique, and one gives it up.
            try await database.commit { session in
                for (label, keeper, old) in [("a", 2, 1), ("b", 1, 2)] {
                    session.update(
                        Shelf(label: label, room: "A", keeper: Ref(keeper)),
                        from: Shelf(label: label, room: "A", keeper: Ref(old))
                    )
                }
                session.update(
                    Shelf(label: "c", room: "B"),
                    from: Shelf(label: "c", room: "B", keeper: Ref(1))
                )
            }
            try expect(
                try await database.hash("lib.library.shelf:uni:room,keeper_id"),
                equals: ["1:A1:2": "a", "1:A1:1": "b"]
            )
            try await database.commit { $0.delete(Ref<Author>(1)) }
            try expect(
                try await database.hash("lib.library.shelf:uni:room,keeper_id"),
                equals: ["1:A1:2": "a"],
                "what a delete rule makes absent is free"
            )
        },
        inShelvedLibrary("a value is spread over its leaves, however many they are") { database in
            var signs: [String: String] = [:]
            for number in 0..<10_000 { signs["s\(number)"] = "\(number)" }
            let many = Shelf(label: "a", room: "A", signs: signs)
            try await database.commit { session in
                session.insert(many)
                session.insert(Shelf(label: "b", room: "B"))
            }
            let key = "lib.library.shelf:obj:"
            try expect(try await database.hash(key + "a").count, equals: 10_003)
            try expect(try await database.hash(key + "a")["signs"], equals: "\"\"")
            try expect(try await database.hash(key + "b")["signs"], equals: "null")
            try await database.commit { session in
                session.update(
                    Shelf(label: "a", room: "A", signs: ["x": "1", "y__z": "\"é\""]),
                    from: many
                )
            }
            try expect(
                try await database.hash(key + "a"),
                equals: [
                    "room": "A", "boards": "1", "signs": "\"\"", "signs__x": "1",
                    "signs__y__z": "\"é\"",
                ]
            )
            try await database.commit { session in
                session.update(
                    Shelf(label: "a", room: "A", signs: ["x": "2", "more": "3"]),
                    from: many
                )
                session.save(Shelf(label: "b", room: "B", signs: ["": "1"]))
            }
            try expect(
                try await database.hash(key + "a"),
                equals: [
                    "room": "A", "boards": "1", "signs": "\"\"", "signs__x": "2",
                    "signs__y__z": "\"é\"", "signs__more": "3",
                ]
            )
            try await database.commit { $0.save(Shelf(label: "a", room: "A")) }
            try expect(
                try await database.hash(key + "a"),
                equals: ["room": "A", "boards": "1", "signs": "null"]
            )
        },
    ]
}
