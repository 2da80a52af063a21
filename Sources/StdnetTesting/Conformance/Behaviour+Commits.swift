import StdnetODM

extension Behaviour {
    /// A story over an empty library.
    static func inLibrary(
        _ title: String,
        _ story: @escaping @Sendable (Database) async throws -> Void
    ) -> Behaviour {
        Behaviour(title) { backend in try await story(try Database.library(backend)) }
    }

    /// A story over a furnished library.
    static func inFurnishedLibrary(
        _ title: String,
        _ story: @escaping @Sendable (Database) async throws -> Void
    ) -> Behaviour {
        Behaviour(title) { backend in try await story(try await Database.furnishedLibrary(backend))
        }
    }

    /// What a commit writes.
    static let commits: [Behaviour] = [
        inLibrary("an empty session writes nothing") { database in
            try await database.commit { _ in }
            try expect(try await KeyspaceDump(of: database.backend).keys.count, equals: 0)
        },
        inLibrary("new objects are numbered, and references to planned objects get their ids") {
            database in
            let (anna, bob, tea) = try await database.commit { session in
                let anna = session.insert(Author(email: "a", name: "Anna"))
                let bob = session.insert(Author(email: "b", name: "Bob", teacher: anna))
                return (anna, bob, session.insert(Book(isbn: 1, title: "Tea", author: bob)))
            }
            try expect([anna.id, bob.id, tea.id], equals: [1, 2, 1])
            try expect(try await database.fetch(bob)?.teacher, equals: anna)
            try expect(try await database.fetch(tea)?.author, equals: bob)
        },
        inLibrary("keys at rest are the original's") { database in
            try await database.commit { session in
                session.insert(Publisher(code: "acme", name: "Acme"))
                session.insert(
                    Author(id: 7, email: "a@x", name: "Anna", born: Day(1969, 12, 31))
                )
            }
            let dump = try await KeyspaceDump(of: database.backend)
            try expect(
                dump.keys.map { String(decoding: $0, as: UTF8.self) },
                equals: [
                    "lib.library.author:id", "lib.library.author:ids",
                    "lib.library.author:idx:born:-86400", "lib.library.author:idx:name:Anna",
                    "lib.library.author:idx:teacher_id:", "lib.library.author:obj:7",
                    "lib.library.author:rng:born", "lib.library.author:uni:email",
                    "lib.library.publisher:id", "lib.library.publisher:idx:country:",
                    "lib.library.publisher:obj:acme", "lib.library.publisher:uni:name",
                    "lib.stdnet:schema",
                ]
            )
            let words = try await database.backend.run(
                RawCommand("HGETALL", "lib.library.author:obj:7")
            )
            try expect(
                Set(words.elements.map(\.text)),
                equals: ["email", "a@x", "name", "Anna", "born", "-86400"]
            )
            try expect(
                try await database.backend.run(RawCommand("GET", "lib.library.author:ids")).text,
                equals: "7",
                "an explicit id raises the counter"
            )
        },
        inLibrary("new objects are numbered after the ids that the same session gives") {
            database in
            let (anna, bob, cat) = try await database.commit { session in
                let anna = session.insert(Author(email: "a", name: "Anna"))
                session.insert(Author(id: 1, email: "d", name: "Dan"))
                let bob = session.insert(Author(email: "b", name: "Bob", teacher: anna))
                session.save(Author(id: 7, email: "e", name: "Eve"))
                return (anna, bob, session.insert(Author(email: "c", name: "Cat", teacher: bob)))
            }
            try expect([anna.id, bob.id, cat.id], equals: [8, 9, 10])
            try expect(try await database.fetch(cat)?.teacher, equals: bob)
        },
        inLibrary("a lost counter does not number over objects that are there") { database in
            try await database.commit { session in
                session.insert(Author(id: 12, email: "a", name: "A"))
                session.insert(Author(id: 9, email: "b", name: "B"))
            }
            _ = try await database.backend.run(RawCommand("DEL", "lib.library.author:ids"))
            let author = try await database.commit { $0.insert(Author(email: "c", name: "C")) }
            try expect(author.id, equals: 13)
        },
        inLibrary("what is left of a lost object does not survive in a new one") { database in
            _ = try await database.backend.run(
                RawCommand("HSET", "lib.library.author:obj:1", "old", "x", "name", "Old")
            )
            try await database.commit { session in session.insert(Author(email: "a", name: "A")) }
            let words = try await database.backend.run(
                RawCommand("HKEYS", "lib.library.author:obj:1")
            )
            try expect(Set(words.elements.map(\.text)), equals: ["email", "name"])
        },
        inFurnishedLibrary("an update writes what changed and keeps what it does not know") {
            database in
            _ = try await database.backend.run(
                RawCommand("HSET", "lib.library.book:obj:1", "unknown", "stays")
            )
            guard let old = try await database.fetch(Ref<Book>(1)) else { throw missing("book 1") }
            var book = old
            book.title = "Green tea"
            book.published = 12.25
            book.publisher = nil
            try await database.commit { session in session.update(book, from: old) }
            try expect(try await database.fetch(Ref<Book>(1)), equals: book)
            let reply = try await database.backend.run(
                RawCommand("HMGET", "lib.library.book:obj:1", "unknown", "publisher_id")
            )
            try expect(reply.notation, equals: "[stays, nil]")
            try expect(
                try await database.fetch(Book.filter { $0.title == "Tea" }.values(of: \.isbn)),
                equals: [30]
            )
            try expect(
                try await database.fetch(
                    Book.filter { $0.published.in(12...13) }.values(of: \.isbn)
                ),
                equals: [10]
            )
        },
        inFurnishedLibrary("two objects may swap their unique values in one session") { database in
            let old = try await database.fetch(Book.filter { $0.isbn.in([10, 20]) })
            var new = old
            (new[0].isbn, new[1].isbn) = (old[1].isbn, old[0].isbn)
            var session = Session()
            for (new, old) in zip(new, old) { session.update(new, from: old) }
            try await database.commit(session)
            try expect(
                try await database.fetch(Book.filter { $0.isbn == 10 }).map(\.id),
                equals: [2]
            )
            try expect(
                try await database.fetch(Book.filter { $0.isbn == 20 }).map(\.id),
                equals: [1]
            )
            try expect(
                try await database.fetch(Book.filter { $0.isbn < 21 }.sorted(by: \.isbn)).map(\.id),
                equals: [2, 1]
            )
        },
        inFurnishedLibrary("a deleted object's unique value is free in the same session") {
            database in
            try await database.commit { session in
                session.delete(Ref<Book>(1))
                session.insert(Book(isbn: 10, title: "Second", author: Ref(1)))
            }
            try expect(
                try await database.fetch(Book.filter { $0.isbn == 10 }).map(\.id),
                equals: [6]
            )
        },
        inFurnishedLibrary("save writes an object whether it exists or not") { database in
            try await database.commit { session in
                session.save(Publisher(code: "acme", name: nil, country: "SE"))
                session.save(Publisher(code: "new", name: "Acme"))
            }
            try expect(
                try await database.fetch(Publisher.all.values(of: \.code, \.name, \.country))
                    .map { "\($0) \($1 ?? "-") \($2 ?? "-")" },
                equals: ["acme - SE", "blue Blue ", "new Acme -"]
            )
            try expect(
                try await database.fetch(Publisher.filter { $0.name == nil }).map(\.code),
                equals: ["acme"]
            )
        },
        inFurnishedLibrary("changes of one object join") { database in
            var session = Session()
            var author = Author(id: 40, email: "d", name: "Dora")
            session.insert(author)
            let first = author
            author.name = "Doris"
            session.update(author, from: first)
            session.delete(Ref<Book>(5))
            session.save(Book(id: 5, isbn: 51, title: "Again", author: Ref(40)))
            try await database.commit(session)
            try expect(try await database.fetch(Ref<Author>(40))?.name, equals: "Doris")
            let again = try await database.fetch(Ref<Book>(5))
            try expect(again?.blurb, equals: nil, "a replaced object keeps nothing")
            try expect(again?.isbn, equals: 51)
        },
        inLibrary("a planned object may be taken back") { database in
            var session = Session()
            let author = session.insert(Author(email: "a", name: "A"))
            session.insert(Author(email: "b", name: "B"))
            session.delete(author)
            let receipt = try await database.commit(session)
            try expect(receipt.resolve(author).id, equals: nil)
            try expect(try await database.fetch(Author.all).map(\.email), equals: ["b"])
        },
        inLibrary("a database describes its models, and tells again what was lost") { database in
            try await database.commit { session in session.insert(Author(email: "a", name: "A")) }
            let reply = try await database.backend.run(RawCommand("HGETALL", "lib.stdnet:schema"))
            let words = Array(reply.elements)
            try expect(words.map(\.text).first, equals: "library.author")
            try expect(
                try ModelSchema(json: words[1].bytes ?? [], model: "library.author"),
                equals: Author.schema
            )
            _ = try await database.backend.run(RawCommand("FLUSHDB"))
            try await database.commit { session in session.insert(Author(email: "a", name: "A")) }
            try expect(
                try await database.backend.run(RawCommand("HLEN", "lib.stdnet:schema")).integer,
                equals: 1
            )
        },
        inLibrary("a session of many objects is one commit") { database in
            try await database.commit { session in
                let anna = session.insert(Author(email: "a", name: "Anna"))
                for isbn in 1...12_000 {
                    session.insert(
                        Book(isbn: isbn, title: "T\(isbn % 7)", pages: isbn, author: anna)
                    )
                }
            }
            try expect(try await database.count(Book.filter { $0.title == "T3" }), equals: 1714)
            try expect(
                try await database.count(Book.filter { $0.pages > 6000 && $0.isInPrint == true }),
                equals: 6000
            )
            try expect(try await database.delete(Author.all), equals: 12_001)
            try expect(
                try await KeyspaceDump(of: database.backend).keys.map {
                    String(decoding: $0, as: UTF8.self)
                },
                equals: ["lib.library.author:ids", "lib.library.book:ids", "lib.stdnet:schema"]
            )
        },
    ]

    static func missing(_ what: String) -> BrokenPromise {
        BrokenPromise(description: "\(what) is not there")
    }
}
