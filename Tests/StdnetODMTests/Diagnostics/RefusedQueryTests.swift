import Testing

@Suite("A query that the indexes can't answer does not compile")
struct RefusedQueryTests {
    @Test("Each wrong query is refused on its line, with the advice of what to write")
    func wrong() async throws {
        try await Program(
            source: Program.models + """
                func wrong(norway: Ref<Country>, user: Ref<User>) {
                    _ = City.filter { $0.timezone == "Europe/London" }  // error: this field has no index: mark it @Index, or ask for a full scan with '.scan { }'
                    _ = City.filter { $0.timezone != "Europe/London" }  // error: this field has no index
                    _ = City.filter { $0.name >= "M" }  // error: this field has no range index: mark it @Index(.range)
                    _ = City.filter { $0.geonameid < 5 }  // error: this field has no range index
                    _ = City.filter { $0.name.hasPrefix("Os") }  // error: text is found by a full scan only: write '.scan { }'
                    _ = City.filter { $0.name.contains("Os") }  // error: text is found by a full scan only
                    _ = City.filter { $0.country == nil }  // error: this reference is required, so it is never nil
                    _ = City.filter { $0.country != nil }  // error: this reference is required, so it is never nil
                    _ = City.filter { $0.population >= "many" }  // error: String
                    _ = City.filter { $0.inhabitants > 5 }  // error: value of type 'City.Fields' has no member 'inhabitants'
                    _ = City.filter { $0.country.inhabitants > 5 }  // error: has no dynamic member 'inhabitants'
                    _ = City.filter { $0.country == user }  // error: Ref<User>
                    _ = City.all.sorted(by: \\.inhabitants)  // error: 'inhabitants'
                    _ = City.filter { _ in Country.fields.name == "Norway" }  // error: Filter<
                    _ = City.filter { $0.country.continent == "EU" && $0.timezone == "" }  // error: this field has no index
                }
                """
        ).check()
    }

    @Test("Right queries are accepted")
    func right() async throws {
        try await Program(
            source: Program.models + """
                func right(norway: Ref<Country>, user: Ref<User>) {
                    _ = City.filter { $0.geonameid == 1 && $0.id == 3 || !($0.name == "Oslo") }
                    _ = City.filter { $0.population >= 5 && $0.population < 10 }
                    _ = City.filter { $0.population.in(5..<10) || $0.name.in(["Oslo", "Bergen"]) }
                    _ = City.filter { $0.founded == nil || $0.founded > Date(timeIntervalSince1970: 0) }
                    _ = City.filter { $0.isPort == true && $0.country == norway && $0.mayor != nil }
                    _ = City.filter { $0.country.continent == "EU" && $0.mayor.boss.age > 50 }
                    _ = City.filter { $0.country.capital.mayor == user && $0.country.area > 1 }
                    _ = City.exclude { $0.mayor.in(User.filter { $0.nickname == nil }) }
                    _ = City.scan { $0.timezone.hasSuffix("Oslo") && $0.country.name.contains("way") }
                    _ = City.all.sorted(by: \\.population, .descending)
                }
                """
        ).check()
    }
}
