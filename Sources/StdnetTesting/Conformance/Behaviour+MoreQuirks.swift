import StdnetODM

extension Behaviour {
    /// What the original did wrong, done right: the entries from 19 on.
    static let moreQuirks: [Behaviour] = [
        inFurnishedLibrary("Q15: an object is updated or created by its id, or by a unique value") {
            database in
            let seven = try await database.upsert(Author(email: "anna@x", name: "A"), on: \.email)
            try expect(seven.id, equals: 1)
            try expect(try await database.get(Author.self, 1).name, equals: "A")
            let code = Publisher(code: "acme", name: "Other")
            try await database.upsert(code, on: \.code)
            try expect(try await database.get(Publisher.self, "acme"), equals: code)
            let new = try await database.upsert(Author(email: "new", name: "N"), on: \.email)
            try expect(new.id, equals: 4)
        },
        inFurnishedLibrary("Q19: the same question has the same answer in the same order") {
            database in
            let query = Book.filter { $0.title == "Tea" || $0.pages > 200 }
            let first = try await database.fetch(query)
            for _ in 0..<3 { try expect(try await database.fetch(query), equals: first) }
            try expect(first.map(\.id), equals: [1, 2, 3, 5])
        },
        Behaviour(
            "Q20: to flush a model takes nothing of one whose name begins alike, or is a pattern"
        ) {
            backend in
            let plain = try Database(backend, namespace: "[a-z]?", models: Publisher.self)
            try await plain.insert(Publisher(code: "p"))
            let others = ["bxlibrary.publisher:id", "[a-z]?library.publishers:id", "other"]
            for key in others { _ = try await backend.run(RawCommand("SET", key, "1")) }
            try await plain.flush(Publisher.self)
            let left = try await KeyspaceDump(of: backend).keys
            try expect(
                Set(left.map { String(decoding: $0, as: UTF8.self) }),
                equals: Set(others)
            )
        },
        Behaviour("Q21: what is popped from the top of a sorted set is what is removed") {
            backend in
            _ = try await backend.run(RawCommand("ZADD", "z", "1", "a", "2", "b", "3", "c"))
            let popped = try await backend.popByRank("z", from: 0, descending: true)
            try expect(popped.map(\.member), equals: ["c"])
            let left = try await backend.run(RawCommand("ZRANGE", "z", "0", "-1"))
            try expect(left.elements.map(\.text), equals: ["a", "b"])
        },
        inLibrary("Q22: models of one database are written in one transaction") { database in
            try await expectRejection(
                [
                    Violation(
                        model: "library.book",
                        id: nil,
                        field: "author",
                        rule: .missingReference(model: "library.author", id: "9")
                    )
                ],
                by: database
            ) { session in
                session.insert(Publisher(code: "acme"))
                session.insert(Author(email: "a", name: "A"))
                session.insert(Book(isbn: 1, title: "T", author: Ref(9)))
            }
        },
        inFurnishedLibrary("Q23: of a session with one bad object nothing is written") { database in
            try await expectRejection(
                [
                    Violation(
                        model: "library.publisher",
                        id: "bad",
                        field: "name",
                        rule: .unique(value: "Acme", owner: "acme")
                    )
                ],
                by: database
            ) { session in
                session.insert(Publisher(code: "good", name: "Good"))
                session.insert(Publisher(code: "bad", name: "Acme"))
                session.insert(Publisher(code: "also good", name: "Also good"))
            }
        },
        inFurnishedLibrary("Q24: an absent value is not the empty one") { database in
            try await database.insert(Publisher(code: "none"))
            let absent = Publisher.filter { $0.country == nil }
            let empty = Publisher.filter { $0.country == "" }
            try expect(try await database.fetch(absent).map(\.code), equals: ["none"])
            try expect(try await database.fetch(empty).map(\.code), equals: ["blue"])
        },
        inLibrary("Q25: a colon in a value is a character like any other") { database in
            try await database.load([
                Author(email: "a:b", name: "x:y"), Author(email: "a", name: "x"),
                Author(email: ":", name: ":"),
            ])
            for (name, id) in [("x:y", 1), ("x", 2), (":", 3)] {
                let found = Author.filter { $0.name == name }
                try expect(try await database.fetch(found).map(\.id), equals: [id], name)
            }
            try expect(try await database.get(Author.self, \.email, "a:b").id, equals: 1)
        },
        inLibrary("Q26: days and moments are those of UTC, whatever the clock on the wall") {
            database in
            try await database.insert(Author(email: "a", name: "", born: Day(2012, 3, 25)))
            try expect(
                try await database.hash("lib.library.author:obj:1")["born"],
                equals: "1332633600"
            )
            let found = try await database.get(Author.self, 1)
            try expect(found.born, equals: Day(2012, 3, 25))
        },
        inFurnishedLibrary("Q27: a server that has forgotten its scripts is told them again") {
            database in
            for _ in 0..<2 {
                _ = try await database.backend.run(RawCommand("SCRIPT", "FLUSH"))
                try await database.insert(
                    Publisher(code: "p\(try await database.count(Publisher.self))")
                )
                let found = Book.filter { $0.title == "Tea" && $0.pages > 100 }
                try expect(try await database.count(found), equals: 1)
            }
            try expect(try await database.count(Publisher.self), equals: 4)
        },
        inOffice("Q28: what a property starts with is its object's own") { database in
            let day = Day(daysSince1970: 0)
            var first = Loan(stamps: Stamps(entered: day))
            let second = Loan(stamps: Stamps(entered: day))
            first.remarks.append(Remark(text: "mine"))
            try await database.load([first, second])
            try expect(
                try await database.all(Loan.self).map(\.remarks.count),
                equals: [1, 0]
            )
        },
        inFurnishedLibrary("Q29: what the documents name exists: sessions, and texts by their end")
        {
            database in
            var session = database.begin()
            session.insert(Publisher(code: "new"))
            try await database.commit(session)
            let found = Publisher.scan { $0.code.hasSuffix("ew") }
            try expect(try await database.fetch(found).map(\.code), equals: ["new"])
        },
        inLibrary("Q30: a double is read to its last digit, and an infinite one spoils nothing") {
            database in
            let author = try await database.insert(Author(email: "a", name: ""))
            let prices: [Double] = [0.1 + 0.2, 1 / 3, .infinity, -.infinity, 5e-300, 1.7e308]
            try await database.load(
                prices.enumerated().map {
                    Book(isbn: $0, title: "", price: $1, published: $1, author: author)
                }
            )
            try expect(try await database.all(Book.self).map(\.price), equals: prices)
            let most = Book.filter { $0.published >= 1.7e308 }.sorted(by: \.published)
            try expect(try await database.fetch(most).map(\.price), equals: [1.7e308, .infinity])
        },
        inOffice(
            "Q31: thousands of fields and objects fit in one commit, and caches in a namespace"
        ) {
            database in
            let day = Day(daysSince1970: 0)
            try await database.insert(Loan(total: 3, stamps: Stamps(entered: day)))
            for start in stride(from: 0, to: 10_000, by: 1000) {
                var words: Arguments = ["HSET", "lib.library.loan:obj:1"]
                for number in start..<start + 1000 {
                    words.append("extra\(number)")
                    words.append(number)
                }
                _ = try await database.backend.run(RawCommand(vector: words))
            }
            let old = try await database.get(Loan.self, 1)
            try await database.save(old)
            try await database.commit { $0.clearCache(of: Ref<Loan>(1)) }
            let fields = try await database.hash("lib.library.loan:obj:1")
            try expect(fields["extra9999"], equals: "9999")
            try expect(fields["total"], equals: nil)
            try await database.commit { session in
                for number in 0..<6000 {
                    session.insert(Author(email: "\(number)", name: "n"))
                }
            }
            try expect(try await database.count(Author.filter { $0.name == "n" }), equals: 6000)
            try await database.delete(Author.all)
            try expect(try await database.count(Author.self), equals: 0)
        },
    ]
}
