import StdnetODM

extension Behaviour {
    /// A story with a bag, whose number is 1.
    static func withBag(
        _ title: String,
        _ story: @escaping @Sendable (Database, Bag) async throws -> Void
    ) -> Behaviour {
        Behaviour(title) { backend in
            let database = try Database.luggage(backend)
            try await database.commit { session in session.insert(Bag(name: "b")) }
            try await story(database, try await database.get(Bag.self, 1))
        }
    }

    /// The failure of something that must fail.
    static func failure(
        line: Int = #line,
        of something: () async throws(StructureFailure) -> Void
    ) async throws -> StructureFailure {
        do throws(StructureFailure) { try await something() } catch { return error }
        throw BrokenPromise(description: "line \(line): nothing was thrown")
    }

    private static let moment = Day(daysSince1970: 15_340)

    /// What lists promise.
    static let lists: [Behaviour] = [
        withBag("a list keeps its elements in order, as the original's JSON") { database, bag in
            let items = try database[bag.items]
            try expect(items.key, equals: "lib.library.bag:obj:1:items")
            try expect(try await items.exists(), equals: false)
            try expect(try await items.append("one", 2, 2.5, nil), equals: 4)
            try expect(try await items.prepend(["k": 1], .day(moment)), equals: 6)
            try expect(
                try await database.list(items.key),
                equals: [
                    #"{"__date__": 1325376000.0}"#, #"{"k": 1}"#, #""one""#, "2", "2.5", "null",
                ]
            )
            try expect(
                try await items.all(),
                equals: [.day(moment), ["k": 1], "one", 2, 2.5, nil]
            )
            try expect(try await items.count(), equals: 6)
            try expect(try await items.popFirst(), equals: .day(moment))
            try expect(try await items.popLast(), equals: .some(nil))
            try expect(try await items.popFirst(2), equals: [["k": 1], "one"])
            try expect(try await items.popLast(9), equals: [2.5, 2])
            try expect(try await items.popFirst(), equals: nil)
            try expect(try await items.exists(), equals: false)
        },
        withBag("Q15: an element of a list is read, set, found and removed") { database, bag in
            let items = try database[bag.items]
            try await items.append("a", "b", "c", "b", "d")
            try expect(try await items[0], equals: "a")
            try expect(try await items[-1], equals: "d")
            try expect(try await items[5], equals: nil)
            try expect(try await items[1...2], equals: ["b", "c"])
            try expect(try await items[1..<2], equals: ["b"])
            try expect(try await items[0..<0], equals: [])
            try expect(try await items[..<0], equals: [])
            try expect(try await items[(-2)...], equals: ["b", "d"])
            try expect(try await items[...1], equals: ["a", "b"])
            try await items.set("é", at: 0)
            try await items.set(3, at: -1)
            try expect(try await items.all(), equals: ["é", "b", "c", "b", 3])
            let beyond = try await failure { () async throws(StructureFailure) in
                try await items.set("x", at: 5)
            }
            try expect(beyond, equals: .outOfRange(key: items.key, index: 5))
            try expect(try await items.firstIndex(of: "b"), equals: 1)
            try expect(try await items.firstIndex(of: "x"), equals: nil)
            try expect(try await items.insert("x", before: "c"), equals: true)
            try expect(try await items.insert("y", after: "c"), equals: true)
            try expect(try await items.insert("z", after: "none"), equals: false)
            try expect(try await items.remove("b", limit: 1), equals: 1)
            try expect(try await items.all(), equals: ["é", "x", "c", "y", "b", 3])
            try await items.keep(1...3)
            try expect(try await items.all(), equals: ["x", "c", "y"])
            try await items.keep(0..<0)
            try expect(try await items.exists(), equals: false)
            let nowhere = try await failure { () async throws(StructureFailure) in
                try await items.set("x", at: 0)
            }
            try expect(nowhere, equals: .outOfRange(key: items.key, index: 0))
        },
        withBag("taking from an empty list waits for an element") { database, bag in
            let items = try database[bag.items]
            try expect(try await items.popFirst(waiting: .milliseconds(1)), equals: nil)
            async let first = items.popFirst(waiting: nil)
            try await items.append(7)
            try expect(try await first, equals: 7)
            try await items.append(8, 9)
            try expect(try await items.popLast(waiting: .seconds(9)), equals: 9)
            try expect(try await items.popFirst(waiting: .seconds(9)), equals: 8)
        },
        withBag("a list is read page by page, in its order") { database, bag in
            let items = try database[bag.items]
            try expect(try await items.append(contentsOf: []), equals: 0)
            for try await item in items {
                throw BrokenPromise(description: "an empty list has \(item)")
            }
            let numbers = (0..<1200).map { JSONValue.integer($0) }
            try await items.append(contentsOf: numbers)
            var found: [JSONValue] = []
            for try await item in items { found.append(item) }
            try expect(found, equals: numbers)
            found = []
            for try await item in items.pages(of: 400) { found.append(item) }
            try expect(found, equals: numbers)
        },
        withBag("the elements of a list are data") { database, bag in
            let pages = try database[bag.pages]
            let data: [Bytes] = [
                [], [0], Array(":{}*%\r\n".utf8), [0xFF, 0xFE, 0xC0], Array("null".utf8),
                Bytes(repeating: 0x80, count: 10_000_000),
            ]
            try await pages.append(contentsOf: data)
            try expect(try await pages.all() == data, "bytes came back as others")
            let items = try database[bag.items]
            let texts = ["", "\0", ":{}*%\r\n\u{7F}\"\\/", "e\u{301}🎈", "null", "1"]
            try await items.append(contentsOf: texts.map { .text($0) })
            try expect(
                try await items.all().map { "\($0)" },
                equals: texts.map { "\(JSONValue.text($0))" }
            )
        },
        withBag("what is no element of a structure is refused, with its key") { database, bag in
            let items = try database[bag.items]
            _ = try await database.backend.run(RawCommand("RPUSH", items.key, "{", "1"))
            let unreadable = try await failure { () async throws(StructureFailure) in
                _ = try await items.all()
            }
            try expect(
                unreadable,
                equals: .undecodable(
                    ElementFailure(key: items.key, hint: "JSON", found: Array("{".utf8))
                )
            )
            try expect(
                "\(unreadable)",
                equals: "key '\(items.key)' holds '{', and it should be JSON"
            )
            _ = try await database.backend.run(RawCommand("SET", items.key, "x"))
            let other = try await failure { () async throws(StructureFailure) in
                try await items.append(1)
            }
            try expect(
                other,
                equals: .backend(.wrongType(key: items.key, expected: .list, found: nil))
            )
        },
        Behaviour("a structure needs an owner with an id, of a model that is open") { backend in
            let database = try Database.luggage(backend)
            let unsaved = try await failure { () async throws(StructureFailure) in
                _ = try database[Bag(name: "x").items]
            }
            try expect(unsaved, equals: .unsaved(model: "library.bag", structure: "items"))
            let other = try Database.office(backend)
            let unknown = try await failure { () async throws(StructureFailure) in
                _ = try other[Bag.news]
            }
            try expect(unknown, equals: .unknownModel("library.bag"))
            let authors = try database[Bag(id: 1, name: "x").authors]
            let planned = Ref<Author>(7)
            try await authors.insert(planned)
            try expect(try await database.members(authors.key), equals: ["7"])
            try expect(try await authors.all(), equals: [planned])
        },
        withBag("all objects of a model share a static structure") { database, _ in
            let news = try database[Bag.news]
            try expect(news.key, equals: "lib.library.bag:struct:news")
            try await news.append("class level")
            try expect(try await database.list(news.key), equals: [#""class level""#])
            try expect(try await news.all(), equals: ["class level"])
        },
        withBag("a structure without a model has its own key, and plain elements") {
            database,
            _ in
            let list = database.list("mylist", of: JSONValue.self)
            try await list.append(5, "5x", 2.5, "")
            try expect(list.key, equals: "list.mylist")
            try expect(try await database.list("list.mylist"), equals: ["5", "5x", "2.5", ""])
            try expect(try await list.all(), equals: [5, "5x", 2.5, ""])
            let words = database.list("mylist", of: String.self)
            try expect(try await words.all(), equals: ["5", "5x", "2.5", ""])
            let set = try database[RemoteSet<Int>(id: "myset")]
            try await set.insert(1, 2)
            try expect(set.key, equals: "set.myset")
            try expect(try await database.members("set.myset"), equals: ["1", "2"])
            let hash = database.hash("myh", of: JSONValue.self)
            try await hash.update(["a": 1, "b": "text"])
            try expect(try await database.hash("hashtable.myh"), equals: ["a": "1", "b": "text"])
            try expect(try await hash.all(), equals: ["a": 1, "b": "text"])
        },
    ]
}
