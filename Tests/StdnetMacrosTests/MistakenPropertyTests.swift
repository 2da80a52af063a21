import Testing

@Suite("What is wrong with a property is said where it is, with the way out")
struct MistakenPropertyTests {
    @Test("A property that cannot be stored is refused", arguments: Mistake.properties)
    func properties(_ mistake: Mistake) throws { try mistake.check() }

    @Test("A type that holds no single value is refused", arguments: Mistake.types)
    func types(_ mistake: Mistake) throws { try mistake.check() }
}

extension Mistake {
    static let properties: [Mistake] = [
        .within(
            "an integer without a type",
            "var ➜count = 0",
            says: "'count' needs its type written, because a macro cannot see inferred ones",
            fixed: "var count: Int = 0"
        ),
        .within(
            "a number without a type",
            "var ➜size = 1.5",
            says: "'size' needs its type written, because a macro cannot see inferred ones",
            fixed: "var size: Double = 1.5"
        ),
        .within(
            "a text without a type",
            #"var ➜title = """#,
            says: "'title' needs its type written, because a macro cannot see inferred ones",
            fixed: #"var title: String = """#
        ),
        .within(
            "a truth without a type",
            "var ➜isDone = false",
            says: "'isDone' needs its type written, because a macro cannot see inferred ones",
            fixed: "var isDone: Bool = false"
        ),
        .within(
            "a call without a type",
            "var ➜day = Day()",
            says: "'day' needs its type written, because a macro cannot see inferred ones"
        ),
        .within(
            "the first of two, without a type",
            "var ➜a = other, b: Int",
            says: "'a' needs its type written, because a macro cannot see inferred ones"
        ),
        .within(
            "a pattern",
            "var ➜(a, b): (Int, Int)",
            says: "a pattern is not a field: write one property for each value"
        ),
        .within(
            "a lazy property",
            "➜lazy var total: Int = 1",
            says: """
                'total' is lazy, so reading an object cannot set it: make it a computed or a plain \
                property
                """
        ),
        .within(
            "a constant with a value",
            "➜let version: Int = 1",
            says:
                "'version' is a 'let' with a value, so reading an object cannot set it: write 'var'",
            fixed: "var version: Int = 1"
        ),
        .within(
            "a name that is not ASCII",
            "var ➜größe: Int",
            says:
                "'größe' cannot name a field: use ASCII letters, digits and '_', and no digit first"
        ),
        .within(
            "a name with a space",
            "var ➜`a b`: Int",
            says: "'a b' cannot name a field: use ASCII letters, digits and '_', and no digit first"
        ),
        .within(
            "a name that begins with a digit",
            "var ➜`1st`: Int",
            says: "'1st' cannot name a field: use ASCII letters, digits and '_', and no digit first"
        ),
        .within(
            "the name of a member of the expansion",
            "var ➜storedID: Int",
            says: "'storedID' is a name that @Model writes itself: choose another"
        ),
        .within(
            "the name of a static member of the expansion",
            "static let ➜schema = 1",
            says: "'schema' is a name that @Model writes itself: choose another"
        ),
        .within(
            "a stored property within a condition",
            "➜#if DEBUG\n    var trace: String\n    #endif",
            says: """
                stored properties cannot depend on '#if', because a model has one schema: write them \
                outside of it
                """
        ),
        Mistake(
            "an optional id that is a text",
            """
            @Model("app.page")
            struct Page {
                var id: ➜String?
            }
            """,
            says: "'id' is an optional id, and the database numbers 'Int?' only: write 'String'",
            fixed: """
                @Model("app.page")
                struct Page {
                    var id: String
                }
                """
        ),
        Mistake(
            "a reference as id",
            """
            @Model("app.page")
            struct Page {
                @ID var book: ➜Ref<Book>
            }
            """,
            says:
                "'book' is a reference, which cannot be an id: choose a value such as 'var id: Int?'"
        ),
    ]

    static let types: [Mistake] =
        [
            "[String]", "[String: Int]", "Array<Int>", "Set<Int>?", "Swift.Dictionary<Int, Int>",
            "[Int]?", "Optional<[Int]>",
        ].map { type in
            .within(
                type,
                "var words: ➜\(type)",
                says: """
                    'words' holds many values, and stored fields are single values: write a model for \
                    the elements that refers to this one
                    """
            )
        } + [
            .within(
                "a tuple",
                "var size: ➜(Int, Int)",
                says: """
                    'size' is a tuple, and stored fields are single values: write one property for \
                    each part
                    """
            ),
            .within(
                "a closure",
                "var action: ➜(Int) -> Void",
                says: "'action' is a closure, and stored fields are single values: write a method"
            ),
            .within(
                "a closure with an attribute",
                "var action: ➜@Sendable () -> Void",
                says: "'action' is a closure, and stored fields are single values: write a method"
            ),
            .within(
                "an existential",
                "var value: ➜any FieldValue",
                says: """
                    'value' has no concrete type, and stored fields are single values: name the type \
                    itself
                    """
            ),
            .within(
                "an implicitly unwrapped optional",
                "var title: ➜String!",
                says: """
                    'title' is implicitly unwrapped, and a field is there or not: write '?' instead \
                    of '!'
                    """,
                fixed: "var title: String?"
            ),
            .within(
                "an optional of an optional",
                "var title: ➜String??",
                says: "'title' is optional twice, and a field is there or not: write one '?'",
                fixed: "var title: String?"
            ),
            .within(
                "an optional of an optional in words",
                "var title: ➜Optional<String?>",
                says: "'title' is optional twice, and a field is there or not: write one '?'"
            ),
        ]
}
