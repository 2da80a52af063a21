extension ExpandedModel {
    /// A model that says how its properties are stored.
    static let order = ExpandedModel(
        "a model that says how its properties are stored",
        source: """
            @Model("shop.order")
            struct Order {
                var id: Int?
                @Field("ccy_code") @Index var currency: Currency = .euro
                @Field("amount", formerly: "sum", hidden: true) var total: Double
                @Field(cached: true) var rate: Double?
                @Reference(onDelete: .keep) @Field("customer") var customer: Ref<Customer>?
                @JSON var tags: [String] = []
                @JSON @Field(hidden: true) var extra: Extra?
            }
            """,
        expansion: """

            struct Order {
                var id: Int?
                var currency: Currency = .euro
                var total: Double
                var rate: Double?
                var customer: Ref<Customer>?
                var tags: [String] = []
                var extra: Extra?

                typealias ID = Int

                nonisolated struct Fields: Sendable {
                    nonisolated enum customer_: StdnetODM.Relation {
                        typealias Source = Order
                        typealias Target = Customer
                        typealias Loaded = Customer?
                        static var name: String { "customer" }
                    }
                    let id = StdnetODM.Field<Order, Int, StdnetODM.ByID>("id")
                    let currency = StdnetODM.Field<Order, Currency, StdnetODM.ByValue>("currency")
                    let total = StdnetODM.Field<Order, Double, StdnetODM.NoIndex>("total")
                    let rate = StdnetODM.Field<Order, Double?, StdnetODM.NoIndex>("rate")
                    let customer = StdnetODM.Reference<Order, customer_>()
                    let tags = StdnetODM.Field<Order, StdnetODM.JSON<[String]>, StdnetODM.NoIndex>("tags")
                    let extra = StdnetODM.Field<Order, StdnetODM.JSON<Extra>?, StdnetODM.NoIndex>("extra")
                    init() {}
                }

                nonisolated static var modelName: String { "shop.order" }

                nonisolated static let fields = Fields()

                nonisolated static let schema = StdnetODM.ModelSchema(
                    "shop.order",
                    id: StdnetODM.ModelSchema.Identity("id", Int.self, isAutomatic: true),
                    ordering: nil,
                    fields: [
                        StdnetODM.FieldSchema("currency", Currency.self, .equality, attribute: "ccy_code"),
                        StdnetODM.FieldSchema("total", Double.self, .none, attribute: "amount", formerly: "sum", isHidden: true),
                        StdnetODM.FieldSchema("rate", Double?.self, .none, isCached: true),
                        StdnetODM.FieldSchema("customer", Ref<Customer>?.self, .equality, onDelete: .keep, attribute: "customer"),
                        StdnetODM.FieldSchema("tags", StdnetODM.JSON<[String]>.self, .none),
                        StdnetODM.FieldSchema("extra", StdnetODM.JSON<Extra>?.self, .none, isHidden: true),
                    ])

                nonisolated var storedID: Int? { self.id }

                nonisolated func encode(into fields: inout StdnetODM.FieldWriter) {
                    fields.write(0, self.currency)
                    fields.write(1, self.total)
                    fields.write(2, self.rate)
                    fields.write(3, self.customer)
                    fields.write(4, StdnetODM.JSON(self.tags))
                    fields.write(5, self.extra.map { StdnetODM.JSON($0) })
                }

                nonisolated func changes(since old: Order) -> StdnetODM.FieldMask {
                    var mask = StdnetODM.FieldMask()
                    mask.mark(0, if: self.currency != old.currency)
                    mask.mark(1, if: self.total != old.total)
                    mask.mark(2, if: self.rate != old.rate)
                    mask.mark(3, if: self.customer != old.customer)
                    mask.mark(4, if: self.tags != old.tags)
                    mask.mark(5, if: self.extra != old.extra)
                    return mask
                }

                nonisolated static func encodeDefaults(into fields: inout StdnetODM.FieldWriter) {
                    fields.write(0, default: (.euro) as Currency)
                    fields.write(4, default: StdnetODM.JSON(([]) as [String]))
                }
            }

            nonisolated extension Order: StdnetODM.Model {
                nonisolated init(id: ID, row: borrowing StdnetODM.Row) throws(StdnetODM.RowFailure) {
                    self.id = id
                    self.currency = try row.read(0, defaults: Self.encodeDefaults(into:))
                    self.total = try row.read(1)
                    self.rate = try row.read(2)
                    self.customer = try row.read(3)
                    self.tags = (try row.read(4, as: StdnetODM.JSON<[String]>.self, defaults: Self.encodeDefaults(into:))).value
                    self.extra = (try row.read(5, as: StdnetODM.JSON<Extra>?.self))?.value
                }
            }
            """
    )

    /// A group of fields that embeds another.
    static let stamps = ExpandedModel(
        "a group of fields that embeds another",
        source: """
            @Fields
            public struct Stamps {
                @Index(.range) public var created: Date
                @Embedded var audit: Audit
                var count: Int = 0
                @Reference public var editor: Ref<User>?
            }
            """,
        expansion: """

            public struct Stamps {
                public var created: Date
                var audit: Audit
                var count: Int = 0
                public var editor: Ref<User>?

                public nonisolated struct Fields<OfModel: StdnetODM.Model>: StdnetODM.FieldVocabulary {
                    public nonisolated enum editor_: StdnetODM.Relation {
                        public typealias Source = OfModel
                        public typealias Target = User
                        public typealias Loaded = User?
                        public static var name: String { "editor" }
                    }
                    public let created = StdnetODM.Field<OfModel, Date, StdnetODM.ByRange>("created")
                    let audit = Audit.Fields<OfModel>()
                    let count = StdnetODM.Field<OfModel, Int, StdnetODM.NoIndex>("count")
                    public let editor = StdnetODM.Reference<OfModel, editor_>()
                    public init() {}
                }

                public nonisolated static let fieldSchemas: [StdnetODM.FieldSchema] = StdnetODM.FieldSchema.list(
                    [
                        StdnetODM.FieldSchema("created", Date.self, .range),
                    ],
                    StdnetODM.FieldSchema.embedded(Audit.self),
                    [
                        StdnetODM.FieldSchema("count", Int.self, .none),
                        StdnetODM.FieldSchema("editor", Ref<User>?.self, .equality, onDelete: .restrict),
                    ])

                public nonisolated func encode(into fields: inout StdnetODM.FieldWriter, at start: Int) {
                    fields.write(start, self.created)
                    self.audit.encode(into: &fields, at: start + 1)
                    fields.write(start + Audit.fieldCount + 1, self.count)
                    fields.write(start + Audit.fieldCount + 2, self.editor)
                }

                public nonisolated func changes(since old: Stamps, at start: Int, in mask: inout StdnetODM.FieldMask) {
                    mask.mark(start, if: self.created != old.created)
                    self.audit.changes(since: old.audit, at: start + 1, in: &mask)
                    mask.mark(start + Audit.fieldCount + 1, if: self.count != old.count)
                    mask.mark(start + Audit.fieldCount + 2, if: self.editor != old.editor)
                }

                public nonisolated static func encodeDefaults(into fields: inout StdnetODM.FieldWriter, at start: Int) {
                    Audit.encodeDefaults(into: &fields, at: start + 1)
                    fields.write(start + Audit.fieldCount + 1, default: (0) as Int)
                }
            }

            nonisolated extension Stamps: StdnetODM.FieldGroup {
                public nonisolated init(row: borrowing StdnetODM.Row, at start: Int) throws(StdnetODM.RowFailure) {
                    self.created = try row.read(start)
                    self.audit = try Audit(row: row, at: start + 1)
                    self.count = try row.read(start + Audit.fieldCount + 1, defaults: { Self.encodeDefaults(into: &$0, at: start) })
                    self.editor = try row.read(start + Audit.fieldCount + 2)
                }
            }
            """
    )

    /// A model with an id of two parts that embeds a group.
    static let translation = ExpandedModel(
        "a model with an id of two parts that embeds a group",
        source: """
            @Model("app.translation", ids: .python27)
            struct Translation {
                @Embedded var stamps: Stamps
                @ID var word: Ref<Word>
                @ID @Index var language: String
            }
            """,
        expansion: """

            struct Translation {
                var stamps: Stamps
                var word: Ref<Word>
                var language: String

                typealias ID = StdnetODM.CompositeID

                nonisolated struct Fields: Sendable {
                    nonisolated enum word_: StdnetODM.Relation {
                        typealias Source = Translation
                        typealias Target = Word
                        typealias Loaded = Word
                        static var name: String { "word" }
                    }
                    let id = StdnetODM.Field<Translation, StdnetODM.CompositeID, StdnetODM.ByID>("id")
                    let stamps = Stamps.Fields<Translation>()
                    let word = StdnetODM.Reference<Translation, word_>()
                    let language = StdnetODM.Field<Translation, String, StdnetODM.ByValue>("language")
                    init() {}
                }

                nonisolated static var modelName: String { "app.translation" }

                nonisolated static let fields = Fields()

                nonisolated static let schema = StdnetODM.ModelSchema(
                    "app.translation",
                    id: StdnetODM.ModelSchema.Identity("id", StdnetODM.CompositeID.self, isAutomatic: false, composition: StdnetODM.IDComposition(fields: ["word", "language"], algorithm: .python27)),
                    ordering: nil,
                    fields: StdnetODM.FieldSchema.list(
                        StdnetODM.FieldSchema.embedded(Stamps.self),
                        [
                            StdnetODM.FieldSchema("word", Ref<Word>.self, .equality, onDelete: .restrict),
                            StdnetODM.FieldSchema("language", String.self, .equality),
                        ]))

                nonisolated var storedID: StdnetODM.CompositeID? {
                    var id = StdnetODM.CompositeID.Builder(.python27)
                    id.append(self.word)
                    id.append(self.language)
                    return id.finish()
                }

                nonisolated func encode(into fields: inout StdnetODM.FieldWriter) {
                    self.stamps.encode(into: &fields, at: 0)
                    fields.write(Stamps.fieldCount, self.word)
                    fields.write(Stamps.fieldCount + 1, self.language)
                }

                nonisolated func changes(since old: Translation) -> StdnetODM.FieldMask {
                    var mask = StdnetODM.FieldMask()
                    self.stamps.changes(since: old.stamps, at: 0, in: &mask)
                    mask.mark(Stamps.fieldCount, if: self.word != old.word)
                    mask.mark(Stamps.fieldCount + 1, if: self.language != old.language)
                    return mask
                }

                nonisolated static func encodeDefaults(into fields: inout StdnetODM.FieldWriter) {
                    Stamps.encodeDefaults(into: &fields, at: 0)
                }
            }

            nonisolated extension Translation: StdnetODM.Model {
                nonisolated init(id: ID, row: borrowing StdnetODM.Row) throws(StdnetODM.RowFailure) {
                    self.stamps = try Stamps(row: row, at: 0)
                    self.word = try row.read(Stamps.fieldCount)
                    self.language = try row.read(Stamps.fieldCount + 1)
                }
            }
            """
    )
}
