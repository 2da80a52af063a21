import Testing

@Suite("What is wrong with the way a property is stored is said where it is, with the way out")
struct MistakenStorageTests {
    @Test("A name or an option that cannot be is refused", arguments: Mistake.fieldMarkers)
    func fieldMarkers(_ mistake: Mistake) throws { try mistake.check() }

    @Test("JSON that cannot be is refused", arguments: Mistake.json)
    func json(_ mistake: Mistake) throws { try mistake.check() }

    @Test("A group of fields that cannot be is refused", arguments: Mistake.groups)
    func groups(_ mistake: Mistake) throws { try mistake.check() }

    @Test("Links that cannot be are refused", arguments: Mistake.links)
    func links(_ mistake: Mistake) throws { try mistake.check() }

    @Test("A structure that cannot be is refused", arguments: Mistake.structures)
    func structures(_ mistake: Mistake) throws { try mistake.check() }

    @Test("A promise or an order of a model that cannot be is refused", arguments: Mistake.options)
    func options(_ mistake: Mistake) throws { try mistake.check() }

    @Test("Uniqueness of several and a counted order are in the schema")
    func optionsInSchema() {
        let expanded = Expanded(
            """
            @Model("app.fund", ordering: .autoincrement(by: 1_0, .descending), unique: [["desk", "rank"]])
            struct Fund {
                var id: Int?
                var desk: String
                @Reference var rank: Ref<Rank>?
            }
            """
        )
        #expect(expanded.complaints.isEmpty)
        let order = "Ordering(field: \"\", isDescending: true, increment: 10),"
        #expect(expanded.source.contains("ordering: StdnetODM.ModelSchema." + order))
        #expect(expanded.source.contains("],\n        uniqueTogether: [[\"desk\", \"rank\"]])"))
    }

    @Test("An id of several parts that cannot be is refused", arguments: Mistake.parts)
    func parts(_ mistake: Mistake) throws { try mistake.check() }
}

extension Mistake {
    static let fieldMarkers: [Mistake] = [
        .within(
            "a marker that says nothing",
            "➜@Field var size: Int",
            says: """
                @Field says nothing here: write the name under which the field is stored, or remove it
                """,
            fixed: "var size: Int"
        ),
        .within(
            "a stored name that is no name",
            "@Field(➜\"a:b\") var size: Int",
            says: """
                a stored name is a literal such as "name": use ASCII letters, digits and '_', and no \
                digit first
                """
        ),
        .within(
            "a former name that is a variable",
            "@Field(formerly: ➜old) var size: Int",
            says: """
                a stored name is a literal such as "name": use ASCII letters, digits and '_', and no \
                digit first
                """
        ),
        .within(
            "an option that is a variable",
            "@Field(hidden: ➜isHidden) var size: Int",
            says: "'hidden' is read from the source, not run: write 'true' or leave it out",
            fixed: "@Field(hidden: true) var size: Int"
        ),
        .within(
            "two fields under one name",
            "var size: Int\n    @Field(\"size\") var ➜length: Int",
            says: "'length' and 'size' are both stored as 'size': rename one of them"
        ),
        .within(
            "a former name that another field has",
            "var size: Int\n    @Field(formerly: \"size\") var ➜length: Int",
            says: "'length' and 'size' are both stored as 'size': rename one of them"
        ),
        .within(
            "a former name that is the present one",
            "➜@Field(\"length\", formerly: \"length\") var size: Int",
            says: "'size' is still stored as 'length': remove 'formerly'",
            fixed: "@Field(\"length\") var size: Int"
        ),
        .within(
            "a former name of a field with an index",
            "@Index ➜@Field(formerly: \"length\", hidden: true) var size: Int",
            says: """
                'size' has an index, which does not follow a field to another name: keep the stored \
                name with '@Field("length")'
                """,
            fixed: "@Index @Field(\"length\", hidden: true) var size: Int"
        ),
        .within(
            "a former name of a reference",
            "➜@Field(formerly: \"writer_id\") var author: Ref<Author>",
            says: """
                'author' has an index, which does not follow a field to another name: keep the stored \
                name with '@Field("writer_id")'
                """,
            fixed: "@Field(\"writer_id\") var author: Ref<Author>"
        ),
        .within(
            "an index on a cached field",
            "➜@Unique @Field(cached: true) var size: Int?",
            says: """
                'size' is cached and may be cleared at any time, so it has no index: remove @Unique
                """,
            fixed: "@Field(cached: true) var size: Int?"
        ),
        .within(
            "an order by a cached field",
            "@Field(cached: true) ➜@Ordering var size: Int?",
            says: """
                'size' is cached and may be cleared at any time, so it has no index: remove @Ordering
                """,
            fixed: "@Field(cached: true) var size: Int?"
        ),
        .within(
            "a cached reference",
            "➜@Field(\"writer\", cached: true) var author: Ref<Author>?",
            says: """
                'author' is a reference, which has an index, and a cached field has none: remove \
                'cached'
                """,
            fixed: "@Field(\"writer\") var author: Ref<Author>?"
        ),
        .within(
            "a cached field that has to be there",
            "@Field(cached: true) var size: ➜Int",
            says: """
                'size' is cached and may be cleared at any time: make it optional, or give it the \
                value that it has then
                """,
            fixed: "@Field(cached: true) var size: Int?"
        ),
        Mistake(
            "a name for the id",
            """
            @Model("app.page")
            struct Page {
                ➜@Field("pk") var id: Int?
            }
            """,
            says: "'id' is the id, which is not in a field: remove @Field",
            fixed: """
                @Model("app.page")
                struct Page {
                    var id: Int?
                }
                """
        ),
        .within(
            "a required reference that may lead nowhere",
            "@Reference(onDelete: ➜.keep) var book: Ref<Book>",
            says: """
                'book' leads nowhere when its target is deleted: make it optional, or choose \
                '.restrict' or '.cascade'
                """,
            fixed: "@Reference(onDelete: .keep) var book: Ref<Book>?"
        ),
    ]

    static let json: [Mistake] = [
        .within(
            "a form of JSON that is a variable",
            "@JSON(➜form) var words: Words",
            says: "@JSON is read from the source, not run: write '.text' or '.flattened'"
        ),
        .within(
            "a number that is to be spread",
            "@JSON(➜.flattened) var size: Int",
            says:
                "'size' is of type 'Int', which has no names that fields could have: write '@JSON'",
            fixed: "@JSON var size: Int"
        ),
        .within(
            "an array that is to be spread",
            "@JSON(➜.flattened) var words: [String]",
            says: """
                'words' is of type '[String]', which has no names that fields could have: write '@JSON'
                """,
            fixed: "@JSON var words: [String]"
        ),
        .within(
            "an index on what is spread",
            "@JSON(.flattened) ➜@Index var words: Words",
            says: "'words' is stored as JSON, which has no index: remove @Index",
            fixed: "@JSON(.flattened) var words: Words"
        ),
        .within(
            "a former name of what is spread",
            "➜@Field(formerly: \"old\") @JSON(.flattened) var words: Words",
            says:
                "'words' is spread over many fields, and all of them have one name: remove 'formerly'",
            fixed: "@JSON(.flattened) var words: Words"
        ),
        .within(
            "an index on JSON",
            "@JSON ➜@Index var words: [String]",
            says: "'words' is stored as JSON, which has no index: remove @Index",
            fixed: "@JSON var words: [String]"
        ),
        .within(
            "an order by JSON",
            "➜@Ordering @JSON var words: [String]",
            says: "'words' is stored as JSON, which has no index: remove @Ordering",
            fixed: "@JSON var words: [String]"
        ),
        .within(
            "a reference as JSON",
            "➜@JSON var book: Ref<Book>",
            says: "'book' is a reference, which is stored as an id: remove @JSON",
            fixed: "var book: Ref<Book>"
        ),
        .within(
            "a tuple as JSON",
            "@JSON var size: ➜(Int, Int)",
            says: """
                'size' is a tuple, and stored fields are single values: write one property for each \
                part
                """
        ),
        Mistake(
            "an id as JSON",
            """
            @Model("app.page")
            struct Page {
                ➜@JSON @ID var code: String
            }
            """,
            says: "'code' is the id, which is not in a field: remove @JSON",
            fixed: """
                @Model("app.page")
                struct Page {
                    @ID var code: String
                }
                """
        ),
    ]
}
