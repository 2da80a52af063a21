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

    @Test("Each wrong sub-query, part and selection is refused on its line")
    func wrongParts() async throws {
        try await Program(
            source: Program.models + """
                func wrong() {
                    _ = City.filter { $0.name.in(Country.all.values(of: \\.area)) }  // error: in call to instance method 'in'
                    _ = City.filter { $0.timezone.in(["Europe/London"]) }  // error: this field has no index
                    _ = City.filter { $0.country.in(User.all) }  // error: 'Query<User>'
                    _ = City.filter { $0.name.in(Country.all) }  // error: 'Query<Country>'
                    _ = City.all.values(of: \\.inhabitants)  // error: has no member 'inhabitants'
                    _ = City.all.including(\\.name)  // error: 'KeyPath<City.Fields, Field<City, String, ByValue>>'
                    _ = City.all.including(\\.country) { $0.values(of: \\.inhabitants) }  // error: has no member 'inhabitants'
                    _ = City.all.including(contentsOf: \\.name)  // error: StructureField<City
                    _ = City.all.without(\\.name)  // error: Optional<
                    _ = City.all.matching { $0.inhabitants > 5 }  // error: has no member 'inhabitants'
                    _ = City.all.matching { $0.country.name == "" }  // error: the object is not loaded: add '.including(…)' to the query
                    _ = City.all.prefix("3")  // error: 'Int'
                    _ = City.all.prefix(3).filter { $0.name == "Oslo" }  // error: has no member 'filter'
                    _ = City.all.sorted(by: { $0.country.inhabitants.ascending })  // error: 'inhabitants'
                    _ = City.all.sorted(by: { $0.country.name })  // error: 'Sorting<City>'
                    _ = City.all.union(Country.all)  // error: 'Query<Country>'
                    _ = City.all.scan(lua: 5)  // error: 'String'
                    _ = City.scan { $0.population.hasPrefix("1") }  // error: 'Int' and 'String'
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
                    _ = City.filter { $0.name.in(Country.all.values(of: \\.name)) }
                    _ = City.filter { $0.country.in(Country.filter { $0.area > 1 }) }
                    _ = City.all.sorted(by: { $0.country.name.ascending }).matching { $0.isPort }
                    _ = City.all.including(\\.country) { $0.values(of: \\.name) }.suffix(3).dropLast()
                    _ = City.all.without(\\.founded)[2..<5]
                    _ = City.all.scan(lua: "this.population > 5")
                }
                """
        ).check()
    }
}
