import StdnetODM

extension Behaviour {
    /// A story about which books a query finds, by ISBN, in the order of their ids.
    private static func finds(
        _ title: String,
        _ cases: [(Query<Book>, [Int])],
        line: Int = #line
    ) -> Behaviour {
        inFurnishedLibrary(title) { database in
            for (place, (query, expected)) in cases.enumerated() {
                let found = try await database.fetch(query).map(\.isbn)
                try expect(found, equals: expected, "case \(place)", line: line)
                try expect(
                    try await database.count(query),
                    equals: expected.count,
                    "count of case \(place)",
                    line: line
                )
                try expect(
                    try await database.exists(query),
                    equals: !expected.isEmpty,
                    "existence in case \(place)",
                    line: line
                )
            }
            let left = try await database.backend.run(
                RawCommand("SCAN", "0", "MATCH", "*:tmp:*", "COUNT", "100000")
            )
            try expect(left.notation, equals: "[0, []]", "temporary keys")
        }
    }

    /// Which objects queries find.
    static let queries: [Behaviour] = [
        finds(
            "equality and inequality",
            [
                (Book.all, [10, 20, 30, 40, 50]),
                (Book.filter { $0.title == "Tea" }, [10, 30]),
                (Book.filter { $0.title != "Tea" }, [20, 40, 50]),
                (Book.filter { $0.title == "" }, [40]),
                (Book.filter { $0.title == "Ærø 🎈" }, [50]),
                (Book.filter { $0.title == "nothing:like*it" }, []),
                (Book.filter { $0.isbn == 30 }, [30]),
                (Book.filter { $0.isbn != 30 }, [10, 20, 40, 50]),
                (Book.filter { $0.isInPrint == false }, [30, 50]),
                (Book.filter { $0.pages == -5 }, [40]),
                (Book.filter { $0.id == 2 }, [20]),
                (Book.filter { $0.id == 999 }, []),
            ]
        ),
        finds(
            "values from a list",
            [
                (Book.filter { $0.title.in(["Tea", "Coffee", "Water"]) }, [10, 20, 30]),
                (Book.filter { $0.title.in([]) }, []),
                (Book.filter { $0.isbn.in([50, 10, 10, 11]) }, [10, 50]),
                (Book.filter { $0.id.in([5, 1, 77]) }, [10, 50]),
                (Book.filter { $0.author.in([Ref(1), Ref(3)]) }, [10, 20, 50]),
            ]
        ),
        finds(
            "ranges",
            [
                (Book.filter { $0.pages < 250 }, [10, 40]),
                (Book.filter { $0.pages <= 250 }, [10, 20, 40, 50]),
                (Book.filter { $0.pages > 250 }, [30]),
                (Book.filter { $0.pages >= 250 }, [20, 30, 50]),
                (Book.filter { $0.pages.in(90...250) }, [10, 20, 50]),
                (Book.filter { $0.pages.in(90..<250) }, [10]),
                (Book.filter { $0.isbn >= 20 && $0.isbn < 40 }, [20, 30]),
                (Book.filter { $0.published < 0 }, [40]),
                (Book.filter { $0.published >= -1e9 }, [20, 40]),
                (Book.filter { !($0.published >= 0) }, [10, 30, 40, 50]),
            ]
        ),
        finds(
            "combinations",
            [
                (Book.filter { $0.title == "Tea" && $0.isInPrint == true }, [10]),
                (Book.filter { $0.title == "Coffee" || $0.pages < 0 }, [20, 40]),
                (Book.filter { !($0.title == "Tea" || $0.pages < 0) }, [20, 50]),
                (Book.filter { $0.title == "Tea" && !($0.isInPrint == true) }, [30]),
                (Book.filter { !($0.title == "Tea") && !($0.pages == 250) }, [40]),
                (Book.filter { $0.pages == 250 }.filter { $0.isInPrint == false }, [50]),
                (Book.filter { $0.pages == 250 }.exclude { $0.isInPrint == false }, [20]),
                (Book.exclude { $0.pages == 250 && $0.isInPrint == false }, [10, 20, 30, 40]),
                (
                    Book.filter { $0.title == "Tea" }.union(Book.filter { $0.pages > 200 }),
                    [10, 20, 30, 50]
                ),
                (
                    Book.filter { $0.title == "Tea" }.intersection(Book.filter { $0.pages > 200 }),
                    [30]
                ),
                (
                    Book.filter { $0.title == "Tea" }.subtracting(Book.filter { $0.pages > 200 }),
                    [10]
                ),
                (Book.all.intersection(Book.all), [10, 20, 30, 40, 50]),
                (Book.filter { $0.title == "Tea" }.union(Book.all), [10, 20, 30, 40, 50]),
                (
                    Book.filter {
                        ($0.pages > 0 && $0.pages < 100) || ($0.pages == 400 && $0.isbn == 30)
                    }, [10, 30]
                ),
            ]
        ),
        finds(
            "absent fields",
            [
                (Book.filter { $0.published == nil }, [10, 30, 50]),
                (Book.filter { $0.published != nil }, [20, 40]),
                (Book.filter { $0.publisher == nil }, [20, 40]),
                (Book.filter { $0.publisher != nil }, [10, 30, 50]),
                (Book.filter { $0.publisher.country == "" }, [30]),
                (Book.filter { $0.publisher.country == nil }, []),
            ]
        ),
        finds(
            "across references",
            [
                (Book.filter { $0.author.name == "Anna" }, [10, 20, 50]),
                (Book.filter { $0.author == Ref(2) }, [30, 40]),
                (Book.filter { $0.author != Ref(2) }, [10, 20, 50]),
                (Book.filter { $0.publisher.country == "NO" && $0.pages < 100 }, [10]),
                (Book.filter { $0.author.teacher.name == "Anna" }, [30, 40]),
                (Book.filter { $0.author.teacher.teacher.email == "anna@x" }, [50]),
                (Book.filter { $0.author.born < Day(daysSince1970: 0) }, [10, 20, 50]),
                (Book.filter { $0.author.born > Day(daysSince1970: -2) }, [50]),
                (Book.filter { $0.author.teacher == nil }, [10, 20]),
                (Book.filter { $0.author.in(Author.filter { $0.teacher != nil }) }, [30, 40, 50]),
                (Book.filter { !($0.publisher.name == "Acme") }, [20, 30, 40]),
                (Book.filter { $0.author.email.in(["bob@x", "nobody"]) }, [30, 40]),
            ]
        ),
        finds(
            "scans",
            [
                (Book.scan { $0.blurb == "" }, [50]),
                (Book.scan { $0.blurb == nil }, [10, 20, 30]),
                (Book.scan { $0.blurb != nil }, [40, 50]),
                (Book.scan { $0.blurb.contains("% o") }, [40]),
                (Book.scan { $0.blurb.contains("*") }, [40]),
                (Book.scan { $0.title.hasPrefix("T") }, [10, 30]),
                (Book.scan { $0.title.hasSuffix("🎈") }, [50]),
                (Book.scan { $0.title.hasSuffix("") }, [10, 20, 30, 40, 50]),
                (Book.scan { $0.title < "Tea" }, [20, 40]),
                (Book.scan { $0.title >= "Tea" }, [10, 30, 50]),
                (Book.scan { $0.price > 1e9 }, [50]),
                (Book.scan { $0.price <= 9.5 }, [10, 20, 30, 40]),
                (Book.scan { $0.id > 3 }, [40, 50]),
                (Book.scan { $0.author.email.hasPrefix("bob") }, [30, 40]),
                (Book.filter { $0.pages == 250 }.scan { $0.title.contains("offe") }, [20]),
                (Book.filter { $0.pages == 250 }.scan { !$0.title.contains("offe") }, [50]),
                (Book.scan { $0.title.contains("e") || $0.price > 1e9 }, [10, 20, 30, 50]),
            ]
        ),
    ]

    /// In which order, and which part.
    static let orders: [Behaviour] = [
        inFurnishedLibrary("objects come in the order of their ids, numbers by value") { database in
            try await database.commit { session in
                for isbn in 100..<110 {
                    session.insert(Book(isbn: isbn, title: "N", author: Ref(1)))
                }
            }
            try expect(
                try await database.fetch(Book.all.values(of: \.id)),
                equals: Array(1...15)
            )
            try expect(
                try await database.fetch(Publisher.all).map(\.code),
                equals: ["acme", "blue"]
            )
        },
        inFurnishedLibrary("objects come in the order of a field, either way") { database in
            try expect(
                try await database.fetch(Book.all.sorted(by: \.pages)).map(\.isbn),
                equals: [40, 10, 20, 50, 30]
            )
            try expect(
                try await database.fetch(Book.all.sorted(by: \.pages, .descending)).map(\.isbn),
                equals: [30, 50, 20, 10, 40]
            )
            try expect(
                try await database.fetch(Book.all.sorted(by: \.title)).map(\.isbn),
                equals: [40, 20, 10, 30, 50]
            )
            try expect(
                try await database.fetch(Book.all.sorted(by: \.price, .descending)).map(\.isbn)
                    .first,
                equals: 50
            )
            try expect(
                try await database.fetch(
                    Book.filter { $0.pages > 0 }.sorted(by: \.pages, .descending).values(
                        of: \.pages
                    )
                ),
                equals: [400, 250, 250, 90]
            )
        },
        inFurnishedLibrary("parts of a result are right at every edge") { database in
            let all = Book.all.sorted(by: \.pages)
            let isbns = [40, 10, 20, 50, 30]
            for start in 0...6 {
                for length in 0...6 {
                    let found = try await database.fetch(all.dropFirst(start).prefix(length)).map(
                        \.isbn
                    )
                    try expect(
                        found,
                        equals: Array(isbns.dropFirst(start).prefix(length)),
                        "\(start), \(length)"
                    )
                    let other = try await database.fetch(all.prefix(length).dropFirst(start)).map(
                        \.isbn
                    )
                    try expect(
                        other,
                        equals: Array(isbns.prefix(length).dropFirst(start)),
                        "\(length), \(start)"
                    )
                    try expect(
                        try await database.count(all.prefix(length).dropFirst(start)),
                        equals: other.count
                    )
                }
            }
            try expect(
                try await database.first(Book.filter { $0.pages > 90 }.sorted(by: \.pages))?.isbn,
                equals: 20
            )
            try expect(try await database.first(Book.filter { $0.pages > 9000 }), equals: nil)
        },
        inFurnishedLibrary("every value comes back as it went in") { database in
            let book = Book(
                isbn: .max,
                title: "a:b\u{0}\r\n\"é",
                pages: .min,
                price: -0.1,
                isInPrint: false,
                published: -2.5e-300,
                blurb: "",
                author: Ref(1),
                publisher: Ref("acme")
            )
            let stored = try await database.commit { $0.insert(book) }
            var expected = book
            expected.id = stored.id
            try expect(try await database.fetch(stored), equals: expected)
            try expect(
                try await database.fetch(Book.filter { $0.title == "a:b\u{0}\r\n\"é" }),
                equals: [expected]
            )
            try expect(try await database.fetch(Ref<Book>(12_345)), equals: nil)
            let days = [Day(1, 1, 1), Day(1900, 2, 28), Day(9999, 12, 31)].compactMap { $0 }
            for (place, day) in days.enumerated() {
                let author = try await database.commit {
                    $0.insert(Author(email: "\(place)", name: "N", born: day))
                }
                try expect(try await database.fetch(author)?.born, equals: day)
            }
        },
        inFurnishedLibrary("some fields are read without the others") { database in
            let rows = try await database.fetch(
                Book.filter { $0.title == "Tea" }.values(of: \.isbn, \.published, \.id)
            )
            try expect(rows.map(\.0), equals: [10, 30])
            try expect(rows.map(\.1), equals: [nil, nil])
            try expect(rows.map(\.2), equals: [1, 3])
        },
        inFurnishedLibrary("references are loaded with their objects") { database in
            let rows = try await database.fetch(
                Book.all.including(\.author).including(\.publisher).dropFirst(1).prefix(3)
            )
            try expect(rows.map(\.isbn), equals: [20, 30, 40])
            try expect(rows.map(\.author.name), equals: ["Anna", "Bob", "Bob"])
            try expect(rows.map(\.publisher?.name), equals: [nil, "Blue", nil])
            let filtered = try await database.fetch(
                Book.filter { $0.pages > 0 }.sorted(by: \.pages, .descending).including(\.publisher)
            )
            try expect(filtered.map(\.publisher?.code), equals: ["blue", "acme", nil, "acme"])
        },
        inFurnishedLibrary("a stream gives what a fetch gives, whatever its chunks") { database in
            let query = Book.filter { $0.pages > 0 }.sorted(by: \.pages, .descending)
            for chunk in [1, 2, 3, 4, 5, 500] {
                var found: [Int] = []
                for try await book in database.stream(query, chunk: chunk) {
                    found.append(book.isbn)
                }
                try expect(found, equals: [30, 50, 20, 10], "chunks of \(chunk)")
                var named: [String] = []
                for try await row in database.stream(
                    Book.all.including(\.author).dropFirst(1).prefix(3),
                    chunk: chunk
                ) {
                    named.append(row.author.name)
                }
                try expect(named, equals: ["Anna", "Bob", "Bob"], "chunks of \(chunk)")
            }
            for try await book in database.stream(Book.filter { $0.pages > 9000 }) {
                throw BrokenPromise(description: "there should be no \(book)")
            }
        },
        inFurnishedLibrary("a stream leaves out what is deleted while it is read") { database in
            var found: [Int] = []
            for try await book in database.stream(Book.all, chunk: 2) {
                if found.isEmpty { try await database.commit { $0.delete(Ref<Book>(5)) } }
                found.append(book.isbn)
            }
            try expect(found, equals: [10, 20, 30, 40])
        },
        inLibrary("an ordered model is kept and read in its order") { database in
            try await database.commit { session in
                for (card, town, age) in [
                    ("a", "Oslo", 30.5), ("b", "Bergen", 70), ("c", "Oslo", 70), ("d", "Oslo", -1),
                ] {
                    session.insert(Member(card: card, town: town, age: age))
                }
            }
            try expect(
                try await database.fetch(Member.all).map(\.card),
                equals: ["c", "b", "a", "d"]
            )
            try expect(
                try await database.fetch(Member.filter { $0.town == "Oslo" }).map(\.card),
                equals: ["c", "a", "d"]
            )
            try expect(
                try await database.fetch(
                    Member.filter { $0.town == "Oslo" && $0.age > 0 }.dropFirst(1)
                ).map(\.card),
                equals: ["a"]
            )
            try expect(
                try await database.fetch(Member.filter { $0.card.in(["a", "b"]) || $0.age < 0 })
                    .map(\.card),
                equals: ["b", "a", "d"]
            )
            try expect(
                try await database.fetch(Member.all.sorted(by: \.card).prefix(2)).map(\.card),
                equals: ["a", "b"]
            )
            try expect(try await database.count(Member.exclude { $0.town == "Oslo" }), equals: 1)
            guard let old = try await database.first(Member.filter { $0.card == "d" }) else {
                throw missing("d")
            }
            var member = old
            member.age = 71
            let older = member
            try await database.commit { $0.update(older, from: old) }
            try expect(
                try await database.fetch(Member.all).map(\.card),
                equals: ["d", "c", "b", "a"]
            )
            try expect(
                try await database.fetch(Member.filter { $0.town == "Oslo" }).map(\.card),
                equals: ["d", "c", "a"]
            )
            var cards: [String] = []
            for try await member in database.stream(Member.all, chunk: 3) {
                cards.append(member.card)
            }
            try expect(cards, equals: ["d", "c", "b", "a"])
        },
        inFurnishedLibrary("a field that does not fit its type is named") { database in
            _ = try await database.backend.run(
                RawCommand("HSET", "lib.library.book:obj:3", "pages", "many")
            )
            var found: FetchFailure?
            do throws(FetchFailure) { _ = try await database.fetch(Book.all) } catch {
                found = error
            }
            guard case .undecodable(let failure) = found else {
                throw BrokenPromise(description: "\(found.map { "\($0)" } ?? "nothing") was thrown")
            }
            try expect(
                failure.description,
                equals:
                    "library.book '3': field 'pages' holds 'many', and it should be an integer from "
                    + "\(Int.min) to \(Int.max) in decimal digits"
            )
        },
    ]
}
