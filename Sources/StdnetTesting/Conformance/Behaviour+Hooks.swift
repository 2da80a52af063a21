import StdnetODM
import Synchronization

/// What hooks have seen, in order.
private final class Notes: Sendable {
    private let lines = Mutex<[String]>([])
    var all: [String] { lines.withLock { $0 } }

    func append(_ line: String) { lines.withLock { $0.append(line) } }
    func append(_ what: String, _ changes: [ObjectChange]) {
        append(what + changes.map { " \($0.kind) \($0.model) \($0.id ?? "-")" }.joined())
    }
}

/// Why a hook says no.
private struct Forbidden: Error, CustomStringConvertible {
    let description = "not on Sundays"
}

extension Behaviour {
    /// What is called before and after commits.
    static let hooks: [Behaviour] = [
        inLibrary("hooks see what is committed, before and after, in their order") { plain in
            let notes = Notes()
            let database = plain.with(
                Hooks()
                    .beforeCommit { notes.append("before", $0.changes) }
                    .beforeCommit { _ in notes.append("before, second") }
                    .beforeDelete { notes.append("delete", $0) }
                    .afterDelete { notes.append("deleted", $0) }
                    .afterCommit { notes.append("after", $0) }
            )
            try await database.insert(Author(email: "a", name: "Anna"))
            try await plain.insert(Author(email: "b", name: "Bob"))
            try await database.commit { session in
                session.insert(Author(email: "c", name: "Cleo"))
                session.delete(Ref<Author>(2))
            }
            try expect(
                notes.all,
                equals: [
                    "before insert library.author -", "before, second",
                    "after insert library.author 1",
                    "before insert library.author - delete library.author 2", "before, second",
                    "delete delete library.author 2",
                    "after insert library.author 3 delete library.author 2",
                    "deleted delete library.author 2",
                ]
            )
        },
        inLibrary("a hook that throws before a commit keeps all of it from being written") {
            plain in
            try await plain.insert(Author(email: "a", name: "Anna"))
            let database = plain.with(
                Hooks()
                    .beforeCommit { session in
                        if session.changes.contains(where: { $0.model == "library.book" }) {
                            throw Forbidden()
                        }
                    }
                    .beforeDelete { _ in
                        throw CommitFailure.rejected([
                            Violation(
                                model: "library.author",
                                id: "1",
                                field: nil,
                                rule: .missingObject
                            )
                        ])
                    }
            )
            let before = try await KeyspaceDump(of: plain.backend)
            var failures: [String] = []
            do throws(CommitFailure) {
                try await database.insert(Book(isbn: 1, title: "Tea", author: Ref(1)))
            } catch { failures.append("\(error)") }
            do throws(CommitFailure) { try await database.delete(Ref<Author>(1)) } catch {
                failures.append("\(error)")
            }
            try expect(
                failures,
                equals: [
                    "nothing was written, because a hook said: not on Sundays",
                    "nothing was written: library.author '1': there is no such object",
                ]
            )
            let after = try await KeyspaceDump(of: plain.backend)
            try expect(after.difference(from: before), equals: [])
        },
        inLibrary("a hook adds to the commit that it sees") { plain in
            let database = plain.with(
                Hooks().beforeCommit { session in
                    session.insert(Publisher(code: "log\(session.changes.count)"))
                }
            )
            try await database.insert(Author(email: "a", name: "Anna"))
            try expect(try await plain.all(Publisher.self).map(\.code), equals: ["log1"])
            try expect(try await plain.count(Author.self), equals: 1)
        },
        inLibrary("events tell a model's listeners what is committed to it") { database in
            let events = database.events(of: Author.self)
            try await database.commit { session in
                session.insert(Publisher(code: "acme"))
                session.insert(Author(email: "a", name: "Anna"))
            }
            _ = try? await database.insert(Author(email: "a", name: "Bob"))
            try await database.delete(Author.all)
            try await database.delete(Ref<Publisher>("acme"))
            try await database.insert(Author(email: "z", name: "Zoe"))
            var told: [String] = []
            for await event in events {
                switch event {
                case .willCommit(let changes): told.append("will \(changes.map(\.id))")
                case .didCommit(let changes):
                    told.append("did \(changes.map { $0.reference(to: Author.self)?.id })")
                case .willDelete(let changes): told.append("will delete \(changes.map(\.kind))")
                case .didDelete(let changes): told.append("did delete \(changes.map(\.kind))")
                case .failed: told.append("failed")
                default: told.append("\(event)")
                }
                if told.count == 10 { break }
            }
            try expect(
                told,
                equals: [
                    "will [nil]", "did [Optional(1)]", "will [nil]", "failed", "will [nil]",
                    "will delete [StdnetODM.ObjectChange.Kind.deleteAll]",
                    "did [nil, Optional(1)]",
                    "did delete [StdnetODM.ObjectChange.Kind.deleteAll, "
                        + "StdnetODM.ObjectChange.Kind.delete]",
                    "will [nil]", "did [Optional(2)]",
                ]
            )
        },
        inFurnishedLibrary("what a rule or a query ends is named to hooks") { plain in
            let notes = Notes()
            let database = plain.with(
                Hooks().beforeDelete { notes.append("delete", $0) }
                    .afterDelete { notes.append("deleted", $0) }
                    .afterCommit { notes.append("after", $0) }
            )
            guard let tea = try await database.fetch(Ref<Book>(1)) else { throw missing("book 1") }
            var dear = tea
            dear.price = 99
            let changed = dear
            // A book that is changed and whose author ends in the same session ends, too.
            try await database.commit { session in
                session.update(changed, from: tea)
                session.delete(Ref<Book>(2))
                session.delete(Ref<Author>(1))
            }
            try await database.commit { session in
                session.delete(Book.filter { $0.title == "Tea" })
                session.delete(Ref<Author>(3))
                session.insert(Publisher(code: "p"))
            }
            try await database.delete(Ref<Book>(1000))
            try expect(
                notes.all,
                equals: [
                    "delete delete library.book 2 delete library.author 1",
                    "after update library.book 1 delete library.book 2 delete library.author 1"
                        + " delete library.book 1",
                    "deleted delete library.book 2 delete library.author 1 delete library.book 1",
                    "delete deleteAll library.book - delete library.author 3",
                    "after deleteAll library.book - delete library.author 3 insert library.publisher p"
                        + " delete library.book 3 delete library.book 5",
                    "deleted deleteAll library.book - delete library.author 3"
                        + " delete library.book 3 delete library.book 5",
                    "delete delete library.book 1000", "after delete library.book 1000",
                    "deleted delete library.book 1000",
                ]
            )
        },
        inFurnishedLibrary(
            "an object that would have moved and that a rule ends is named by its old id"
        ) {
            plain in
            let notes = Notes()
            let database = plain.with(Hooks().afterDelete { notes.append("deleted", $0) })
            guard let book = try await database.fetch(Ref<Book>(5)) else { throw missing("book 5") }
            var renamed = book
            renamed.id = 50
            let moved = renamed
            try await database.commit { session in
                session.update(moved, from: book)
                session.delete(Ref<Author>(3))
            }
            try await database.commit { session in
                session.update(
                    Book(id: 1, isbn: 11, title: "Tea", author: Ref(1)),
                    from: Book(id: 1, isbn: 10, title: "Tea", author: Ref(1))
                )
                session.delete(Book.filter { $0.isbn == 10 })
            }
            try expect(
                notes.all,
                equals: [
                    "deleted delete library.author 3 delete library.book 5",
                    "deleted deleteAll library.book - delete library.book 1",
                ]
            )
        },
        inFurnishedLibrary("events name the objects of a model that end with those of another") {
            database in
            let events = database.events(of: Book.self)
            try await database.delete(Ref<Author>(2))
            try await database.delete(Ref<Book>(1))
            var told: [String] = []
            for await event in events {
                switch event {
                case .didCommit(let changes): told.append("did \(changes.map(\.id))")
                case .didDelete(let changes):
                    told.append(
                        "did delete \(changes.compactMap { $0.reference(to: Book.self)?.id })"
                    )
                case .willCommit(let changes): told.append("will \(changes.map(\.id))")
                default: break
                }
                if told.count == 5 { break }
            }
            try expect(
                told,
                equals: [
                    #"did [Optional("3"), Optional("4")]"#, "did delete [3, 4]",
                    #"will [Optional("1")]"#, #"did [Optional("1")]"#, "did delete [1]",
                ]
            )
        },
        inLibrary("a listener that is too slow is told how much it missed") { database in
            let events = database.events(of: Author.self, limit: 2)
            for number in 0..<3 {
                try await database.insert(Author(email: "\(number)", name: ""))
            }
            var iterator = events.makeAsyncIterator()
            try expect(await iterator.next(), equals: .missed(count: 4))
            guard case .willCommit = await iterator.next(), case .didCommit = await iterator.next()
            else { throw BrokenPromise(description: "the newest events are not there") }
        },
    ]
}
