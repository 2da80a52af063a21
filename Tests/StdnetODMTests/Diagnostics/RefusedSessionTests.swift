import Testing

@Suite("A session that would be used wrongly does not compile")
struct RefusedSessionTests {
    @Test("A session is committed once, and stays where it is")
    func ownership() async throws {
        try await Program(
            source: Program.models + """
                func twice(db: Database, user: User) async throws {
                    var session = Session()  // error: 'session' consumed more than once
                    session.insert(user)
                    try await db.commit(session)
                    try await db.commit(session)
                }
                func leaked(db: Database, user: User) async throws {
                    var session = Session()
                    Task { session.insert(user) }  // error: sending value of non-Sendable type
                    try await db.commit(session)  // error: noncopyable 'session' cannot be consumed when captured by an escaping closure
                }
                """
        ).check()
    }

    @Test("Nothing is awaited while a session is built")
    func synchronous() async throws {
        try await Program(
            source: Program.models + """
                func awaiting(db: Database) async throws {
                    try await db.commit { session in  // error: 'commit'
                        let users = try await db.fetch(User.all)
                        session.insert(users[0])
                    }
                }
                """
        ).check()
    }

    @Test("Sessions are built from the main actor, from actors and in tasks, with typed errors")
    func right() async throws {
        try await Program(
            source: Program.models + """
                final class Basket {
                    var users: [User] = []
                    var saved = 0
                }
                @MainActor final class Screen {
                    let db: Database
                    var basket = Basket()
                    init(db: Database) { self.db = db }
                    func save() async throws(CommitFailure) {
                        try await db.commit { session in
                            for user in basket.users { session.insert(user) }
                            basket.saved += 1
                        }
                    }
                }
                actor Importer {
                    let db: Database
                    var pending: [User] = []
                    init(db: Database) { self.db = db }
                    func flush() async throws(CommitFailure) -> Ref<User> {
                        try await db.commit { session in
                            for user in pending { session.insert(user) }
                            pending = []
                            return session.insert(User(name: "last", age: 1))
                        }
                    }
                }
                func tasks(db: Database, user: User) async throws {
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        group.addTask { _ = try await db.commit { $0.insert(user) } }
                        try await group.waitForAll()
                    }
                }
                func pair(db: Database, basket: Basket) async {
                    do {
                        let (norway, boss) = try await db.commit { session in
                            basket.saved += 1
                            let boss = session.insert(User(name: "Anne", age: 52))
                            session.insert(User(name: "Bo", age: 30, boss: boss))
                            return (session.insert(Country(code: "NO", name: "", continent: "EU")), boss)
                        }
                        let country: Ref<Country> = norway
                        _ = (country, boss)
                    } catch {
                        let failure: CommitFailure = error
                        _ = failure
                    }
                }
                """
        ).check()
    }
}
