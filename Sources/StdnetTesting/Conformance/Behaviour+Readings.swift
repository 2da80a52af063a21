import StdnetODM

extension Behaviour {
    /// Objects that are asked for by what tells them from others, and parts of an order.
    static let readings: [Behaviour] = [
        inFurnishedLibrary("one object is read by its id, or by a unique value") { database in
            try expect(try await database.get(Book.self, 2).isbn, equals: 20)
            try expect(try await database.get(Book.self, \.isbn, 30).id, equals: 3)
            try expect(try await database.get(Author.self, \.email, "bob@x").name, equals: "Bob")
            try expect(try await database.find(Publisher.self, "blue")?.name, equals: "Blue")
            try expect(try await database.find(Publisher.self, "red"), equals: nil)
            try expect(
                try await database.find(Book.self, [5, 99, 1, 5]).map(\.isbn),
                equals: [50, 10, 50]
            )
            try expect(try await database.find(Book.self, [Int]()).count, equals: 0)
            try expect(
                await fetchFailure { () throws(FetchFailure) in
                    try await database.get(Book.self, 99)
                },
                equals: .notFound(model: "library.book", criterion: "the id '99'")
            )
            try expect(
                await fetchFailure { () throws(FetchFailure) in
                    try await database.get(Book.self, \.isbn, 99)
                },
                equals: .notFound(model: "library.book", criterion: "isbn '99'")
            )
        },
        inFurnishedLibrary("an object is the only one, or it is not") { database in
            let tea = Book.filter { $0.title == "Tea" }
            try expect(
                try await database.only(tea.filter { $0.isInPrint == true }).isbn,
                equals: 10
            )
            try expect(
                await fetchFailure { () throws(FetchFailure) in try await database.only(tea) },
                equals: .ambiguous(model: "library.book")
            )
            try expect(
                await fetchFailure { () throws(FetchFailure) in
                    try await database.only(Book.filter { $0.title == "no" })
                },
                equals: .notFound(
                    model: "library.book",
                    criterion: "the conditions of the query"
                )
            )
            try expect(try await database.contains(Ref<Book>(1), in: tea), equals: true)
            try expect(try await database.contains(Ref<Book>(2), in: tea), equals: false)
            try expect(try await database.contains(Ref<Book>(2)), equals: true)
            try expect(try await database.contains(Ref<Book>(99)), equals: false)
        },
        inFurnishedLibrary("parts of an order of numbers, with and without bounds") { database in
            for direction in [Direction.ascending, .descending] {
                for query in [
                    Book.all, Book.filter { $0.pages >= 90 }, Book.filter { $0.pages < 250 },
                    Book.filter { $0.pages.in(90...250) },
                ] {
                    let ordered = query.sorted(by: \.pages, direction)
                    let all = try await database.fetch(ordered).map(\.isbn)
                    for start in 0...all.count {
                        for length in 0...all.count + 1 {
                            try expect(
                                try await database.fetch(
                                    ordered.values(of: \.isbn).dropFirst(start).prefix(length)
                                ),
                                equals: Array(all.dropFirst(start).prefix(length)),
                                "\(direction): \(start), \(length)"
                            )
                        }
                    }
                }
            }
        },
        inFurnishedLibrary("an index that was not kept from the beginning leaves nobody out") {
            database in
            _ = try await database.backend.run(
                RawCommand("ZREM", "lib.library.book:rng:pages", "1")
            )
            let first = try await database.fetch(Book.all.sorted(by: \.pages).prefix(3))
            try expect(first.map(\.isbn), equals: [40, 10, 20])
            for query in [
                Book.filter { $0.pages > 0 }, Book.filter { $0.isbn > 0 && !($0.pages > 0) },
            ] {
                let lacking = FetchFailure.unindexed(model: "library.book", field: "pages")
                try expect(
                    await fetchFailure { () async throws(FetchFailure) in
                        try await database.fetch(query)
                    },
                    equals: lacking
                )
                try expect(
                    await fetchFailure { () async throws(FetchFailure) in
                        try await database.count(query)
                    },
                    equals: lacking
                )
            }
        },
        inLibrary("an ordered model is read by its id, and in parts of another order") { database in
            try await database.commit { session in
                for (card, age) in [("a", 30.5), ("b", 70), ("c", 70), ("d", -1)] {
                    session.insert(Member(card: card, town: "Oslo", age: age))
                }
            }
            try expect(try await database.get(Member.self, \.card, "c").age, equals: 70)
            try expect(try await database.find(Member.self, 99), equals: nil)
            try expect(
                try await database.count(Member.filter { $0.card.in(["a", "x"]) }),
                equals: 1
            )
            try expect(
                try await database.count(Member.exclude { $0.town == "Oslo" }),
                equals: 0
            )
        },
    ]

    /// The failure of a fetch; nil when it does not fail.
    private static func fetchFailure<Output>(
        _ body: () async throws(FetchFailure) -> Output
    ) async -> FetchFailure? {
        do throws(FetchFailure) {
            _ = try await body()
            return nil
        } catch {
            return error
        }
    }
}
