import StdnetODM

extension Behaviour {
    static func inShelvedLibrary(
        _ title: String,
        _ story: @escaping @Sendable (Database) async throws -> Void
    ) -> Behaviour {
        Behaviour(title) { backend in
            _ = try await Database.furnishedLibrary(backend)
            try await story(try Database.shelved(backend))
        }
    }

    private static func shelf(_ label: String, room: String = "A") -> Shelf {
        Shelf(label: label, room: room, keeper: Ref(1))
    }

    /// What becomes of an object whose id changes.
    static let moves: [Behaviour] = [
        inShelvedLibrary("Q4: an object that moves takes along its hash, indexes and structures") {
            database in
            try await database.commit { session in
                let old = session.insert(shelf("old"))
                session.add(structure(.rpush, old, "books", .list, ["x", "y"]))
                session.add(structure(.sadd, old, "tags", .set, ["t"]))
            }
            let key = "lib.library.shelf:obj:"
            _ = try await database.backend.run(RawCommand("HSET", key + "old", "unknown", "stays"))
            try await database.commit { $0.update(shelf("new"), from: shelf("old")) }
            try expect(
                try await database.hash(key + "new"),
                equals: [
                    "room": "A", "boards": "1", "keeper_id": "1", "signs": "null",
                    "unknown": "stays",
                ]
            )
            try expect(try await database.fetch(Shelf.all), equals: [shelf("new")])
            let keys = try await KeyspaceDump(of: database.backend).keys.map {
                String(decoding: $0, as: UTF8.self)
            }
            try expect(
                keys.filter { $0.hasPrefix("lib.library.shelf") },
                equals: [
                    "lib.library.shelf:id", "lib.library.shelf:idx:boards:1",
                    "lib.library.shelf:idx:keeper_id:1", "lib.library.shelf:idx:room:A",
                    "lib.library.shelf:obj:new",
                    "lib.library.shelf:obj:new:books", "lib.library.shelf:obj:new:tags",
                    "lib.library.shelf:rng:boards", "lib.library.shelf:uni:room,keeper_id",
                ]
            )
            try expect(
                try await database.backend.run(RawCommand("LRANGE", key + "new:books", "0", "-1"))
                    .elements.map(\.text),
                equals: ["x", "y"]
            )
            let score = try await database.score(of: "new", in: "lib.library.shelf:id")
            try expect(score, equals: "6")
        },
        inFurnishedLibrary("whoever refers to an object that moves, refers to its new id") {
            database in
            guard let anna = try await database.fetch(Ref<Author>(1)) else { throw missing("anna") }
            var moved = anna
            moved.id = 41
            moved.name = "Ann"
            moved.teacher = Ref(41)
            let target = moved
            try await database.commit { $0.update(target, from: anna) }
            try expect(try await database.fetch(Ref<Author>(41)), equals: target)
            try expect(try await database.fetch(Ref<Author>(1)), equals: nil)
            try expect(
                try await database.fetch(Book.filter { $0.author == Ref(41) }).map(\.isbn).sorted(),
                equals: [10, 20]
            )
            try expect(try await database.fetch(Ref<Author>(2))?.teacher, equals: Ref(41))
            let author = try await database.commit { $0.insert(Author(email: "d", name: "D")) }
            try expect(author.id, equals: 42, "a given id raises the counter")
        },
        inFurnishedLibrary("objects exchange their ids in one commit") { database in
            let ids = [1, 2, 3]
            var authors: [Author] = []
            for id in ids {
                guard let author = try await database.fetch(Ref<Author>(id)) else {
                    throw missing("author \(id)")
                }
                authors.append(author)
            }
            let before = try await KeyspaceDump(of: database.backend)
            for _ in 0..<3 {
                let current = authors
                authors = current.map { author in
                    var next = author
                    next.id = (author.id ?? 0) % 3 + 1
                    next.teacher = author.teacher.map { Ref(($0.id ?? 0) % 3 + 1) }
                    return next
                }
                let next = authors
                try await database.commit { session in
                    for (old, new) in zip(current, next) {
                        var kept = new
                        kept.teacher = old.teacher
                        session.update(kept, from: old)
                    }
                }
                for author in authors {
                    guard let id = author.id else { continue }
                    try expect(try await database.fetch(Ref<Author>(id)), equals: author)
                }
            }
            let after = try await KeyspaceDump(of: database.backend)
            try expect(after.difference(from: before), equals: [], "once around")
        },
        inFurnishedLibrary("an object does not move onto another, nor when it is not there") {
            database in
            let anna = Author(id: 1, email: "anna@x", name: "Anna")
            var taken = anna
            taken.id = 2
            let bob = taken
            var lost = anna
            lost.id = 77
            let nobody = lost
            try await expectRejection(
                [
                    Violation(model: "library.author", id: "2", field: nil, rule: .existingObject)
                ],
                by: database
            ) { $0.update(bob, from: anna) }
            try await expectRejection(
                [Violation(model: "library.author", id: "77", field: nil, rule: .missingObject)],
                by: database
            ) { $0.update(anna2(78), from: nobody) }
            try await expectRejection(
                [
                    Violation(
                        model: "library.author",
                        id: "5",
                        field: "email",
                        rule: .unique(value: "bob@x", owner: "2")
                    )
                ],
                by: database
            ) { $0.update(Author(id: 5, email: "bob@x", name: "Anna"), from: anna) }
        },
        inFurnishedLibrary("an object takes the id of one that ends in the same session") {
            database in
            guard let cleo = try await database.fetch(Ref<Author>(3)),
                let bob = try await database.fetch(Ref<Author>(2))
            else { throw missing("cleo") }
            var moved = cleo
            moved.id = 2
            moved.teacher = nil
            let target = moved
            try await database.commit { session in
                session.delete(bob)
                session.update(target, from: cleo)
            }
            try expect(try await database.fetch(Ref<Author>(2)), equals: target)
            try expect(try await database.fetch(Author.all).map(\.id), equals: [1, 2])
            try expect(
                try await database.fetch(Book.all).map(\.isbn).sorted(),
                equals: [10, 20, 50],
                "bob's books went with him, and cleo's came along"
            )
        },
        inFurnishedLibrary("changes of one object join with its move") { database in
            guard let anna = try await database.fetch(Ref<Author>(1)) else { throw missing("anna") }
            var renamed = anna
            renamed.name = "Ann"
            var moved = renamed
            moved.id = 30
            var born = moved
            born.born = Day(daysSince1970: 7)
            let steps = [anna, renamed, moved, born]
            try await database.commit { session in
                for (old, new) in zip(steps, steps.dropFirst()) { session.update(new, from: old) }
                session.insert(Author(id: 1, email: "new@x", name: "New"))
            }
            try expect(try await database.fetch(Ref<Author>(30)), equals: born)
            try expect(try await database.fetch(Ref<Author>(1))?.name, equals: "New")
            try await database.commit { session in
                var other = steps[3]
                other.id = 31
                session.update(other, from: steps[3])
                session.delete(other)
            }
            try expect(
                try await database.fetch(Author.all).map(\.name),
                equals: ["New", "Bob", "Anna"]
            )
        },
        inOffice("references that are kept follow an object that moves") { database in
            let stamps = Stamps(entered: Day(daysSince1970: 1))
            let reader = Member(id: 1, card: "c", town: "T", age: 3)
            try await database.commit { session in
                session.insert(reader)
                session.insert(Loan(reader: Ref(1), stamps: stamps))
            }
            try await database.commit { session in
                session.update(Member(id: 8, card: "c", town: "U", age: 4), from: reader)
            }
            try expect(try await database.fetch(Loan.all).map(\.reader), equals: [Ref(8)])
            try expect(
                try await database.fetch(Member.all),
                equals: [Member(id: 8, card: "c", town: "U", age: 4)]
            )
        },
    ]

    private static func anna2(_ id: Int) -> Author { Author(id: id, email: "x@x", name: "Anna") }
}
