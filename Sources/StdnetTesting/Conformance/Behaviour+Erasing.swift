import StdnetODM

extension Behaviour {
    /// Commands that damage a furnished library before objects are deleted.
    private static let damages: [(what: String, commands: [[String]])] = [
        ("nothing", []),
        ("a unique value that another owns", [["HSET", "lib.library.book:uni:isbn", "20", "4"]]),
        (
            "index entries that are gone",
            [
                ["SREM", "lib.library.book:idx:title:Tea", "1"],
                ["DEL", "lib.library.book:rng:pages"], ["DEL", "lib.library.member:uni:card"],
                ["ZREM", "lib.library.member:idx:town:Oslo", "2"],
            ]
        ),
        (
            "fields that are gone",
            [
                ["HDEL", "lib.library.book:obj:2", "isbn", "title"],
                ["HDEL", "lib.library.member:obj:1", "card"],
            ]
        ),
        (
            "an object that is gone",
            [["DEL", "lib.library.book:obj:1", "lib.library.member:obj:2"]]
        ),
        ("an id that is gone", [["SREM", "lib.library.book:id", "3"]]),
        (
            "a key of another type",
            [
                ["DEL", "lib.library.book:idx:title:Tea", "lib.library.member:rng:age"],
                ["SET", "lib.library.book:idx:title:Tea", "x"],
                ["SET", "lib.library.member:rng:age", "x"],
            ]
        ),
        ("a lost description", [["DEL", "lib.stdnet:schema"]]),
    ]

    /// Deletions alone of objects to which nothing refers take a short cut through the script
    /// (`erase.lua`); with one of an object that is not there they take the whole way.
    static let erasing: [Behaviour] = damages.map { damage in
        Behaviour("the short cut of deletions leaves what the whole way leaves: \(damage.what)") {
            backend in
            for deletes in [deletesOfBooks, deletesOfMembers] {
                var ends: [(outcome: String, keys: KeyspaceDump)] = []
                for isWhole in [false, true] {
                    _ = try await backend.run(RawCommand("FLUSHDB"))
                    let database = try await Database.furnishedLibrary(backend)
                    try await database.commit { session in
                        for (card, town) in [("a", "Oslo"), ("b", "Oslo"), ("c", "Rome")] {
                            session.insert(Member(card: card, town: town, age: 40))
                        }
                    }
                    for command in damage.commands {
                        var words = Arguments()
                        for word in command { words.append(word) }
                        _ = try await backend.run(RawCommand(vector: words))
                    }
                    var session = Session()
                    deletes(&session, isWhole)
                    ends.append(
                        (await outcome(of: session, database), try await KeyspaceDump(of: backend))
                    )
                }
                try expect(ends[0].outcome, equals: ends[1].outcome)
                try expect(ends[0].keys.difference(from: ends[1].keys), equals: [])
            }
        }
    }

    private static func deletesOfBooks(_ session: inout Session, isWhole: Bool) {
        for id in [1, 2, 5] { session.delete(Ref<Book>(id)) }
        if isWhole { session.delete(Ref<Book>(1000)) }
    }

    private static func deletesOfMembers(_ session: inout Session, isWhole: Bool) {
        for id in [1, 2] { session.delete(Ref<Member>(id)) }
        if isWhole { session.delete(Ref<Member>(1000)) }
    }

    private static func outcome(of session: consuming Session, _ database: Database) async -> String
    {
        do throws(CommitFailure) {
            return "\(try await database.commit(session).deletedCount)"
        } catch {
            return "\(error)"
        }
    }
}
