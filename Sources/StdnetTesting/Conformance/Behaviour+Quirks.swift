import StdnetODM

extension Behaviour {
    /// What the original did wrong, done right: entries 1 to 14 of the list in
    /// Documentation/ComingFromPythonStdnet.md, by their numbers.
    static let quirks: [Behaviour] = [
        inOffice(
            "Q1: an id of several parts is the same everywhere, and differs for different parts"
        ) {
            database in
            let ids = [
                CompositeID("apple", "bible"), CompositeID("appleb", "ible"),
                CompositeID("apple", 1), CompositeID(1, 2), CompositeID(2, 1),
            ].compactMap { $0?.text }
            try expect(ids[0], equals: "3e8d72df24ce6ef2c2e7bae56da3595425489855")
            try expect(Set(ids).count, equals: 5)
            try expect(
                CompositeID("apple", "bible", by: .python27)?.text,
                equals: "1156378861340916607"
            )
        },
        inFurnishedLibrary(
            "Q2: an update may not take another's unique value, and nothing of it stays"
        ) {
            database in
            let old = try await database.get(Book.self, 1)
            var book = old
            book.isbn = 20
            book.title = "Stolen"
            let changed = book
            try await expectRejection([taken("20", by: "2", "1")], by: database) {
                $0.update(changed, from: old)
            }
            try await expectRejection([taken("20", by: "2", "1")], by: database) {
                $0.save(changed)
            }
            try expect(try await database.get(Book.self, \.isbn, 20).id, equals: 2)
        },
        inFurnishedLibrary(
            "Q3: a refused object leaves nothing behind, and the next one nothing of it"
        ) {
            database in
            try await expectRejection([taken("20", by: "2", nil)], by: database) { session in
                session.insert(Book(isbn: 20, title: "No", blurb: "stale", author: Ref(1)))
            }
            let next = try await database.insert(Book(isbn: 21, title: "Yes", author: Ref(1)))
            try expect(try await database.get(Book.self, next.id ?? 0).blurb, equals: nil)
        },
        inFurnishedLibrary(
            "Q4: an object whose id changes moves whole, and what refers to it follows"
        ) {
            database in
            _ = try await database.backend.run(
                RawCommand("HSET", "lib.library.publisher:obj:acme", "unknown", "kept")
            )
            let old = try await database.get(Publisher.self, "acme")
            let new = Publisher(code: "acme:2", name: old.name, country: "SE")
            try await database.update(new, from: old)
            try expect(try await database.hash("lib.library.publisher:obj:acme"), equals: [:])
            try expect(
                try await database.hash("lib.library.publisher:obj:acme:2"),
                equals: ["name": "Acme", "country": "SE", "unknown": "kept"]
            )
            let books = Book.filter { $0.publisher == Ref("acme:2") }
            try expect(try await database.fetch(books).map(\.isbn), equals: [10, 50])
            try expect(try await database.get(Publisher.self, \.name, "Acme"), equals: new)
        },
        inFurnishedLibrary("Q5: an object with a taken id is refused, and its indexes stay") {
            database in
            try await expectRejection(
                [Violation(model: "library.book", id: "1", field: nil, rule: .existingObject)],
                by: database
            ) { $0.insert(Book(id: 1, isbn: 99, title: "Again", author: Ref(1))) }
            // To write over it is said so, and moves the object in every index.
            try await database.save(Book(id: 1, isbn: 99, title: "Again", author: Ref(2)))
            try expect(try await database.count(Book.filter { $0.title == "Tea" }), equals: 1)
            try expect(try await database.testUnique(\Book.Fields.isbn, 10), equals: true)
        },
        inLibrary("Q6: an absent unique value is nobody's, and the empty one is somebody's") {
            database in
            try await database.load([Publisher(code: "a"), Publisher(code: "b")])
            try await database.insert(Publisher(code: "c", name: ""))
            try await expectRejection(
                [
                    Violation(
                        model: "library.publisher",
                        id: "d",
                        field: "name",
                        rule: .unique(value: "", owner: "c")
                    )
                ],
                by: database
            ) { $0.insert(Publisher(code: "d", name: "")) }
            let names = Publisher.filter { $0.name == nil }
            try expect(try await database.fetch(names).map(\.code), equals: ["a", "b"])
        },
        inLibrary("Q7: a change of other fields keeps an object's place in the order") { database in
            try await membersOfAges(database, [30, 50, 40])
            let old = try await database.get(Member.self, 2)
            var moved = old
            moved.town = "Rome"
            try await database.update(moved, from: old)
            try expect(try await database.all(Member.self).map(\.id), equals: [2, 3, 1])
            let inRome = try await database.score(of: "2", in: "lib.library.member:idx:town:Rome")
            try expect(inRome, equals: "50")
        },
        inLibrary("Q8: ordered models have ranges, scans, parts and unions in their order") {
            database in
            try await membersOfAges(database, [30, 50, 40, 20])
            let town = Member.filter { $0.town == "Oslo" }
            let some = Member.filter { $0.age.in(25.0...45.0) }
            try expect(try await database.fetch(some).map(\.age), equals: [40, 30])
            try expect(
                try await database.fetch(Member.scan { $0.card.hasSuffix("2") }).map(\.age),
                equals: [40]
            )
            try expect(
                try await database.fetch(Member.all.dropFirst(1).prefix(2)).map(\.age),
                equals: [40, 30],
                "the end of a part is not in it"
            )
            try expect(
                try await database.fetch(town.union(some)).map(\.age),
                equals: [50, 40, 30, 20],
                "what both find has its own place"
            )
            try expect(
                try await database.fetch(town.intersection(some)).map(\.age),
                equals: [40, 30]
            )
        },
        inFurnishedLibrary(
            "Q10: text is searched by its bytes, and numbers and days by their value"
        ) {
            database in
            for (text, isbns) in [("%", [40]), (".", []), ("(", []), ("^", []), ("off *", [40])] {
                let found = Book.scan { $0.blurb.contains(text) }
                try expect(try await database.fetch(found).map(\.isbn), equals: isbns, text)
            }
            try expect(
                try await database.fetch(Book.scan { $0.title.hasSuffix("ee") }).map(\.isbn),
                equals: [20]
            )
            try expect(
                try await database.fetch(Book.scan { $0.title > "Coffee" }).map(\.isbn),
                equals: [10, 30, 50]
            )
            let young = Author.filter { $0.born < Day(daysSince1970: 0) }
            try expect(try await database.fetch(young).map(\.id), equals: [1, 3])
        },
        inFurnishedLibrary("Q11: in nothing finds nothing") { database in
            let none: [String] = []
            try expect(try await database.fetch(Book.filter { $0.title.in(none) }), equals: [])
            try expect(try await database.count(Book.exclude { $0.title.in(none) }), equals: 5)
            try expect(try await database.fetch(Book.filter { $0.isbn.in([]) }), equals: [])
            try expect(try await database.fetch(Book.filter { $0.id.in([]) }), equals: [])
        },
        inFurnishedLibrary("Q13: parts of a result are right where they are empty or past the end")
        {
            database in
            let all = Book.all
            for (part, ids) in [
                (all.prefix(0), []), (all.dropFirst(5).prefix(2), []),
                (all.prefix(99), [1, 2, 3, 4, 5]),
                (all.dropFirst(3), [4, 5]), (all.dropFirst(99), []),
            ] {
                try expect(try await database.fetch(part).map(\.id), equals: ids)
            }
            // A query is a value: to have asked for all changes nothing for a part.
            _ = try await database.fetch(all)
            try expect(try await database.fetch(all.prefix(2)).count, equals: 2)
        },
        inLibrary("Q14: a text is required by its type, and the empty one is a value") { database in
            try await database.insert(Author(email: "", name: ""))
            let found = try await database.only(Author.filter { $0.name == "" })
            try expect(found.email, equals: "")
            _ = try await database.backend.run(
                RawCommand("HDEL", "lib.library.author:obj:1", "name")
            )
            var failure: FetchFailure?
            do throws(FetchFailure) { _ = try await database.get(Author.self, 1) } catch {
                failure = error
            }
            guard case .undecodable(let row) = failure else {
                throw BrokenPromise(
                    description: "read without its name: \(String(describing: failure))"
                )
            }
            try expect([row.id, row.field], equals: ["1", "name"])
        },
    ]

    private static func taken(_ isbn: String, by owner: String, _ id: String?) -> Violation {
        Violation(
            model: "library.book",
            id: id,
            field: "isbn",
            rule: .unique(value: isbn, owner: owner)
        )
    }

    private static func membersOfAges(_ database: Database, _ ages: [Double]) async throws {
        try await database.load(
            ages.enumerated().map { Member(card: "c\($0)", town: "Oslo", age: $1) }
        )
    }
}
