import Testing

@Suite("What is wrong with a model is said where it is, with the way out")
struct MistakenModelTests {
    @Test("A model that cannot be one is refused", arguments: Mistake.models)
    func models(_ mistake: Mistake) throws { try mistake.check() }

    @Test("A mistake that can be read over leaves an expansion, so that it brings no other errors")
    func recovers() {
        let expanded = Expanded(
            """
            @Model("app.page")
            struct Page {
                var id: Int?
                @Index(.range) var title: String
            }
            """
        )
        #expect(expanded.complaints.count == 1)
        #expect(
            expanded.source.contains(
                #"StdnetODM.Field<Page, String, StdnetODM.ByValue>("title")"#
            )
        )
    }

    @Test("A property that can't be read leaves a model that is never read")
    func leavesOut() {
        let expanded = Expanded(
            """
            @Model("app.page")
            struct Page {
                var id: Int?
                var words: [String]
                var size: Int
            }
            """
        )
        #expect(expanded.complaints.count == 1)
        #expect(!expanded.source.contains("self.words"))
        #expect(expanded.source.contains("fields.write(0, self.size)"))
        #expect(expanded.source.contains("while true {}"))
    }

    @Test("A property that can't be compared leaves no expansion")
    func givesUp() {
        let expanded = Expanded(
            """
            @Model("app.page")
            struct Page {
                var id: Int?
                var action: () -> Void
            }
            """
        )
        #expect(expanded.complaints.count == 1)
        #expect(!expanded.source.contains("StdnetODM"))
    }

    @Test("All mistakes of a model are told at once")
    func tellsAll() {
        let expanded = Expanded(
            """
            @Model("app.page")
            struct Page {
                var words: [String]
                var count = 0
                @Index(.range) var title: String
                @Reference var parent: Int
            }
            """
        )
        #expect(expanded.complaints.map(\.line) == [3, 4, 5, 6])
    }
}

extension Mistake {
    static let models = [
        Mistake(
            "a class",
            """
            @Model("app.page")
            final ➜class Page {
                var id: Int?
            }
            """,
            says:
                "@Model goes on a struct, because models are values: write 'struct' instead of 'class'"
        ),
        Mistake(
            "an enum",
            """
            @Model("app.page")
            ➜enum Page {
                case one
            }
            """,
            says:
                "@Model goes on a struct, because models are values: write 'struct' instead of 'enum'"
        ),
        Mistake(
            "a generic struct",
            """
            @Model("app.page")
            struct Page➜<Content: FieldValue> {
                var id: Int?
                var content: Content
            }
            """,
            says:
                "'Page' cannot be generic, because a model has one schema: write a model for each type"
        ),
        Mistake(
            "a struct within a generic type",
            """
            struct Book<Content> {
                @Model("app.page")
                struct ➜Page {
                    var id: Int?
                }
            }
            """,
            says:
                "'Page' cannot be generic, because a model has one schema: write a model for each type"
        ),
        Mistake(
            "a private struct within a type",
            """
            enum Book {
                @Model("app.page")
                ➜private struct Page {
                    var id: Int?
                }
            }
            """,
            says: """
                'Page' is private within another type, where its conformance cannot be written: \
                write 'fileprivate'
                """,
            fixed: """
                enum Book {
                    @Model("app.page")
                    fileprivate struct Page {
                        var id: Int?
                    }
                }
                """
        ),
        Mistake(
            "a struct named as the vocabulary",
            """
            @Model("app.fields")
            struct ➜Fields {
                var id: Int?
            }
            """,
            says: "'Fields' is a name that @Model writes itself: choose another"
        ),
        Mistake(
            "a nested type named as the vocabulary",
            """
            @Model("app.page")
            struct Page {
                var id: Int?
                struct ➜Fields {}
            }
            """,
            says: "'Fields' is a name that @Model writes itself: choose another"
        ),
        Mistake(
            "a nested type named as the id's, which it is not",
            """
            @Model("app.page")
            struct Page {
                var id: Int?
                typealias ➜ID = Int
            }
            """,
            says: "'ID' is a name that @Model writes itself: choose another"
        ),
        Mistake(
            "no id",
            """
            @Model("app.page")
            struct ➜Page {
                var title: String
            }
            """,
            says: """
                'Page' needs an id: write 'var id: Int?', which the database numbers, or mark one \
                property @ID
                """
        ),
        Mistake(
            "two ids",
            """
            @Model("app.page")
            struct Page {
                var id: Int?
                @ID var ➜code: String
            }
            """,
            says: "'id' is the id already, and a model has one: keep 'id' or 'code'"
        ),
        Mistake(
            "257 fields",
            """
            @Model("app.page")
            struct Page {
                var id: Int?
                \((0..<256).map { "var f\($0): Int" }.joined(separator: "; "))
                var ➜last: Int
            }
            """,
            says: """
                'last' is one field too many, because a model has at most 256: move some to a model of \
                their own
                """
        ),
        Mistake(
            "two fields of one attribute",
            """
            @Model("app.page")
            struct Page {
                var id: Int?
                @Reference var book: Ref<Book>
                var ➜book_id: Int
            }
            """,
            says: "'book_id' and 'book' are both stored as 'book_id': rename one of them"
        ),
        name("an empty name", #""""#),
        name("an empty part of a name", #""app..page""#),
        name("a name with a colon", #""app:page""#),
        name("a name with a space", #""a page""#),
        name("a name that is not ASCII", #""app.größe""#),
        name("a name with an escape", #""app\n""#),
        name("a name with an interpolation", #""app.\(page)""#),
        name("a name that is no literal", "pageName"),
    ]

    private static func name(_ title: String, _ argument: String) -> Mistake {
        Mistake(
            title,
            """
            @Model(➜\(argument))
            struct Page {
                var id: Int?
            }
            """,
            says: """
                a model is named by a literal such as "app.model": use ASCII letters, digits, '_' and \
                '-', with '.' between the parts
                """
        )
    }
}
