import StdnetODM

extension Behaviour {
    /// What a commit refuses; each leaves the keyspace as it was, byte for byte.
    static let violations: [Behaviour] = [
        inFurnishedLibrary("a taken unique value is refused, with its owner") { database in
            try await expectRejection(
                [
                    Violation(
                        model: "library.book",
                        id: nil,
                        field: "isbn",
                        rule: .unique(value: "20", owner: "2")
                    ),
                    Violation(
                        model: "library.publisher",
                        id: "new",
                        field: "name",
                        rule: .unique(value: "Acme", owner: "acme")
                    ),
                ],
                by: database
            ) { session in
                session.insert(Publisher(code: "new", name: "Acme"))
                session.insert(Book(isbn: 20, title: "Copy", author: Ref(1)))
                session.insert(Author(email: "innocent", name: "I"))
            }
        },
        inLibrary("two equal unique values in one session are refused") { database in
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
                session.insert(Author(email: "a", name: "A"))
                session.insert(Author(email: "a", name: "B"))
            }
        },
        inFurnishedLibrary("an update may not take another's unique value") { database in
            guard let old = try await database.fetch(Ref<Book>(1)) else { throw missing("book 1") }
            var book = old
            book.isbn = 20
            let changed = book
            try await expectRejection(
                [
                    Violation(
                        model: "library.book",
                        id: "1",
                        field: "isbn",
                        rule: .unique(value: "20", owner: "2")
                    )
                ],
                by: database
            ) { $0.update(changed, from: old) }
        },
        inFurnishedLibrary("absent unique values do not collide") { database in
            try await database.commit { session in
                session.insert(Publisher(code: "x"))
                session.insert(Publisher(code: "y"))
            }
            try expect(try await database.count(Publisher.filter { $0.name == nil }), equals: 2)
        },
        inFurnishedLibrary("a reference to nothing is refused") { database in
            try await expectRejection(
                [
                    Violation(
                        model: "library.book",
                        id: nil,
                        field: "author",
                        rule: .missingReference(model: "library.author", id: "99")
                    ),
                    Violation(
                        model: "library.book",
                        id: nil,
                        field: "publisher",
                        rule: .missingReference(model: "library.publisher", id: "nobody")
                    ),
                ],
                by: database
            ) { session in
                session.insert(
                    Book(isbn: 99, title: "Lost", author: Ref(99), publisher: Ref("nobody"))
                )
            }
        },
        inFurnishedLibrary("a reference to what the session deletes is refused") { database in
            try await expectRejection(
                [
                    Violation(
                        model: "library.book",
                        id: nil,
                        field: "author",
                        rule: .missingReference(model: "library.author", id: "3")
                    )
                ],
                by: database
            ) { session in
                session.delete(Ref<Author>(3))
                session.insert(Book(isbn: 99, title: "Late", author: Ref(3)))
            }
        },
        inFurnishedLibrary("an id that is taken is refused, and so is one that is not there") {
            database in
            let gone = Author(id: 77, email: "g", name: "Gone")
            var renamed = gone
            renamed.name = "Still gone"
            let changed = renamed
            try await expectRejection(
                [
                    Violation(model: "library.author", id: "1", field: nil, rule: .existingObject),
                    Violation(model: "library.author", id: "77", field: nil, rule: .missingObject),
                ],
                by: database
            ) { session in
                session.insert(Author(id: 1, email: "n", name: "N"))
                session.update(changed, from: gone)
            }
        },
        inFurnishedLibrary("keys of another type in the way are named") { database in
            for key in [
                "lib.library.member:id", "lib.library.member:ids", "lib.library.member:rng:age",
                "lib.library.member:idx:town:Oslo", "lib.library.member:obj:1",
            ] {
                _ = try await database.backend.run(RawCommand("RPUSH", key, "in the way"))
            }
            _ = try await database.backend.run(
                RawCommand("SET", "lib.library.member:uni:card", "x")
            )
            let found: (String, KeyType, String) -> Violation = { key, expected, found in
                Violation(
                    model: "library.member",
                    id: nil,
                    field: nil,
                    rule: .wrongType(
                        key: "lib.library.member:" + key,
                        expected: expected,
                        found: found
                    )
                )
            }
            try await expectRejection(
                [
                    found("id", .zset, "list"), found("ids", .string, "list"),
                    found("rng:age", .zset, "list"), found("idx:town:Oslo", .zset, "list"),
                    found("uni:card", .hash, "string"),
                ],
                by: database
            ) { $0.insert(Member(card: "c", town: "Oslo", age: 1)) }
            _ = try await database.backend.run(
                RawCommand(
                    "DEL",
                    "lib.library.member:id",
                    "lib.library.member:ids",
                    "lib.library.member:rng:age",
                    "lib.library.member:idx:town:Oslo",
                    "lib.library.member:uni:card"
                )
            )
            try await expectRejection([found("obj:1", .hash, "list")], by: database) {
                $0.insert(Member(card: "c", town: "Oslo", age: 1))
            }
        },
        inLibrary("what is no number has no place in an order") { database in
            try await expectRejection(
                [Violation(model: "library.member", id: nil, field: "age", rule: .notANumber)],
                by: database
            ) { $0.insert(Member(card: "c", town: "Oslo", age: .nan)) }
            try await expectRejection(
                [Violation(model: "library.member", id: nil, field: "age", rule: .notANumber)],
                by: database
            ) { $0.insert(Member(card: "c", town: "Oslo", age: .leastNonzeroMagnitude)) }
        },
        inLibrary("what can't be an id is refused") { database in
            try await expectRejection(
                [
                    Violation(
                        model: "library.publisher",
                        id: "",
                        field: nil,
                        rule: .invalidID("an id has at least one character")
                    ),
                    Violation(
                        model: "library.publisher",
                        id: "a\nb",
                        field: nil,
                        rule: .invalidID("an id has no control characters")
                    ),
                ],
                by: database
            ) { session in
                session.insert(Publisher(code: ""))
                session.insert(Publisher(code: "a\nb"))
            }
        },
        inFurnishedLibrary("a reference planned elsewhere or taken back is refused") { database in
            var other = Session()
            let foreign = other.insert(Author(email: "f", name: "F"))
            let violation = Violation(
                model: "library.book",
                id: nil,
                field: nil,
                rule: .foreignReference
            )
            try await expectRejection([violation], by: database) { session in
                session.insert(Book(isbn: 99, title: "X", author: foreign))
            }
            try await expectRejection([violation], by: database) { session in
                let author = session.insert(Author(email: "f", name: "F"))
                session.insert(Book(isbn: 99, title: "X", author: author))
                session.delete(author)
            }
        },
        Behaviour("a model that was not named is refused") { backend in
            let database = try Database(backend, models: Member.self)
            try await expectRejection(
                [Violation(model: "library.publisher", id: nil, field: nil, rule: .unknownModel)],
                by: database
            ) { $0.insert(Publisher(code: "a")) }
        },
    ]
}
