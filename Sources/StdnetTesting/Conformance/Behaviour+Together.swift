import StdnetODM

/// Answers nothing but failures.
private struct Unreachable: Backend {
    func execute(_: CommandBatch) async throws(BackendError) -> [Reply] {
        throw .invalidRequest("nobody is there")
    }

    func close() async {}
}

extension Behaviour {
    private static func violation(
        _ model: String,
        _ id: String?,
        _ field: String?,
        _ rule: Violation.Rule
    ) -> Violation {
        Violation(model: "library." + model, id: id, field: field, rule: rule)
    }

    private static func inClubhouse(
        _ title: String,
        _ story: @escaping @Sendable (Database) async throws -> Void
    ) -> Behaviour {
        Behaviour(title) { try await story(try Database.clubhouse($0)) }
    }

    /// What a session refuses itself is told together with what the server refuses of the same session.
    static let together: [Behaviour] = [
        inFurnishedLibrary(
            "what is wrong before anything is sent is told with all that is wrong then"
        ) {
            database in
            let gone = Author(id: 77, email: "g", name: "Gone")
            let still = Author(id: 77, email: "g", name: "Still gone")
            try await expectRejection(
                [
                    violation("member", nil, "age", .notANumber),
                    violation(
                        "publisher",
                        "a\nb",
                        nil,
                        .invalidID("an id has no control characters")
                    ),
                    violation("book", nil, "isbn", .unique(value: "20", owner: "2")),
                    violation(
                        "book",
                        nil,
                        "author",
                        .missingReference(model: "library.author", id: "99")
                    ),
                    violation("publisher", "new", "name", .unique(value: "Acme", owner: "acme")),
                    violation(
                        "publisher",
                        "blue",
                        nil,
                        .restricted(model: "library.book", id: "3")
                    ),
                    violation("author", "77", nil, .missingObject),
                    violation("author", "1", nil, .existingObject),
                ],
                by: database
            ) { session in
                session.insert(Member(card: "c", town: "Oslo", age: .nan))
                session.insert(Publisher(code: "a\nb"))
                session.insert(Book(isbn: 20, title: "Copy", author: Ref(99)))
                session.save(Publisher(code: "new", name: "Acme"))
                session.delete(Ref<Publisher>("blue"))
                session.update(still, from: gone)
                session.insert(Author(id: 1, email: "n", name: "N"))
                session.insert(Author(email: "innocent", name: "I"))
            }
        },
        Behaviour("one object is told what it finds wrong itself and what the server does") {
            backend in
            let database = try Database(backend, namespace: "lib.", models: Author.self, Visit.self)
            let day = Day(daysSince1970: 15_340)
            try await database.insert(Visit(id: 7, from: day, until: day))
            try await expectRejection(
                [
                    violation("visit", "7", "children", .invalid("nobody comes")),
                    violation("visit", "7", nil, .existingObject),
                    violation(
                        "visit",
                        "7",
                        "guide",
                        .missingReference(model: "library.author", id: "3")
                    ),
                ],
                by: database
            ) { session in
                session.insert(Visit(id: 7, from: day, until: day, children: 0, guide: Ref(3)))
            }
        },
        inFurnishedLibrary("what only follows from what is refused is not told") { database in
            guard let anna = try await database.fetch(Ref<Author>(1)) else {
                throw missing("author 1")
            }
            let nobody = Author(email: "other@x", name: "Anna")
            let unnamed = Publisher(code: "unnamed")
            let reason = "nil is the value of no object or of many"
            try await expectRejection(
                [
                    violation(
                        "publisher",
                        "a\nb",
                        nil,
                        .invalidID("an id has no control characters")
                    ),
                    violation("author", nil, nil, .changedID),
                    violation("publisher", "unnamed", "name", .unmatchable(reason)),
                ],
                by: database
            ) { session in
                let refused = session.insert(Publisher(code: "a\nb"))
                session.insert(Book(isbn: 60, title: "Lost", author: Ref(1), publisher: refused))
                // Anna would have given up her address.
                session.update(nobody, from: anna)
                session.insert(Author(email: anna.email, name: "Heiress"))
                let unnamed = session.upsert(unnamed, on: \.name)
                session.insert(Book(isbn: 70, title: "Lost", author: Ref(1), publisher: unnamed))
            }
        },
        inFurnishedLibrary("a reference that is refused holds nobody") { database in
            guard let book = try await database.fetch(Ref<Book>(3)) else { throw missing("book 3") }
            var other = Session()
            let foreign = other.upsert(Publisher(code: "x", name: "Y"), on: \.name)
            var moved = book
            moved.publisher = foreign
            let changed = moved
            try await expectRejection(
                [violation("book", "3", nil, .foreignReference)],
                by: database
            ) { session in
                session.delete(Ref<Publisher>("blue"))
                session.update(changed, from: book)
            }
        },
        inClubhouse("structures and links of what is refused are not asked about, all others are") {
            database in
            try await database.insert(Reader(name: "ann"))
            try await expectRejection(
                [
                    violation(
                        "reader",
                        "0",
                        nil,
                        .invalidID(
                            "the database numbers these objects: an id is 1 to 9007199254740991"
                        )
                    ),
                    violation("reader", nil, "name", .unique(value: "ann", owner: "1")),
                ],
                by: database
            ) { session in
                let club = session.insert(Club(name: "chess"))
                let reader = session.insert(Reader(id: 0, name: "zero"))
                session.add(club, to: Reader(id: reader.id, name: "zero").clubs)
                session.insert(Reader(name: "ann"))
            }
        },
        inFurnishedLibrary(
            "objects of a model that was not named leave the others to be asked about"
        ) {
            library in
            let database = try Database(
                library.backend,
                namespace: "lib.",
                models: Publisher.self,
                Author.self,
                Book.self
            )
            try await expectRejection(
                [
                    violation("member", nil, nil, .unknownModel),
                    violation("bag", nil, nil, .unknownModel),
                    violation("author", nil, "email", .unique(value: "anna@x", owner: "1")),
                ],
                by: database
            ) { session in
                session.insert(Member(card: "c", town: "Oslo", age: 1))
                session.delete(Member.filter { $0.town == "Oslo" })
                let bag = session.insert(Bag(name: "new"))
                session.add("red", to: bag[\.tags])
                session.append("new", to: Bag.news)
                session.insert(Author(email: "anna@x", name: "Copy"))
            }
        },
        inFurnishedLibrary("a session that is refused does not delete, number or move") {
            database in
            guard let cleo = try await database.fetch(Ref<Author>(3)) else {
                throw missing("author 3")
            }
            var renamed = cleo
            renamed.id = 30
            let moved = renamed
            try await expectRejection(
                [violation("member", nil, "age", .notANumber)],
                by: database
            ) { session in
                session.insert(Member(card: "c", town: "Oslo", age: .nan))
                session.insert(Author(email: "new@x", name: "New"))
                session.update(moved, from: cleo)
                session.delete(Ref<Author>(2))
                session.delete(Book.filter { $0.title == "Tea" })
                session.upsert(
                    Publisher(code: "acme", name: "Acme", country: "NO"),
                    on: \.name,
                    \.country
                )
            }
            // Deletions alone go another way through the script.
            try await expectRejection(
                [violation("author", nil, nil, .missingObject)],
                by: database
            ) { session in
                session.delete(Author(email: "unsaved", name: "Never saved"))
                session.delete(Ref<Book>(1))
            }
        },
        Behaviour("where nobody can be asked a refused session says what is known") { backend in
            let database = try Database(Unreachable(), namespace: "lib.", models: Member.self)
            var found: CommitFailure?
            do throws(CommitFailure) {
                try await database.commit { session in
                    session.insert(Member(card: "c", town: "Oslo", age: .nan))
                    session.insert(Member(card: "d", town: "Oslo", age: 1))
                }
            } catch { found = error }
            try expect(
                found,
                equals: .rejected([violation("member", nil, "age", .notANumber)])
            )
        },
    ]
}
