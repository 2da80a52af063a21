import StdnetODM

#if canImport(FoundationEssentials)
import struct FoundationEssentials.Date
#else
import struct Foundation.Date
#endif

extension Behaviour {
    private static let moment = later(0)

    private static func later(_ seconds: Int) -> Date {
        Date(timeIntervalSince1970: 1_356_998_400 + Double(seconds))
    }

    /// How structures change in sessions.
    static let structuresInSessions: [Behaviour] = [
        withBag("structures of every kind change in a session, in its order") { database, bag in
            try await database.commit { session in
                session.append("a", to: bag.items)
                session.append(contentsOf: ["b", 3], to: bag.items)
                session.prepend(contentsOf: ["c", nil], to: bag.items)
                session.add("x", to: bag.tags)
                session.add(contentsOf: ["y", "z"], to: bag.tags)
                session.remove("x", from: bag.tags)
                session.set("one", score: 1.5, in: bag.ranks)
                session.set("two", score: 2, in: bag.ranks)
                session.remove("one", from: bag.ranks)
                session.set(Mark(page: 1), for: "k", in: bag.marks)
                session.set(Mark(page: 2), for: "l", in: bag.marks)
                session.remove("k", from: bag.marks)
                session.set("old", at: moment, in: bag.prices)
                session.set("new", at: moment, in: bag.prices)
                session.set(0, at: later(1), in: bag.prices)
                session.remove(at: later(1), from: bag.prices)
                session.set("hello ", in: bag.text)
                session.append([0x77, 0xFF] as Bytes, to: bag.text)
                session.append(1.5, to: bag.cells)
                session.append(nil, to: bag.cells)
                session.set(4, at: 3, in: bag.cells)
                session.append("news", to: Bag.news)
                session.append(contentsOf: [], to: bag.pages)
            }
            try expect(try await database[bag.items].all(), equals: [nil, "c", "a", "b", 3])
            try expect(try await database[bag.tags].all(), equals: ["y", "z"])
            try expect(
                try await database[bag.ranks].all(),
                equals: [ScoredMember("two", score: 2)]
            )
            try expect(try await database[bag.marks].all(), equals: ["l": Mark(page: 2)])
            try expect(
                try await database[bag.prices].all(),
                equals: [TimedValue("new", at: moment)]
            )
            try expect(
                try await database[bag.text].bytes(),
                equals: Array("hello w".utf8) + [0xFF]
            )
            try expect(try await database[bag.cells].all(), equals: [1.5, nil, nil, 4])
            try expect(try await database[Bag.news].all(), equals: ["news"])
            try expect(try await database[bag.pages].exists(), equals: false)
            try await database.commit { session in
                session.removeAll(from: bag.items)
                session.append("again", to: bag.items)
                session.removeAll(from: bag.text)
            }
            try expect(try await database[bag.items].all(), equals: ["again"])
            try expect(try await database[bag.text].exists(), equals: false)
        },
        withBag("structures of objects that a session plans are written with them") {
            database,
            _ in
            let (bag, author) = try await database.commit {
                session -> (Ref<Bag>, Ref<Author>) in
                let bag = session.insert(Bag(name: "planned"))
                let author = session.insert(Author(email: "a@x", name: "Anna"))
                session.append("first", to: bag[\.items])
                session.add(author, to: bag[\.authors])
                session.set(Mark(page: 7), for: "m", in: bag[\.marks])
                return (bag, author)
            }
            try expect(try await database[bag[\.items]].all(), equals: ["first"])
            try expect(try await database[bag[\.authors]].all(), equals: [author])
            try expect(try await database[bag[\.marks]].all(), equals: ["m": Mark(page: 7)])
        },
        withBag("the structures of an object end with it, those of others stay") {
            database,
            bag in
            let other = try await database.commit { session in
                let other = session.insert(Bag(name: "c"))
                session.append("stays", to: other[\.items])
                session.append("stays", to: Bag.news)
                session.append("goes", to: bag.items)
                session.add("goes", to: bag.tags)
                session.set("goes", score: 1, in: bag.ranks)
                session.set(Mark(page: 1), for: "goes", in: bag.marks)
                session.set("goes", at: moment, in: bag.prices)
                session.append("goes", to: bag.text)
                session.append(1, to: bag.cells)
                return other
            }
            try expect(
                try await database.delete(Bag.filter { $0.name == "b" }),
                equals: 1
            )
            let keys = try await KeyspaceDump(of: database.backend).keys
                .map { String(decoding: $0, as: UTF8.self) }
                .filter { $0.hasPrefix("lib.library.bag:") }
            try expect(
                keys.sorted(),
                equals: [
                    "lib.library.bag:id", "lib.library.bag:ids", "lib.library.bag:idx:name:c",
                    "lib.library.bag:obj:2", "lib.library.bag:obj:2:items",
                    "lib.library.bag:struct:news",
                ]
            )
            try expect(try await database[other[\.items]].all(), equals: ["stays"])
        },
        withBag("a structure of the wrong type refuses the whole session") { database, bag in
            _ = try await database.backend.run(RawCommand("SET", "lib.library.bag:obj:1:tags", "x"))
            try await expectRejection(
                [
                    Violation(
                        model: "library.bag",
                        id: "1",
                        field: nil,
                        rule: .wrongType(
                            key: "lib.library.bag:obj:1:tags",
                            expected: .set,
                            found: "string"
                        )
                    )
                ],
                by: database
            ) { session in
                session.insert(Bag(name: "not written"))
                session.append("not written", to: bag.items)
                session.add("x", to: bag.tags)
            }
        },
        withBag("a structure needs an owner that is there when the session ends") {
            database,
            bag in
            let missing = Violation(
                model: "library.bag",
                id: "9",
                field: "items",
                rule: .missingObject
            )
            try await expectRejection([missing], by: database) { session in
                session.append("x", to: Ref<Bag>(9)[\.items])
            }
            let deleted = Violation(
                model: "library.bag",
                id: "1",
                field: "items",
                rule: .missingObject
            )
            try await expectRejection([deleted], by: database) { session in
                session.append("x", to: bag.items)
                session.delete(bag)
            }
            let unsaved = Violation(
                model: "library.bag",
                id: nil,
                field: "items",
                rule: .missingObject
            )
            try await expectRejection([unsaved], by: database) { session in
                session.append("x", to: Bag(name: "x").items)
            }
        },
        withBag("what can't be an element is refused with the session") { database, bag in
            let infinite = Date(timeIntervalSince1970: .infinity)
            try await expectRejection(
                [
                    Violation(
                        model: "library.bag",
                        id: "1",
                        field: "prices",
                        rule: .unstorable(
                            value: "inf",
                            hint: "a date is a finite number of seconds"
                        )
                    ),
                    Violation(
                        model: "library.bag",
                        id: "1",
                        field: "cells",
                        rule: .unstorable(value: "-1", hint: "there is no such position")
                    ),
                ],
                by: database
            ) { session in
                session.insert(Bag(name: "not written"))
                session.set("x", at: infinite, in: bag.prices)
                session.set(1, at: -1, in: bag.cells)
            }
        },
        withBag("elements in a session are data") { database, bag in
            let data: [Bytes] = [
                [], [0], Array(":{}*%\r\n".utf8), [0xFF, 0xFE, 0xC0],
                Bytes(repeating: 0x80, count: 10_000_000),
            ]
            try await database.commit { session in
                session.append(contentsOf: data, to: bag.pages)
                for (place, bytes) in data.prefix(4).enumerated() {
                    session.set(bytes, at: later(place), in: bag.notes)
                }
            }
            try expect(try await database[bag.pages].all() == data, "bytes came back as others")
            try expect(
                try await database[bag.notes].all().map(\.value),
                equals: Array(data.prefix(4))
            )
        },
        withBag("thousands of elements join one commit") { database, bag in
            let words = (0..<12_000).map { "\($0)" }
            try await database.commit { session in
                session.append(contentsOf: words.map { .text($0) }, to: bag.items)
                session.add(contentsOf: words, to: bag.tags)
            }
            try expect(try await database[bag.items].count(), equals: 12_000)
            try expect(try await database[bag.items][11_999], equals: "11999")
            try expect(try await database[bag.tags].count(), equals: 12_000)
        },
    ]
}
