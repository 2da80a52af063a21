import MemoryBackend
import StdnetODM
import StdnetTesting
import Testing

/// What readings ask of the server: how many round trips, and which commands.
@Suite("The cost of reading")
struct ReadingCostTests {
    private let backend = MemoryBackend()
    private let database: Database

    init() async throws {
        database = try Database(
            backend,
            namespace: "lib.",
            models: Author.self,
            Book.self,
            Publisher.self
        )
        try await database.commit { session in
            let author = session.insert(Author(email: "anna@x", name: "Anna"))
            for number in 0..<100 {
                session.insert(
                    Book(
                        isbn: number,
                        title: number.isMultiple(of: 2) ? "Even" : "Odd",
                        pages: number / 10,
                        isInPrint: number.isMultiple(of: 3),
                        author: author
                    )
                )
            }
        }
    }

    /// The commands that a reading makes, in one round trip.
    private func commands(
        _ read: (Database) async throws -> Void,
        line: Int = #line
    ) async throws -> [String: Int] {
        // What is asked once in the life of a database is asked now.
        try await read(database)
        backend.server.resetCounts()
        try await read(database)
        let counts = backend.server.counts
        #expect(counts.roundTrips == 1, "line \(line)")
        return counts.byCommand
    }

    @Test("counts on indexes make no script and no temporary key") func counts() async throws {
        let cases: [(Query<Book>, Int, [String: Int])] = [
            (Book.all, 100, ["scard": 1]),
            (Book.filter { $0.title == "Odd" }, 50, ["scard": 1]),
            (Book.filter { $0.title == "Odd" && $0.isInPrint == true }, 17, ["sintercard": 1]),
            (Book.filter { $0.pages > 7 }, 20, ["zcount": 1]),
            (Book.filter { $0.isbn.in([1, 2, 2, 500]) }, 2, ["hmget": 1]),
            (Book.filter { $0.id.in([1, 2, 500]) }, 2, ["smismember": 1]),
            (Book.filter { $0.title.in(["Odd", "Even"]) }, 100, ["scard": 2]),
            (Book.exclude { $0.title == "Odd" }, 50, ["sintercard": 2]),
            (
                Book.filter { $0.title == "Odd" }.exclude { $0.isInPrint == true }, 33,
                ["sintercard": 2]
            ),
        ]
        for (query, expected, wanted) in cases {
            let made = try await commands { database in
                let count = try await database.count(query)
                #expect(count == expected)
            }
            #expect(made.filter { $0.key != "multi" && $0.key != "exec" } == wanted)
        }
        backend.server.resetCounts()
        let none = try await database.count(Book.filter { $0.title.in([]) })
        #expect(none == 0)
        #expect(backend.server.counts.roundTrips == 0)
    }

    @Test("one object is looked up, not sought") func object() async throws {
        let byID = try await commands { _ = try await $0.get(Book.self, 7) }
        #expect(byID == ["sismember": 1, "hmget": 1])
        let byValue = try await commands { _ = try await $0.get(Book.self, \.isbn, 7) }
        #expect(byValue == ["hget": 1, "hmget": 1])
    }

    @Test("a page in the order of a range index reads its own objects only") func page()
        async throws
    {
        let query = Book.all.sorted(by: \.pages, .descending).dropFirst(40).prefix(10)
        let made = try await commands { database in
            let pages = try await database.fetch(query).map(\.pages)
            #expect(pages == Array(repeating: 5, count: 10))
        }
        #expect(made == ["scard": 1, "zcard": 1, "zrange": 1, "hmget": 10])
    }
}
