import StdnetODM

extension Behaviour {
    /// What goes when an object goes.
    static let deletions: [Behaviour] = [
        inFurnishedLibrary("deleting follows the delete rules") { database in
            // Bob's books go with him; Cleo, whom he taught, stays without a teacher.
            try expect(try await database.delete(Author.filter { $0.name == "Bob" }), equals: 3)
            try expect(try await database.fetch(Author.all).map(\.teacher), equals: [nil, nil])
            try expect(try await database.fetch(Book.all).map(\.isbn), equals: [10, 20, 50])
            try expect(
                try await database.fetch(Author.filter { $0.teacher == nil }).map(\.email),
                equals: ["anna@x", "cleo@x"]
            )
            try expect(try await database.fetch(Book.filter { $0.isbn == 30 }).count, equals: 0)
            try expect(try await database.count(Book.filter { $0.pages >= 400 }), equals: 0)
        },
        inFurnishedLibrary("deleting leaves no key behind") { database in
            try expect(try await database.delete(Author.all), equals: 8)
            try expect(try await database.delete(Publisher.all), equals: 2)
            try expect(
                try await KeyspaceDump(of: database.backend).keys.map {
                    String(decoding: $0, as: UTF8.self)
                },
                equals: ["lib.library.author:ids", "lib.library.book:ids", "lib.stdnet:schema"]
            )
        },
        inFurnishedLibrary("a restricted object stays, and says because of whom") { database in
            try await expectRejection(
                ["1", "5"].map {
                    Violation(
                        model: "library.publisher",
                        id: "acme",
                        field: nil,
                        rule: .restricted(model: "library.book", id: $0)
                    )
                },
                by: database
            ) { session in
                session.delete(Ref<Publisher>("acme"))
                session.insert(Author(email: "n", name: "N"))
            }
        },
        inFurnishedLibrary("a restriction ends with the objects that hold it, in the same session")
        {
            database in
            try await database.commit { session in
                session.delete(Ref<Publisher>("acme"))
                session.delete(Book.filter { $0.publisher.country == "NO" })
            }
            try expect(try await database.fetch(Publisher.all).map(\.code), equals: ["blue"])
            try expect(try await database.fetch(Book.all).map(\.isbn), equals: [20, 30, 40])
        },
        inFurnishedLibrary("an object that is given another reference no longer holds") {
            database in
            let old = try await database.fetch(Book.filter { $0.publisher == Ref("blue") })
            var book = old[0]
            book.publisher = Ref("acme")
            let moved = book
            try await database.commit { session in
                session.delete(Ref<Publisher>("blue"))
                session.update(moved, from: old[0])
            }
            try expect(
                try await database.count(Book.filter { $0.publisher == Ref("acme") }),
                equals: 3
            )
        },
        inFurnishedLibrary("deleting what is not there does nothing") { database in
            let before = try await KeyspaceDump(of: database.backend)
            try await database.commit { $0.delete(Ref<Author>(1000)) }
            try expect(
                try await KeyspaceDump(of: database.backend).difference(from: before),
                equals: []
            )
        },
        inFurnishedLibrary("what a query deletes and the session writes again is replaced") {
            database in
            try await database.commit { session in
                session.delete(Author.filter { $0.email == "cleo@x" })
                session.insert(Author(id: 3, email: "cleo@y", name: "Cleo"))
            }
            try expect(
                try await database.fetch(Author.all.values(of: \.email)),
                equals: ["anna@x", "bob@x", "cleo@y"]
            )
            try expect(try await database.count(Book.filter { $0.author == Ref(3) }), equals: 1)
        },
        inLibrary("a circle of cascades ends") { database in
            try await database.commit { session in
                session.insert(Author(id: 1, email: "a", name: "A"))
                session.insert(Author(id: 2, email: "b", name: "B", teacher: Ref(1)))
            }
            guard let old = try await database.fetch(Ref<Author>(1)) else {
                throw missing("author 1")
            }
            var author = old
            author.teacher = Ref(2)
            let taught = author
            try await database.commit { $0.update(taught, from: old) }
            try expect(try await database.delete(Author.all), equals: 2)
        },
    ]
}
