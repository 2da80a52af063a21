import StdnetODM

extension Behaviour {
    static func structure<M: Model>(
        _ verb: StructureOperation.Verb,
        _ owner: Ref<M>,
        _ name: String,
        _ type: StructureType,
        _ arguments: [String]
    ) -> StructureOperation {
        var operation = StructureOperation(verb, .object(owner), name, type)
        for argument in arguments { operation.append(Array(argument.utf8)) }
        return operation
    }

    private static func list(_ database: Database, _ key: String) async throws -> [String] {
        try await database.backend.run(RawCommand("LRANGE", key, "0", "-1")).elements.map(\.text)
    }

    /// What a session does to structures.
    static let structureOperations: [Behaviour] = [
        inShelvedLibrary("a session writes structures together with objects") { database in
            try await database.commit { session in
                let shelf = session.insert(Shelf(label: "s", room: "A"))
                let author = session.insert(Author(email: "d", name: "D"))
                session.add(structure(.rpush, shelf, "books", .list, ["b"]))
                session.add(structure(.lpush, shelf, "books", .list, ["a"]))
                var ids = StructureOperation(.rpush, .object(shelf), "books", .list)
                ids.append(idOf: author)
                ids.append(Array("c".utf8))
                session.add(ids)
                session.add(structure(.append, shelf, "note", .string, ["x"]))
                session.add(structure(.append, shelf, "note", .string, ["y"]))
                var news = StructureOperation(.rpush, .model(Shelf.self), "news", .list)
                for number in 0..<12_000 { news.append(Array("\(number)".utf8)) }
                session.add(news)
                var alone = StructureOperation(.rpush, .key("list.mine"), "", .list)
                alone.append([0xff, 0])
                session.add(alone)
            }
            let key = "lib.library.shelf:"
            try expect(try await list(database, key + "obj:s:books"), equals: ["a", "b", "4", "c"])
            try expect(try await list(database, key + "struct:news").count, equals: 12_000)
            let reply = try await database.backend.run(RawCommand("LINDEX", "list.mine", "0"))
            try expect(reply.bytes, equals: [0xff, 0])
            try expect(
                try await database.backend.run(RawCommand("GET", key + "obj:s:note")).text,
                equals: "xy"
            )
        },
        inShelvedLibrary("a session of structures alone is a commit") { database in
            try await database.commit { session in
                var alone = StructureOperation(.rpush, .key("list.mine"), "", .list)
                alone.append(Array("a".utf8))
                session.add(alone)
            }
            try expect(try await list(database, "list.mine"), equals: ["a"])
        },
        inShelvedLibrary("the structures of an object end with it") { database in
            try await database.commit { session in
                let shelf = session.insert(Shelf(label: "s", room: "A"))
                session.add(structure(.rpush, shelf, "books", .list, ["b"]))
                session.add(structure(.sadd, shelf, "tags", .set, ["b"]))
            }
            try await database.commit { session in
                session.delete(Ref<Shelf>("s"))
                let shelf = session.insert(Shelf(label: "s", room: "A"))
                session.add(structure(.rpush, shelf, "books", .list, ["new"]))
            }
            let key = "lib.library.shelf:obj:s"
            try expect(try await list(database, key + ":books"), equals: ["new"])
            try expect(
                try await database.backend.run(RawCommand("EXISTS", key + ":tags")).integer,
                equals: 0
            )
            try await database.delete(Shelf.filter { $0.room == "A" })
            let dump = try await KeyspaceDump(of: database.backend)
            try expect(
                dump.keys.map { String(decoding: $0, as: UTF8.self) }
                    .filter { $0.hasPrefix("lib.library.shelf") },
                equals: []
            )
        },
        inShelvedLibrary("structures of objects that will not be there are refused") { database in
            try await database.commit { $0.insert(Shelf(label: "s", room: "A")) }
            func violation(_ id: String?, _ rule: Violation.Rule) -> Violation {
                Violation(model: "library.shelf", id: id, field: "tags", rule: rule)
            }
            try await expectRejection(
                [violation("x", .missingObject), violation("s", .missingObject)],
                by: database
            ) { session in
                session.delete(Ref<Shelf>("s"))
                session.add(structure(.sadd, Ref<Shelf>("x"), "tags", .set, ["b"]))
                session.add(structure(.sadd, Ref<Shelf>("s"), "tags", .set, ["b"]))
            }
            try await expectRejection(
                [
                    violation(
                        "s",
                        .unstorable(value: "SADD", hint: "SADD needs at least one element")
                    )
                ],
                by: database
            ) { $0.add(structure(.sadd, Ref<Shelf>("s"), "tags", .set, [])) }
        },
        inShelvedLibrary("a structure of another type is in the way of the whole session") {
            database in
            try await database.commit { $0.insert(Shelf(label: "s", room: "A")) }
            let key = "lib.library.shelf:obj:s:tags"
            _ = try await database.backend.run(RawCommand("SET", key, "in the way"))
            try await expectRejection(
                [
                    Violation(
                        model: "library.shelf",
                        id: "s",
                        field: nil,
                        rule: .wrongType(key: key, expected: .set, found: "string")
                    )
                ],
                by: database
            ) { session in
                session.insert(Author(email: "d", name: "D"))
                session.add(structure(.sadd, Ref<Shelf>("s"), "tags", .set, ["b"]))
                session.add(structure(.rpush, Ref<Shelf>("s"), "books", .list, ["b"]))
            }
        },
        inShelvedLibrary("a string that would get too long is refused") { database in
            try await database.commit { $0.insert(Shelf(label: "s", room: "A")) }
            try await expectRejection(
                [
                    Violation(
                        model: "library.shelf",
                        id: "s",
                        field: "note",
                        rule: .unstorable(value: "APPEND", hint: "a string has at most 512 MiB")
                    )
                ],
                by: database
            ) { session in
                session.add(
                    structure(.setrange, Ref<Shelf>("s"), "note", .string, ["536870911", "b"])
                )
                session.add(structure(.append, Ref<Shelf>("s"), "note", .string, ["b"]))
            }
        },
    ]

    /// Objects that lost their hash.
    static let ghosts: [Behaviour] = [
        inFurnishedLibrary("an object that lost its hash gives up its unique values, and goes") {
            database in
            _ = try await database.backend.run(RawCommand("DEL", "lib.library.author:obj:3"))
            let author = try await database.commit { session in
                session.insert(Author(email: "cleo@x", name: "Cleo"))
            }
            try expect(author.id, equals: 4)
            try expect(
                try await database.members("lib.library.author:id"),
                equals: ["1", "2", "4"]
            )
            let owner = try await database.backend.run(
                RawCommand("HGET", "lib.library.author:uni:email", "cleo@x")
            )
            try expect(owner.text, equals: "4")
        }
    ]
}
