import StdnetBackend
import StdnetODM

extension Behaviour {
    /// What sub-queries, trees and comparisons without case find.
    static let findings: [Behaviour] = [
        inFurnishedLibrary("Q12: sub-queries give values to any field, unique ones and ids too") {
            database in
            let blue = Book.filter { $0.publisher.country == "" }
            try await finds(
                database,
                [
                    (Book.filter { $0.isbn.in(blue.values(of: \.isbn)) }, [30]),
                    (Book.filter { $0.id.in(blue.values(of: \.id)) }, [30]),
                    (Book.filter { $0.title.in(blue.values(of: \.title)) }, [10, 30]),
                    (Book.filter { !$0.title.in(blue.values(of: \.title)) }, [20, 40, 50]),
                    (
                        Book.filter {
                            $0.pages.in(Book.filter { $0.title == "Coffee" }.values(of: \.pages))
                        }, [20, 50]
                    ),
                    (
                        Book.filter {
                            $0.author.name.in(
                                Author.filter { $0.email == "bob@x" }.values(of: \.name)
                            )
                        }, [30, 40]
                    ),
                    (
                        Book.filter {
                            $0.author.id.in(
                                Author.filter { $0.teacher == nil }.values(of: \.id)
                            )
                        }, [10, 20]
                    ),
                    (
                        Book.filter {
                            $0.isbn.in(Book.filter { $0.pages > 9000 }.values(of: \.isbn))
                        }, []
                    ),
                ]
            )
            let readers = Author.filter {
                $0.id.in(Book.filter { $0.title == "Tea" }.values(of: \.author))
            }
            try expect(try await database.fetch(readers).map(\.email), equals: ["anna@x", "bob@x"])
            let empty = Publisher.filter { $0.country == "" }.values(of: \.country)
            let countries = Publisher.filter { $0.country.in(empty) }
            try expect(try await database.fetch(countries).map(\.code), equals: ["blue"])
            try expect(try await database.count(countries), equals: 1)
        },
        inFurnishedLibrary("a sub-query that is cut to a part is refused, not taken for all") {
            database in
            let titles = Book.all.prefix(1)
            try expect(try await database.fetch(titles).count, equals: 1)
            let part = Book.all.values(of: \.title).prefix(1)
            var failure: FetchFailure?
            do throws(FetchFailure) {
                _ = try await database.fetch(Book.filter { $0.title.in(part) })
            } catch {
                failure = error
            }
            guard case .backend(.invalidRequest)? = failure else {
                throw BrokenPromise(description: "\(failure.map { "\($0)" } ?? "nothing") thrown")
            }
        },
        inFurnishedLibrary("whole trees are found, from above and from below") { database in
            let names = { (filter: Query<Author>) async throws in
                let found = try await database.fetch(filter).map(\.email)
                try expect(try await database.count(filter), equals: found.count)
                return found
            }
            let under = { (id: Int) in Author.filter { $0.teacher.descends(from: Ref(id)) } }
            try expect(try await names(under(1)), equals: ["bob@x", "cleo@x"])
            try expect(try await names(under(2)), equals: ["cleo@x"])
            try expect(try await names(under(3)), equals: [])
            try expect(try await names(under(99)), equals: [])
            try expect(
                try await names(Author.filter { $0.teacher.ancestors(of: Ref(3)) }),
                equals: ["anna@x", "bob@x"]
            )
            try expect(
                try await names(Author.filter { !$0.teacher.ancestors(of: Ref(3)) }),
                equals: ["cleo@x"]
            )
            try expect(
                try await names(
                    Author.filter {
                        $0.teacher.descends(from: Author.filter { $0.name == "Bob" })
                            || $0.name == "Bob"
                    }
                ),
                equals: ["bob@x", "cleo@x"]
            )
            try await finds(
                database,
                [
                    (Book.filter { $0.author.teacher.descends(from: Ref(1)) }, [30, 40, 50]),
                    (
                        Book.filter {
                            $0.author.teacher.descends(from: Ref(1)) && $0.pages > 0
                        }, [30, 50]
                    ),
                ]
            )
            // A circle ends where it began.
            guard let anna = try await database.fetch(Ref<Author>(1)) else { throw missing("anna") }
            var pupil = anna
            pupil.teacher = Ref(3)
            let changed = pupil
            try await database.commit { $0.update(changed, from: anna) }
            try expect(try await names(under(2)), equals: ["anna@x", "bob@x", "cleo@x"])
            try expect(
                try await names(Author.filter { $0.teacher.ancestors(of: Ref(2)) }),
                equals: ["anna@x", "bob@x", "cleo@x"]
            )
        },
        inFurnishedLibrary("letters of ASCII are compared without case where that is asked for") {
            database in
            try await finds(
                database,
                [
                    (Book.scan { $0.title.ignoringCase == "tEA" }, [10, 30]),
                    (Book.scan { $0.title.ignoringCase != "tEA" }, [20, 40, 50]),
                    (Book.scan { $0.title.ignoringCase.contains("OFF") }, [20]),
                    (Book.scan { $0.title.ignoringCase.hasPrefix("COF") }, [20]),
                    (Book.scan { $0.title.ignoringCase.hasSuffix("EA") }, [10, 30]),
                    (Book.scan { $0.title.ignoringCase.hasPrefix("ÆR") }, [50]),
                    (Book.scan { $0.title.ignoringCase.hasPrefix("ær") }, []),
                    (Book.scan { $0.blurb.ignoringCase == "" }, [50]),
                    (Book.scan { $0.author.name.ignoringCase == "BOB" }, [30, 40]),
                ]
            )
        },
        inFurnishedLibrary("a predicate in Swift is asked of what a query finds") { database in
            let odd = Book.filter { $0.pages > 0 }.matching { $0.isbn / 10 % 2 == 1 }
            try expect(try await database.fetch(odd).map(\.isbn), equals: [10, 30, 50])
            try expect(try await database.count(odd), equals: 3)
            try expect(try await database.fetch(odd.prefix(2)).map(\.isbn), equals: [10, 30])
            try expect(try await database.fetch(odd.dropFirst(2)).map(\.isbn), equals: [50])
            try expect(try await database.fetch(odd.suffix(2)).map(\.isbn), equals: [30, 50])
            var first: Int?
            for try await book in database.stream(odd.dropFirst(1), chunk: 1) {
                first = book.isbn
                break
            }
            try expect(first, equals: 30)
        },
    ]

    /// Orders and parts.
    static let arrangements: [Behaviour] = [
        inFurnishedLibrary("Q9: order across references, where what is absent counts as nothing") {
            database in
            let isbns = { (query: Query<Book>) async throws in
                try await database.fetch(query).map(\.isbn)
            }
            try expect(
                try await isbns(Book.all.sorted(by: { $0.publisher.country.ascending })),
                equals: [20, 40, 30, 10, 50]
            )
            try expect(
                try await isbns(Book.all.sorted(by: { $0.author.born.ascending })),
                equals: [10, 20, 50, 30, 40]
            )
            try expect(
                try await isbns(Book.all.sorted(by: { $0.author.born.descending })),
                equals: [40, 30, 50, 20, 10]
            )
            try expect(
                try await isbns(Book.all.sorted(by: { $0.author.teacher.id.ascending })),
                equals: [10, 20, 30, 40, 50]
            )
            try expect(
                try await isbns(
                    Book.all.sorted(by: { $0.author.name.descending }, { $0.pages.ascending })
                ),
                equals: [40, 30, 10, 20, 50]
            )
            try expect(
                try await isbns(
                    Book.filter { $0.pages > 0 }.sorted(by: { $0.author.email.descending })
                ),
                equals: [50, 30, 20, 10]
            )
            let page = Book.all.sorted(by: { $0.author.email.ascending }, { $0.isbn.descending })
            try expect(
                try await database.fetch(page[1..<4]).map(\.isbn),
                equals: [10, 40, 30]
            )
            let left = try await database.backend.run(
                RawCommand("SCAN", "0", "MATCH", "*:tmp:*", "COUNT", "100000")
            )
            try expect(left.notation, equals: "[0, []]", "temporary keys")
        },
        inFurnishedLibrary("an absent number has its place among the zeros of a range index") {
            database in
            for direction in [Direction.ascending, .descending] {
                let query = Book.all.sorted(by: \.published, direction)
                let all = [40, 10, 30, 50, 20]
                let isbns = direction == .ascending ? all : all.reversed()
                for start in 0...5 {
                    for count in 0...5 {
                        let page = query.dropFirst(start).prefix(count)
                        try expect(
                            try await database.fetch(page).map(\.isbn),
                            equals: Array(isbns.dropFirst(start).prefix(count)),
                            "\(start), \(count)"
                        )
                    }
                }
            }
        },
        inFurnishedLibrary("Q13: parts from the end, and ranges of places, are right at every edge")
        {
            database in
            let isbns = [10, 20, 30, 40, 50]
            for count in 0...6 {
                let page = { (part: Selection<Book, Book>) async throws in
                    let found = try await database.fetch(part).map(\.isbn)
                    try expect(try await database.count(part), equals: found.count)
                    return found
                }
                let what = "\(count)"
                try expect(
                    try await page(Book.all.suffix(count)),
                    equals: isbns.suffix(count),
                    what
                )
                try expect(
                    try await page(Book.all.dropLast(count)),
                    equals: isbns.dropLast(count),
                    what
                )
                try expect(
                    try await page(Book.all.dropFirst(2).suffix(count)),
                    equals: isbns.dropFirst(2).suffix(count),
                    what
                )
                try expect(
                    try await page(Book.all.suffix(count).prefix(2)),
                    equals: Array(isbns.suffix(count).prefix(2)),
                    what
                )
                try expect(
                    try await page(Book.all.prefix(4).dropLast(count).dropFirst(1)),
                    equals: Array(isbns.prefix(4).dropLast(count).dropFirst(1)),
                    what
                )
                try expect(
                    try await page(Book.all[count...]),
                    equals: Array(isbns.dropFirst(count)),
                    what
                )
                try expect(try await page(Book.all[..<count]), equals: Array(isbns.prefix(count)))
                try expect(
                    try await page(Book.all[1..<max(1, count)]),
                    equals: Array(isbns.prefix(count).dropFirst(1)),
                    what
                )
                var streamed: [Int] = []
                for try await book in database.stream(Book.all.suffix(count), chunk: 2) {
                    streamed.append(book.isbn)
                }
                try expect(streamed, equals: Array(isbns.suffix(count)), what)
            }
            try expect(
                try await database.fetch(Book.all.sorted(by: \.pages).suffix(2)).map(\.isbn),
                equals: [50, 30]
            )
            try expect(
                try await database.fetch(Publisher.all.suffix(1)).map(\.code),
                equals: ["blue"]
            )
        },
        inFurnishedLibrary("some of what a reference leads to is loaded, and what that leads to") {
            database in
            let names = try await database.fetch(
                Book.all.including(\.author) { $0.values(of: \.name, \.born) }
                    .including(\.publisher) { $0.values(of: \.country) }
            )
            try expect(names.map(\.author.0), equals: ["Anna", "Anna", "Bob", "Bob", "Anna"])
            try expect(names.map(\.publisher), equals: ["NO", nil, "", nil, "NO"])
            try expect(names.map(\.isbn), equals: [10, 20, 30, 40, 50])
            let deep = try await database.fetch(
                Book.filter { $0.pages > 0 }.including(\.author) {
                    $0.including(\.teacher) { $0.including(\.teacher) }
                }
            )
            try expect(
                deep.map(\.author.teacher?.email),
                equals: [nil, nil, "anna@x", "bob@x"]
            )
            try expect(
                deep.map { $0.author.teacher?.teacher?.email },
                equals: [nil, nil, nil, "anna@x"]
            )
            let pairs = try await database.fetch(
                Book.all.values(of: \.isbn).including(\.author) { $0.values(of: \.email) }.suffix(2)
            )
            try expect(pairs.map(\.base), equals: [40, 50])
            try expect(pairs.map(\.author), equals: ["bob@x", "cleo@x"])
        },
        inFurnishedLibrary("everything but some fields is loaded") { database in
            let books = try await database.fetch(Book.all.without(\.blurb, \.published))
            try expect(books.map(\.isbn), equals: [10, 20, 30, 40, 50])
            try expect(books.map(\.blurb), equals: [nil, nil, nil, nil, nil])
            try expect(books.map(\.published), equals: [nil, nil, nil, nil, nil])
            try expect(books.map(\.author), equals: [1, 1, 2, 2, 3].map { Ref($0) })
        },
        inFurnishedLibrary(
            "a stream stays where it is whatever is written, and leaves nothing behind"
        ) { database in
            let slow = database.reaching(Reach(atOnce: 0, step: 1))
            var found: [Int] = []
            var iterator = slow.stream(Book.all.sorted(by: \.isbn), chunk: 1).makeAsyncIterator()
            while let book = try await iterator.next() {
                found.append(book.isbn)
                guard book.isbn == 20 else { continue }
                try await database.commit { session in
                    session.delete(Ref<Book>(1))
                    session.delete(Ref<Book>(2))
                    session.insert(Book(isbn: 5, title: "before", author: Ref(1)))
                    session.insert(Book(isbn: 35, title: "after", author: Ref(1)))
                }
            }
            try expect(found, equals: [10, 20, 30, 35, 40, 50])
            var broken = database.stream(Member.all, chunk: 1).makeAsyncIterator()
            _ = try await broken.next()
            let left = try await database.backend.run(
                RawCommand("SCAN", "0", "MATCH", "*:tmp:*", "COUNT", "100000")
            )
            try expect(left.notation, equals: "[0, []]", "temporary keys")
        },
    ]

    /// Indexes that are made anew.
    static let reindexings: [Behaviour] = [
        inFurnishedLibrary("a reindexing writes what indexes lack, and takes out what is no object")
        {
            database in
            try await database.commit { session in
                session.insert(Member(card: "a", town: "Oslo", age: 30.5))
                session.insert(Member(card: "b", town: "Bergen", age: 70))
            }
            let before = try await KeyspaceDump(of: database.backend)
            for words in [
                ["DEL", "lib.library.book:rng:pages", "lib.library.book:idx:title:Tea"],
                ["DEL", "lib.library.member:rng:age", "lib.library.member:idx:town:Oslo"],
                ["HDEL", "lib.library.book:uni:isbn", "20"],
                ["ZADD", "lib.library.book:rng:isbn", "7", "99"],
            ] {
                var vector = Arguments()
                for word in words { vector.append(word) }
                _ = try await database.backend.run(RawCommand(vector: vector))
            }
            let report = try await database.reindex(Book.self)
            try expect(report, equals: Reindexing(objectCount: 5))
            _ = try await database.reindex(Member.self)
            let after = try await KeyspaceDump(of: database.backend)
            try expect(after.difference(from: before), equals: [], "differences")
            _ = try await database.backend.run(
                RawCommand("HSET", "lib.library.book:obj:3", "isbn", "10")
            )
            let conflict = try await database.reindex(Book.self).conflicts.first
            try expect(conflict?.owner, equals: "1")
            try expect(conflict?.other, equals: "3")
        }
    ]

    private static func finds(
        _ database: Database,
        _ cases: [(Query<Book>, [Int])],
        line: Int = #line
    ) async throws {
        for (place, (query, expected)) in cases.enumerated() {
            let found = try await database.fetch(query).map(\.isbn)
            try expect(found, equals: expected, "case \(place)", line: line)
            let count = try await database.count(query)
            try expect(count, equals: expected.count, "count of case \(place)", line: line)
        }
    }
}
