import StdnetODM

extension Behaviour {
    /// One object, one call; and whole models.
    static let shortcuts: [Behaviour] = [
        inLibrary("single objects are inserted, changed and deleted by one call each") { database in
            let anna = try await database.insert(Author(email: "a", name: "Anna"))
            try expect(anna.id, equals: 1)
            let found = try await database.get(Author.self, 1)
            var renamed = found
            renamed.name = "Ann"
            try await database.update(renamed, from: found)
            try expect(try await database.all(Author.self), equals: [renamed])
            try await database.save(Author(id: 5, email: "b", name: "Bob", teacher: anna))
            try expect(try await database.count(Author.self), equals: 2)
            try expect(try await database.delete(renamed), equals: 1)
            try expect(try await database.delete(Ref<Author>(5)), equals: 1)
            try expect(try await database.delete(Ref<Author>(5)), equals: 0)
            try expect(try await database.all(Author.self), equals: [])
        },
        inFurnishedLibrary("whether a value of a unique field is free can be asked") { database in
            try expect(try await database.testUnique(\Book.Fields.isbn, 10), equals: false)
            try expect(try await database.testUnique(\Book.Fields.isbn, 11), equals: true)
            try expect(
                try await database.testUnique(\Book.Fields.isbn, 10, except: 1),
                equals: true
            )
            try expect(
                try await database.testUnique(\Book.Fields.isbn, 10, except: 2),
                equals: false
            )
        },
        inFurnishedLibrary("the keys of a model are those that start with its name and a colon") {
            database in
            _ = try await database.backend.run(RawCommand("SET", "lib.library.books", "other"))
            var found: Set<String> = []
            for try await key in database.keys(of: Book.self, stepSize: 3) {
                found.insert(String(decoding: key, as: UTF8.self))
            }
            let all = try await KeyspaceDump(of: database.backend)
                .keys.map { String(decoding: $0, as: UTF8.self) }
            let base = database.basekey(of: Book.self)
            try expect(base, equals: "lib.library.book")
            try expect(found, equals: Set(all.filter { $0.hasPrefix(base + ":") }))
            try expect(found.contains(database.layout(of: Book.self).ids), "the ids are a key")
        },
        inFurnishedLibrary("a model is flushed without those whose names start like its own") {
            database in
            for name in ["lib.library.books", "lib.library.bookseller:id"] {
                _ = try await database.backend.run(RawCommand("SET", name, "other"))
            }
            let count = try await database.flush(Book.self)
            try expect(count > 10, "keys were deleted: \(count)")
            try expect(try await database.count(Book.self), equals: 0)
            try expect(try await database.count(Author.self), equals: 3)
            let left = try await KeyspaceDump(of: database.backend)
            try expect(left["lib.library.books"] != nil, "another key stays")
            try expect(left["lib.library.bookseller:id"] != nil, "another model stays")
            try expect(try await database.hash("lib.stdnet:schema")["library.book"], equals: nil)
            let book = try await database.insert(Book(isbn: 1, title: "New", author: Ref(1)))
            try expect(book.id, equals: 1, "the counter went too")
            try expect(
                try await database.hash("lib.stdnet:schema")["library.book"] != nil,
                equals: true,
                "described again"
            )
        },
        inFurnishedLibrary("all models are flushed but those that are named") { database in
            try await database.flush(exclude: Author.self, Publisher.self)
            try expect(try await database.count(Book.self), equals: 0)
            try expect(try await database.count(Author.self), equals: 3)
            try expect(try await database.count(Publisher.self), equals: 2)
            try await database.flush()
            try expect(try await KeyspaceDump(of: database.backend).keys, equals: [])
        },
        inFurnishedLibrary("temporary keys are cleaned, one model at a time") { database in
            for key in [
                "lib.library.book:tmp:1", "lib.library.book:tmp:2", "lib.library.author:tmp:1",
            ] {
                _ = try await database.backend.run(RawCommand("SADD", key, "1"))
            }
            let before = try await KeyspaceDump(of: database.backend).keys.count
            try expect(try await database.clean(Book.self), equals: 2)
            try expect(try await KeyspaceDump(of: database.backend).keys.count, equals: before - 2)
        },
        inLibrary("a session knows each object as it will leave it") { database in
            let old = try await database.get(Author.self, database.insert(anna).id ?? 0)
            var session = database.begin()
            let planned = session.insert(Author(email: "b", name: "Bob"))
            try expect(session.planned(planned)?.name, equals: "Bob")
            try expect(session.planned(Ref<Author>(1)), equals: nil, "not read yet")
            var new = old
            new.name = "Ann"
            session.update(new, from: old)
            var newer = new
            newer.born = Day(1950, 1, 1)
            session.update(newer, from: new)
            try expect(session.planned(Ref<Author>(1)), equals: newer)
            try expect(session.objects(of: Author.self).map(\.name), equals: ["Bob", "Ann"])
            session.delete(planned)
            try expect(session.planned(planned), equals: nil, "taken back")
            session.rollback()
            try expect(try await database.all(Author.self), equals: [old])
        },
    ]

    private static let anna = Author(email: "a", name: "Anna")
}
