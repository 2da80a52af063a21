import StdnetODM

extension Behaviour {
    /// Objects that are found by their values, or made.
    static let upserts: [Behaviour] = [
        inFurnishedLibrary("Q15: an upsert changes the object that has the value, or makes one") {
            database in
            var session = Session()
            let bob = session.upsert(Author(email: "bob@x", name: "Robert"), on: \.email)
            let dora = session.upsert(
                Author(email: "dora@x", name: "Dora", teacher: bob),
                on: \.email
            )
            let eve = session.insert(Author(email: "eve@x", name: "Eve", teacher: dora))
            let receipt = try await database.commit(session)
            try expect(receipt.resolve(bob).id, equals: 2)
            try expect(receipt.isNew(bob), equals: false)
            try expect(receipt.isNew(dora), equals: true)
            try expect(receipt.isNew(eve), equals: nil)
            try expect(
                Set([receipt.resolve(dora).id, receipt.resolve(eve).id]),
                equals: [4, 5]
            )
            try expect(
                try await database.fetch(Ref<Author>(2)),
                equals: Author(id: 2, email: "bob@x", name: "Robert")
            )
            try expect(
                try await database.fetch(receipt.resolve(eve))?.teacher,
                equals: receipt.resolve(dora)
            )
            try expect(
                try await database.fetch(receipt.resolve(dora))?.teacher,
                equals: Ref(2)
            )
        },
        inFurnishedLibrary("an upsert looks for all of several values") { database in
            var session = Session()
            let tea = session.upsert(
                Book(isbn: 30, title: "Tea", pages: 401, author: Ref(2)),
                on: \.title,
                \.author
            )
            let new = session.upsert(
                Book(isbn: 60, title: "Tea", author: Ref(3)),
                on: \.title,
                \.author
            )
            let receipt = try await database.commit(session)
            try expect(receipt.resolve(tea).id, equals: 3)
            try expect(receipt.resolve(new).id, equals: 6)
            try expect(try await database.fetch(Ref<Book>(3))?.publisher, equals: nil)
            try expect(try await database.fetch(Ref<Book>(3))?.pages, equals: 401)
            try expect(try await database.count(Book.all), equals: 6)
        },
        inFurnishedLibrary("an upsert that finds several objects is refused") { database in
            try await expectRejection(
                [
                    Violation(
                        model: "library.book",
                        id: nil,
                        field: nil,
                        rule: .ambiguous(count: 2)
                    )
                ],
                by: database
            ) { session in
                session.upsert(Book(isbn: 70, title: "Tea", author: Ref(1)), on: \.title)
                session.insert(Author(email: "x", name: "X"))
            }
        },
        inFurnishedLibrary("an upsert by the empty text finds no object without the value") {
            database in
            try await database.commit { $0.insert(Publisher(code: "none")) }
            var session = Session()
            let blue = session.upsert(
                Publisher(code: "blue", name: "B", country: ""),
                on: \.country
            )
            let receipt = try await database.commit(session)
            try expect(receipt.resolve(blue).id, equals: "blue")
            try await expectRejection(
                [
                    Violation(
                        model: "library.publisher",
                        id: "new",
                        field: "country",
                        rule: .unmatchable("nil is the value of no object or of many")
                    )
                ],
                by: database
            ) { $0.upsert(Publisher(code: "new"), on: \.country) }
        },
        inFurnishedLibrary("the id of an upsert is that of the object that is found, or made") {
            database in
            var session = Session()
            let made = session.upsert(Publisher(code: "c", name: "C"), on: \.name)
            let found = session.upsert(Publisher(code: "acme", name: "Acme"), on: \.code)
            let receipt = try await database.commit(session)
            try expect(receipt.isNew(made), equals: true)
            try expect(receipt.isNew(found), equals: false)
            try expect(try await database.fetch(Ref<Publisher>("acme"))?.country, equals: nil)
            try await expectRejection(
                [
                    Violation(
                        model: "library.publisher",
                        id: "d",
                        field: "name",
                        rule: .unique(value: "Acme", owner: "acme")
                    ),
                    Violation(
                        model: "library.publisher",
                        id: "acme",
                        field: nil,
                        rule: .existingObject
                    ),
                ],
                by: database
            ) { session in
                session.upsert(Publisher(code: "d", name: "Acme"), on: \.name)
                session.upsert(Publisher(code: "acme", name: "Nobody's"), on: \.name)
            }
        },
        inFurnishedLibrary("an upsert does not find what the session deletes") { database in
            var session = Session()
            session.delete(Author.filter { $0.email == "cleo@x" })
            session.delete(Ref<Publisher>("blue"))
            session.delete(Ref<Book>(3))
            let cleo = session.upsert(Author(email: "cleo@x", name: "C"), on: \.email)
            let blue = session.upsert(Publisher(code: "new", name: "Blue"), on: \.name)
            let receipt = try await database.commit(session)
            try expect(receipt.resolve(cleo).id, equals: 4)
            try expect(receipt.isNew(blue), equals: true)
            try expect(try await database.fetch(Author.all).map(\.id), equals: [1, 2, 4])
        },
        inFurnishedLibrary("two upserts of one value are refused") { database in
            try await expectRejection(
                [Violation(model: "library.author", id: "1", field: nil, rule: .existingObject)],
                by: database
            ) { session in
                session.upsert(Author(email: "anna@x", name: "A"), on: \.email)
                session.upsert(Author(email: "anna@x", name: "B"), on: \.email)
            }
            try await expectRejection(
                [
                    Violation(
                        model: "library.author",
                        id: nil,
                        field: "email",
                        rule: .unique(value: "new@x", owner: "")
                    )
                ],
                by: database
            ) { session in
                session.upsert(Author(email: "new@x", name: "A"), on: \.email)
                session.upsert(Author(email: "new@x", name: "B"), on: \.email)
            }
        },
    ]
}
