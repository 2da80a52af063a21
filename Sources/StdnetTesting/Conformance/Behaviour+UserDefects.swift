import StdnetODM

extension Behaviour {
    /// Defects of the original that its users met, by the numbers in
    /// Documentation/ComingFromPythonStdnet.md.
    static let userDefects: [Behaviour] = [
        inFurnishedLibrary("U1: a refused insert leaves no hash behind") { database in
            try await expectRejection([taken(nil)], by: database) { session in
                session.insert(Publisher(code: "copy", name: "Acme"))
            }
            try expect(try await database.hash("lib.library.publisher:obj:copy"), equals: [:])
        },
        inFurnishedLibrary("U2: a refused update leaves no new field behind") { database in
            let old = try await database.get(Publisher.self, "blue")
            let new = Publisher(code: "blue", name: "Acme", country: "SE")
            try await expectRejection([taken("blue")], by: database) { $0.update(new, from: old) }
            try expect(try await database.get(Publisher.self, "blue"), equals: old)
        },
        inFurnishedLibrary("U3: a change of the id together with a taken unique value is refused") {
            database in
            let old = try await database.get(Publisher.self, "blue")
            let before = try await KeyspaceDump(of: database.backend)
            var failure: CommitFailure?
            do throws(CommitFailure) {
                try await database.update(Publisher(code: "green", name: "Acme"), from: old)
            } catch { failure = error }
            guard case .rejected = failure else {
                throw BrokenPromise(description: "not refused: \(String(describing: failure))")
            }
            let after = try await KeyspaceDump(of: database.backend)
            try expect(after.difference(from: before), equals: [])
        },
        inLibrary("U4: of a batch with a duplicate in its middle nothing is committed") {
            database in
            let authors = ["a", "b", "a"].map { Author(email: $0, name: $0) }
            try await expectRejection(
                [
                    Violation(
                        model: "library.author",
                        id: nil,
                        field: "email",
                        rule: .unique(value: "a", owner: "")
                    )
                ],
                by: database
            ) { session in
                for author in authors { session.insert(author) }
            }
            try expect(try await database.count(Author.self), equals: 0)
        },
        inFurnishedLibrary("U5: a sub-query gives values to a unique field") { database in
            let bob = Author.filter { $0.name == "Bob" }.values(of: \.email)
            try expect(
                try await database.fetch(Author.filter { $0.email.in(bob) }).map(\.id),
                equals: [2]
            )
            try expect(
                try await database.count(Author.exclude { $0.email.in(bob) }),
                equals: 2
            )
        },
        inFurnishedLibrary("U6: every comparison of text is there") { database in
            for (query, isbns) in [
                (Book.scan { $0.title.hasPrefix("Co") }, [20]),
                (Book.scan { $0.title.hasSuffix("ea") }, [10, 30]),
                (Book.scan { $0.title.contains("ff") }, [20]),
                (Book.scan { $0.title == "Tea" }, [10, 30]),
                (Book.scan { $0.title != "Tea" }, [20, 40, 50]),
            ] {
                try expect(try await database.fetch(query).map(\.isbn), equals: isbns)
            }
        },
        inFurnishedLibrary("U7: no character of a text that is searched for is special") {
            database in
            for text in ["%", "%a", ".", "[", "(", "^", "$", "*", "+", "-", "?", "%%", "\\"] {
                let found = try await database.fetch(Book.scan { $0.blurb.contains(text) })
                let expected = "50% off *".contains(text) ? [40] : []
                try expect(found.map(\.isbn), equals: expected, text)
            }
        },
        inFurnishedLibrary("U8: a range is answered by an index of its own") { database in
            let range = RawCommand("ZRANGE", "lib.library.book:rng:pages", "0", "-1")
            try expect(
                try await database.backend.run(range).elements.map(\.text),
                equals: ["4", "1", "2", "5", "3"]
            )
            let found = Book.filter { $0.pages.in(90..<400) }.sorted(by: \.pages)
            try expect(try await database.fetch(found).map(\.isbn), equals: [10, 20, 50])
        },
        inLibrary("U9: a unique value of an object that expired is free") { database in
            try await database.insert(anna)
            _ = try await database.backend.run(RawCommand("DEL", "lib.library.author:obj:1"))
            let next = try await database.insert(Author(email: "a", name: "Next"))
            try expect(try await database.get(Author.self, \.email, "a").id, equals: next.id)
            try expect(try await database.all(Author.self).map(\.name), equals: ["Next"])
        },
        inLibrary("U10: an object under an id that was used before inherits nothing") { database in
            try await database.insert(
                Book(isbn: 1, title: "", blurb: "old", author: database.insert(anna))
            )
            _ = try await database.backend.run(RawCommand("SREM", "lib.library.book:id", "1"))
            _ = try await database.backend.run(RawCommand("DEL", "lib.library.book:ids"))
            let book = try await database.insert(Book(isbn: 2, title: "", author: Ref(1)))
            try expect(book.id, equals: 1)
            try expect(try await database.get(Book.self, 1).blurb, equals: nil)
        },
    ]

    private static let anna = Author(email: "a", name: "Anna")

    private static func taken(_ id: String?) -> Violation {
        Violation(
            model: "library.publisher",
            id: id ?? "copy",
            field: "name",
            rule: .unique(value: "Acme", owner: "acme")
        )
    }
}
