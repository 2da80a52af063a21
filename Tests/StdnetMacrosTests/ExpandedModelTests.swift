import Testing

/// A model and all that it is expanded to.
struct ExpandedModel: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let source: String
    let expansion: String

    init(_ title: String, source: String, expansion: String) {
        testDescription = title
        self.source = source
        self.expansion = expansion
    }
}

@Suite("A model is expanded into its schema, its codec and its vocabulary")
struct ExpandedModelTests {
    @Test(
        "The whole expansion is what was written down",
        arguments: [
            ExpandedModel.city, .nested, .empty, .order, .stamps, .translation, .bag, .reader,
        ]
    )
    func whole(_ model: ExpandedModel) {
        let expanded = Expanded(model.source)
        #expect(expanded.complaints.isEmpty)
        #expect(expanded.source == model.expansion)
    }

    @Test("A struct that says itself that it is a model gets the members alone")
    func conformingAlready() {
        let expanded = Expanded(
            """
            @Model("app.page")
            struct Page: Model {
                var id: Int?
            }
            """,
            conformances: []
        )
        #expect(expanded.source.contains("\nnonisolated extension Page {\n"))
    }

    @Test(
        "Members are seen where the model is",
        arguments: [
            ("public ", "public "), ("package ", "package "), ("internal ", ""), ("", ""),
            ("fileprivate ", ""), ("private ", ""),
        ]
    )
    func access(_ word: String, _ prefix: String) {
        let expanded = Expanded(
            """
            @Model("app.page")
            \(word)struct Page {
                var id: Int?
                public var size: Int
            }
            """
        )
        #expect(expanded.complaints.isEmpty)
        #expect(expanded.source.contains("\n    \(prefix)typealias ID = Int\n"))
        #expect(expanded.source.contains("\n        \(prefix)let size = "))
    }

    @Test("A struct in a public extension is public")
    func publicExtension() {
        let expanded = Expanded(
            """
            public extension Book {
                @Model("app.page")
                struct Page {
                    var id: Int?
                }
            }
            """
        )
        #expect(expanded.source.contains("public typealias ID = Int"))
    }

    @Test(
        "Names of all allowed characters are names",
        arguments: ["page", "app.page", "a-1.b_2.C"]
    )
    func names(_ name: String) {
        let expanded = Expanded("@Model(\"\(name)\") struct Page { var id: Int? }")
        #expect(expanded.complaints.isEmpty)
        #expect(expanded.source.contains("{ \"\(name)\" }"))
    }

    @Test("An initial value of several lines keeps them, empty ones too")
    func longInitialValue() {
        let value = "\"\"\"\n        one\n\n        two\n        \"\"\""
        let expanded = Expanded(
            "@Model(\"app.page\")\nstruct Page {\n    var id: Int?\n    var text: String = \(value)\n}"
        )
        #expect(expanded.complaints.isEmpty)
        let moved = value.split(separator: "\n", omittingEmptySubsequences: false)
            .map { $0.isEmpty || $0.first == "\"" ? $0 : "        " + $0 }.joined(separator: "\n")
        #expect(expanded.source.contains("fields.write(0, default: (\(moved)) as String)"))
    }

    @Test("Without an initial value, or with one that nil stands for, nothing is said of absence")
    func withoutDefaults() {
        let expanded = Expanded(
            "@Model(\"app.page\") struct Page { var id: Int?; var size: Int; var note: String? = \"x\" }"
        )
        #expect(!expanded.source.contains("encodeDefaults"))
    }

    @Test("JSON with a field for each leaf is stored so, read so, and queried as no value")
    func flattened() {
        let expanded = Expanded(
            """
            @Model("app.page") struct Page {
                var id: Int?
                @JSON(.flattened) var data: [String: Int] = [:]
                @JSON(.flattened) var more: Extra?
            }
            """
        )
        #expect(expanded.complaints.isEmpty)
        for line in [
            "let data = StdnetODM.FlattenedField<Page, [String:Int]>(\"data\")",
            """
            StdnetODM.FieldSchema("more", StdnetODM.FlattenedJSON<Extra>?.self, .none, isFlattened: true),
            """,
            "fields.write(0, StdnetODM.FlattenedJSON(self.data))",
            "fields.write(1, self.more.map { StdnetODM.FlattenedJSON($0) })",
            "self.more = (try row.read(1, as: StdnetODM.FlattenedJSON<Extra>?.self))?.value",
        ] {
            #expect(expanded.source.contains(line), "\(expanded.source)")
        }
    }

    @Test("A field that is stored as a leaf of another is refused")
    func amongLeaves() {
        let expanded = Expanded(
            "@Model(\"app.page\") struct Page { var id: Int?; @JSON(.flattened) var a: B; var a__b: Int }"
        )
        let message = """
            'a__b' is stored as 'a__b', which is a leaf of 'a': give it another name by @Field
            """
        #expect(expanded.complaints.map(\.message) == [message])
    }

    @Test("256 fields are a model")
    func manyFields() {
        let fields = (0..<256).map { "var f\($0): Int" }.joined(separator: "; ")
        let expanded = Expanded("@Model(\"page\") struct Page { var id: Int?; \(fields) }")
        #expect(expanded.complaints.isEmpty)
        #expect(expanded.source.contains("mask.mark(255, if: self.f255 != old.f255)"))
    }
}
