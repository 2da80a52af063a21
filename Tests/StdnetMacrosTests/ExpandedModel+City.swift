extension ExpandedModel {
    /// A public model with every kind of field.
    static let city = ExpandedModel(
        "a public model with every kind of field",
        source: """
            @Model("geo.city")
            public struct City {
                public var id: Int?
                @Unique public var geonameid: Int
                @Index public var name: String
                @Index(.range) public let population: Int
                var timezone: Optional<String>
                @Ordering(.descending) public var founded: Foundation.Date
                @Unique(.range) package var code: Int?
                private var note: String = "" {
                    didSet { print(oldValue) }
                }
                @Reference(onDelete: .cascade) public var country: Ref<Country>
                @Reference var mayor: Ref<User>?

                var isBig: Bool { population > 1_000_000 }
                static let limit = 1_000
            }
            """,
        expansion: """

            public struct City {
                public var id: Int?
                public var geonameid: Int
                public var name: String
                public let population: Int
                var timezone: Optional<String>
                public var founded: Foundation.Date
                package var code: Int?
                private var note: String = "" {
                    didSet { print(oldValue) }
                }
                public var country: Ref<Country>
                var mayor: Ref<User>?

                var isBig: Bool { population > 1_000_000 }
                static let limit = 1_000

                public typealias ID = Int

                public nonisolated struct Fields: Sendable {
                    public nonisolated enum country_: StdnetODM.Relation {
                        public typealias Source = City
                        public typealias Target = Country
                        public typealias Loaded = Country
                        public static var name: String { "country" }
                    }
                    nonisolated enum mayor_: StdnetODM.Relation {
                        typealias Source = City
                        typealias Target = User
                        typealias Loaded = User?
                        static var name: String { "mayor" }
                    }
                    public let id = StdnetODM.Field<City, Int, StdnetODM.ByID>("id")
                    public let geonameid = StdnetODM.Field<City, Int, StdnetODM.ByUniqueValue>("geonameid")
                    public let name = StdnetODM.Field<City, String, StdnetODM.ByValue>("name")
                    public let population = StdnetODM.Field<City, Int, StdnetODM.ByRange>("population")
                    let timezone = StdnetODM.Field<City, String?, StdnetODM.NoIndex>("timezone")
                    public let founded = StdnetODM.Field<City, Foundation.Date, StdnetODM.NoIndex>("founded")
                    package let code = StdnetODM.Field<City, Int?, StdnetODM.ByUniqueRange>("code")
                    fileprivate let note = StdnetODM.Field<City, String, StdnetODM.NoIndex>("note")
                    public let country = StdnetODM.Reference<City, country_>()
                    let mayor = StdnetODM.Reference<City, mayor_>()
                    init() {}
                }

                public nonisolated static var modelName: String { "geo.city" }

                public nonisolated static let fields = Fields()

                public nonisolated static let schema = StdnetODM.ModelSchema(
                    "geo.city",
                    id: StdnetODM.ModelSchema.Identity("id", Int.self, isAutomatic: true),
                    ordering: StdnetODM.ModelSchema.Ordering("founded", Foundation.Date.self, isDescending: true),
                    fields: [
                        StdnetODM.FieldSchema("geonameid", Int.self, .unique),
                        StdnetODM.FieldSchema("name", String.self, .equality),
                        StdnetODM.FieldSchema("population", Int.self, .range),
                        StdnetODM.FieldSchema("timezone", String?.self, .none),
                        StdnetODM.FieldSchema("founded", Foundation.Date.self, .none),
                        StdnetODM.FieldSchema("code", Int?.self, .uniqueRange),
                        StdnetODM.FieldSchema("note", String.self, .none),
                        StdnetODM.FieldSchema("country", Ref<Country>.self, .equality, onDelete: .cascade),
                        StdnetODM.FieldSchema("mayor", Ref<User>?.self, .equality, onDelete: .restrict),
                    ])

                public nonisolated var storedID: Int? { self.id }

                public nonisolated func encode(into fields: inout StdnetODM.FieldWriter) {
                    fields.write(0, self.geonameid)
                    fields.write(1, self.name)
                    fields.write(2, self.population)
                    fields.write(3, self.timezone)
                    fields.write(4, self.founded)
                    fields.write(5, self.code)
                    fields.write(6, self.note)
                    fields.write(7, self.country)
                    fields.write(8, self.mayor)
                }

                public nonisolated func changes(since old: City) -> StdnetODM.FieldMask {
                    var mask = StdnetODM.FieldMask()
                    mask.mark(0, if: self.geonameid != old.geonameid)
                    mask.mark(1, if: self.name != old.name)
                    mask.mark(2, if: self.population != old.population)
                    mask.mark(3, if: self.timezone != old.timezone)
                    mask.mark(4, if: self.founded != old.founded)
                    mask.mark(5, if: self.code != old.code)
                    mask.mark(6, if: self.note != old.note)
                    mask.mark(7, if: self.country != old.country)
                    mask.mark(8, if: self.mayor != old.mayor)
                    return mask
                }

                public nonisolated static func encodeDefaults(into fields: inout StdnetODM.FieldWriter) {
                    fields.write(6, default: ("") as String)
                }
            }

            nonisolated extension City: StdnetODM.Model {
                public nonisolated init(id: ID, row: borrowing StdnetODM.Row) throws(StdnetODM.RowFailure) {
                    self.id = id
                    self.geonameid = try row.read(0)
                    self.name = try row.read(1)
                    self.population = try row.read(2)
                    self.timezone = try row.read(3)
                    self.founded = try row.read(4)
                    self.code = try row.read(5)
                    self.note = try row.read(6, defaults: Self.encodeDefaults(into:))
                    self.country = try row.read(7)
                    self.mayor = try row.read(8)
                }
            }
            """
    )
}
