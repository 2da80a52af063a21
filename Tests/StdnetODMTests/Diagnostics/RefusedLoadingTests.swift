import Testing

@Suite("A reference that may be absent is not read as if it were there")
struct RefusedLoadingTests {
    @Test("An optional reference is loaded as an optional, and a typo is no member")
    func wrong() async throws {
        try await Program(
            source: Program.models + """
                func wrong(db: Database) async throws {
                    let rows = try await db.fetch(City.all.including(\\.country).including(\\.mayor))
                    print(rows[0].mayor.name)  // error: must be unwrapped to refer to member 'name'
                    print(rows[0].country.inhabitants)  // error: has no member 'inhabitants'
                    let country: Ref<User> = rows[0].country  // error: Ref<User>
                }
                """
        ).check()
    }

    @Test("What was loaded is there beside the properties of the object")
    func right() async throws {
        try await Program(
            source: Program.models + """
                func right(db: Database) async throws {
                    let rows = try await db.fetch(City.all.including(\\.country))
                    let country: Country = rows[0].country
                    let mayor: Ref<User>? = rows[0].mayor
                    print(country, mayor as Any, rows[0].name, rows.map(\\.country.name))
                    let both = try await db.fetch(City.all.including(\\.country).including(\\.mayor))
                    print(both[0].country.name, both[0].mayor?.name ?? "", both[0].population)
                    let names: [String] = try await db.fetch(City.all.values(of: \\.name))
                    print(names)
                }
                """
        ).check()
    }
}
