import StdnetODM

extension Behaviour {
    /// A story that needs Lua, which memory has only with StdnetLua: without it, it says so.
    private static func withLua(
        _ title: String,
        _ story: @escaping @Sendable (Database) async throws -> Void
    ) -> Behaviour {
        inFurnishedLibrary(title) { database in
            do throws(FetchFailure) {
                _ = try await database.fetch(Book.all.scan(lua: "true"))
            } catch {
                guard "\(error)".contains("StdnetLua") else { throw error }
                return
            }
            try await story(database)
        }
    }

    /// Expressions in Lua that are asked on the server.
    static let expressions: [Behaviour] = [
        withLua("an expression in Lua is asked of what a query finds") { database in
            let books = try await database.fetch(Book.all)
            func ids(_ expression: String, _ query: Query<Book> = Book.all) async throws -> [Int?] {
                try await database.fetch(query.scan(lua: expression)).map(\.id)
            }
            try expect(
                try await ids("this.pages > 100 and not (this.price >= 20)"),
                equals: books.filter { $0.pages > 100 && !($0.price >= 20) }.map(\.id)
            )
            try expect(
                try await ids("this.isInPrint"),
                equals: books.filter(\.isInPrint).map(\.id)
            )
            try expect(
                try await ids("string.find(this.title, '^T')"),
                equals: books.filter { $0.title.hasPrefix("T") }.map(\.id)
            )
            try expect(
                try await ids("this.published == nil and this.id > 1"),
                equals: books.filter { $0.published == nil && $0.id ?? 0 > 1 }.map(\.id)
            )
            try expect(
                try await ids("this.author == 1", Book.all.sorted(by: \.pages, .descending)),
                equals: books.filter { $0.author == Ref(1) }
                    .sorted { $0.pages > $1.pages }.map(\.id)
            )
            try expect(
                try await ids("this.pages % 2 == 0", Book.filter { $0.pages >= 100 }),
                equals: books.filter { $0.pages >= 100 && $0.pages.isMultiple(of: 2) }.map(\.id)
            )
            let found = Book.all.scan(lua: "this.title ~= nil")
            try expect(try await database.count(found), equals: books.count)
            try expect(
                try await database.fetch(found.dropFirst().prefix(2)).map(\.id),
                equals: books.dropFirst().prefix(2).map(\.id)
            )
            try expect(
                try await database.fetch(found.suffix(2)).map(\.id),
                equals: books.suffix(2).map(\.id)
            )
            try expect(
                try await database.fetch(found.dropLast(3)).map(\.id),
                equals: books.dropLast(3).map(\.id)
            )
            let included = try await database.fetch(
                Book.all.scan(lua: "this.pages > 100").including(\.author)
            )
            try expect(
                included.map(\.base.id),
                equals: books.filter { $0.pages > 100 }.map(\.id)
            )
            var streamed: [Int?] = []
            for try await book in database.stream(found, chunk: 2) { streamed.append(book.id) }
            try expect(streamed, equals: books.map(\.id))
        },
        withLua("an expression that is no Lua, fails or writes is told") { database in
            for (expression, part) in [
                ("this.pages >", "the expression is no Lua"),
                ("this.blurb .. 'x' == nil .. this.nothing", "fails of the object"),
                ("redis.call('DEL', 'x')", "fails of the object"),
            ] {
                var message = "nothing"
                do throws(FetchFailure) {
                    _ = try await database.fetch(Book.all.scan(lua: expression))
                } catch { message = "\(error)" }
                try expect(message.contains(part), "'\(expression)' is told as: \(message)")
            }
        },
        inFurnishedLibrary("a predicate is asked where references are loaded too") { database in
            let books = try await database.fetch(
                Book.all.matching { $0.pages > 100 }.including(\.author)
            )
            let all = try await database.fetch(Book.all)
            try expect(books.map(\.base.id), equals: all.filter { $0.pages > 100 }.map(\.id))
        },
    ]
}
