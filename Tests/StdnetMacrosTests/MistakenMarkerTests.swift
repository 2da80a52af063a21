import Testing

@Suite("What is wrong with a marker is said where it is, with the way out")
struct MistakenMarkerTests {
    @Test("A marker that means nothing is refused", arguments: Mistake.misplaced)
    func misplaced(_ mistake: Mistake) throws { try mistake.check() }

    @Test("An index that cannot be is refused", arguments: Mistake.indexes)
    func indexes(_ mistake: Mistake) throws { try mistake.check() }

    @Test("A reference that cannot be is refused", arguments: Mistake.references)
    func references(_ mistake: Mistake) throws { try mistake.check() }

    @Test("An ordering that cannot be is refused", arguments: Mistake.orderings)
    func orderings(_ mistake: Mistake) throws { try mistake.check() }
}

extension Mistake {
    static let misplaced: [Mistake] = [
        .within(
            "on a computed property",
            "➜@Index var size: Int { 1 }",
            says:
                "@Index goes on a stored property, and this one is not in the database: remove it",
            fixed: "var size: Int { 1 }"
        ),
        .within(
            "on a property with a getter",
            "➜@Unique\n    var size: Int { get { 1 } }",
            says:
                "@Unique goes on a stored property, and this one is not in the database: remove it",
            fixed: "var size: Int { get { 1 } }"
        ),
        .within(
            "on a static property",
            "➜@Index(.range) static let size: Int = 1",
            says:
                "@Index goes on a stored property, and this one is not in the database: remove it",
            fixed: "static let size: Int = 1"
        ),
        .within(
            "on a method",
            "➜@Index func size() -> Int { 1 }",
            says: "@Index means something on a stored property of a @Model struct only: remove it"
        ),
        Mistake(
            "outside of a model",
            """
            struct Page {
                ➜@Unique var title: String
            }
            """,
            says: "@Unique means something on a stored property of a @Model struct only: remove it"
        ),
        .within(
            "twice",
            "@Index ➜@Index(.range) var size: Int",
            says: "@Index is here twice: keep one",
            fixed: "@Index var size: Int"
        ),
        .within(
            "with a kind that is a variable",
            "@Index(➜kind) var size: Int",
            says: "@Index is read from the source, not run: write '.equality' or '.range'"
        ),
        .within(
            "with a rule that is a variable",
            "@Reference(onDelete: ➜rule) var book: Ref<Book>",
            says: "@Reference is read from the source, not run: write '.restrict' or '.cascade' or "
                + "'.nullify' or '.keep'"
        ),
    ]

    static let indexes: [Mistake] = [
        .within(
            "a range of texts",
            "@Index(➜.range) var title: String",
            says: """
                'title' is of type 'String', which has no numeric order: write '@Index' without \
                '.range'
                """,
            fixed: "@Index var title: String"
        ),
        .within(
            "a range of truths",
            "@Index(➜.range) var isDone: Swift.Bool?",
            says: """
                'isDone' is of type 'Swift.Bool', which has no numeric order: write '@Index' without \
                '.range'
                """,
            fixed: "@Index var isDone: Swift.Bool?"
        ),
        .within(
            "a unique range of texts",
            "@Unique(➜.range) var title: String",
            says: """
                'title' is of type 'String', which has no numeric order: write '@Unique' without \
                '.range'
                """,
            fixed: "@Unique var title: String"
        ),
        .within(
            "an index and a unique one",
            "➜@Index @Unique var size: Int",
            says: "a unique field is indexed already: keep '@Unique' alone",
            fixed: "@Unique var size: Int"
        ),
        .within(
            "a range and a unique index",
            "@Unique\n    ➜@Index(.range)\n    var size: Int",
            says: "a unique field is indexed already: keep '@Unique(.range)' alone",
            fixed: "@Unique(.range)\n    var size: Int"
        ),
        .within(
            "an index of a reference",
            "➜@Index var book: Ref<Book>",
            says: "'book' is a reference, which has an equality index and no other: remove @Index",
            fixed: "var book: Ref<Book>"
        ),
        .within(
            "a unique reference",
            "@Reference ➜@Unique var book: Ref<Book>?",
            says: "'book' is a reference, which has an equality index and no other: remove @Unique",
            fixed: "@Reference var book: Ref<Book>?"
        ),
        Mistake(
            "a unique id",
            """
            @Model("app.page")
            struct Page {
                @ID ➜@Unique var code: String
            }
            """,
            says: "'code' is the id, which is always unique and found by value: remove @Unique",
            fixed: """
                @Model("app.page")
                struct Page {
                    @ID var code: String
                }
                """
        ),
    ]

    static let references: [Mistake] = [
        .within(
            "a reference to a number",
            "➜@Reference var book: Int",
            says: """
                'book' is of type 'Int', not a reference: name a model, as in 'Ref<Country>', or \
                remove @Reference
                """,
            fixed: "var book: Int"
        ),
        .within(
            "a reference without Ref",
            "@Reference var book: ➜Book?",
            says: "'book' is of type 'Book', not a reference to one: write 'Ref<Book>'",
            fixed: "@Reference var book: Ref<Book>?"
        ),
        .within(
            "a required reference that is to become nil",
            "@Reference(onDelete: ➜.nullify) var book: Ref<Book>",
            says: """
                'book' cannot become nil when its target is deleted: make it optional, or choose \
                '.restrict' or '.cascade'
                """,
            fixed: "@Reference(onDelete: .nullify) var book: Ref<Book>?"
        ),
        Mistake(
            "an id marked as a reference",
            """
            @Model("app.page")
            struct Page {
                ➜@Reference var id: Int?
            }
            """,
            says: "'id' is the id, which is not a reference: remove @Reference",
            fixed: """
                @Model("app.page")
                struct Page {
                    var id: Int?
                }
                """
        ),
    ]

    static let orderings: [Mistake] = [
        .within(
            "a second ordering",
            "@Ordering var size: Int\n    ➜@Ordering(.descending) var age: Double",
            says: "objects are ordered by 'size' already, and a model has one ordering: remove "
                + "@Ordering",
            fixed: "@Ordering var size: Int\n    var age: Double"
        ),
        .within(
            "an ordering by text",
            "➜@Ordering var title: String",
            says: """
                'title' is of type 'String', and objects are ordered by a number or a date: remove \
                @Ordering
                """,
            fixed: "var title: String"
        ),
        .within(
            "an ordering by a reference, without a field of it",
            "➜@Ordering var book: Ref<Book>",
            says: """
                'book' is a reference: name one field of what it refers to, as in '@Ordering(by: \
                "rank")'
                """
        ),
        .within(
            "an ordering by a reference to what may be gone",
            "@Reference(onDelete: .keep) ➜@Ordering(by: \"rank\") var book: Ref<Book>?",
            says: """
                what 'book' refers to may be gone, and then nothing orders the object: choose another \
                delete rule, or remove @Ordering
                """
        ),
        .within(
            "an ordering by JSON, without a leaf",
            "@JSON(.flattened) ➜@Ordering(.descending) var data: JSONObject",
            says: """
                'data' is JSON: name the leaf that orders objects, as in '@Ordering(by: "stats.mean")'
                """
        ),
        .within(
            "an ordering by something in a number",
            "@Ordering(by: ➜\"rank\") var size: Int",
            says: "'size' is a value, which has nothing in it to order by: remove 'by'"
        ),
        .within(
            "an ordering by a way that is run",
            "@Ordering(by: ➜path) var book: Ref<Book>",
            says: """
                'by' is read from the source, not run: write names joined by dots, as in "mean" or \
                "stats.mean"
                """
        ),
        Mistake(
            "an ordering by the id",
            """
            @Model("app.page")
            struct Page {
                ➜@Ordering var id: Int?
            }
            """,
            says: "'id' is the id, and objects are ordered by a field: remove @Ordering",
            fixed: """
                @Model("app.page")
                struct Page {
                    var id: Int?
                }
                """
        ),
    ]
}
