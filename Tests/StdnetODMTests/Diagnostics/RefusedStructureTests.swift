import Testing

@Suite("A structure that would be used wrongly does not compile")
struct RefusedStructureTests {
    private static let bag = """
        @Model("app.bag")
        struct Bag {
            var id: Int?
            @Structure var tags: RemoteSet<String>
            @Structure var items: RemoteList<Int>
        }


        """

    @Test("Elements have the type that was declared")
    func elements() async throws {
        try await Program(
            source: Program.models + Self.bag + """
                func write(db: Database, bag: Bag) async throws {
                    try await db[bag.tags].insert(5)  // error: cannot convert value of type 'Int'
                    try await db[bag.items].append("x")  // error: cannot convert value of type 'String'
                    try await db[bag.items].append(5)
                }
                func plan(session: inout Session, bag: Bag) {
                    session.add(5, to: bag.tags)  // error: cannot convert value of type
                    session.add("x", to: bag.tags)
                }
                """
        ).check()
    }

    @Test("A structure is not set, and is one of those that there are")
    func declarations() async throws {
        try await Program(
            source: Program.models + Self.bag + """
                @Model("app.box")
                struct Box {
                    var id: Int?
                    @Structure var size: Int  // error: 'size' is of type 'Int', which is no structure
                }
                func set(bag: inout Bag, other: Bag) {
                    bag.items = other.items  // error: cannot assign to property
                }
                """
        ).check()
    }
}
