extension Mistake {
    static let groups: [Mistake] = [
        .within(
            "an index on what is embedded",
            "➜@Index @Embedded var stamps: Stamps",
            says: "'stamps' has fields of its own, and each of them its markers: remove @Index",
            fixed: "@Embedded var stamps: Stamps"
        ),
        .within(
            "a name for what is embedded",
            "@Embedded ➜@Field(\"s\") var stamps: Stamps",
            says: "'stamps' has fields of its own, and each of them its markers: remove @Field",
            fixed: "@Embedded var stamps: Stamps"
        ),
        .within(
            "an embedded value",
            "➜@Embedded var size: Int",
            says: """
                'size' is of type 'Int', which is one value: name a @Fields struct, or remove @Embedded
                """,
            fixed: "var size: Int"
        ),
        .within(
            "an embedded reference",
            "➜@Embedded var book: Ref<Book>",
            says: "'book' is a reference, which is stored as an id: remove @Embedded",
            fixed: "var book: Ref<Book>"
        ),
        .within(
            "a group that may be absent",
            "@Embedded var stamps: ➜Stamps?",
            says: """
                'stamps' is a part of every object: remove '?', and make its fields optional
                """,
            fixed: "@Embedded var stamps: Stamps"
        ),
        Mistake(
            "a group with an id",
            """
            @Fields
            struct Stamps {
                ➜@ID var code: String
            }
            """,
            says: "'code' would be an id, and a group of fields has none: give the id to the model"
        ),
        Mistake(
            "a group with a property that is called id",
            """
            @Fields
            struct Stamps {
                var ➜id: Int?
            }
            """,
            says: "'id' would be an id, and a group of fields has none: give the id to the model"
        ),
        Mistake(
            "an order in a group",
            """
            @Fields
            struct Stamps {
                ➜@Ordering var size: Int
            }
            """,
            says: """
                'size' is in a group of fields, and objects are ordered by a field of the model \
                itself: remove @Ordering
                """,
            fixed: """
                @Fields
                struct Stamps {
                    var size: Int
                }
                """
        ),
        Mistake(
            "a group that is a class",
            """
            @Fields
            final ➜class Stamps {
                var size: Int = 1
            }
            """,
            says: """
                @Fields goes on a struct, because what it is part of is a value: write 'struct' \
                instead of 'class'
                """
        ),
    ]

    static let parts: [Mistake] = [
        parts(
            "a part that may be absent",
            "@ID var a: Int\n    @ID var b: ➜Ref<Book>?",
            says: """
                'b' is a part of the id, which is always there: remove '?'
                """,
            fixed: "@ID var a: Int\n    @ID var b: Ref<Book>"
        ),
        parts(
            "a part as JSON",
            "@ID var a: Int\n    @ID ➜@JSON var b: String",
            says: """
                'b' is a part of the id, which is made of plain values: remove @JSON
                """,
            fixed: "@ID var a: Int\n    @ID var b: String"
        ),
        parts(
            "a part that is cached",
            "@ID var a: Int\n    @ID ➜@Field(cached: true) var b: String",
            says: """
                'b' is a part of the id, which is always there: remove 'cached'
                """,
            fixed: "@ID var a: Int\n    @ID var b: String"
        ),
        parts(
            "a part that is embedded",
            "@ID var a: Int; @ID var b: Int\n    ➜@ID @Embedded var c: Stamps",
            says: """
                'c' has fields of its own, and each of them its markers: remove @ID
                """,
            fixed: "@ID var a: Int; @ID var b: Int\n    @Embedded var c: Stamps"
        ),
        parts(
            "two ids of which one is called so",
            "@ID var id: Int\n    @ID var ➜b: String",
            says: """
                'id' is the id already, and a model has one: keep 'id' or 'b'
                """
        ),
        Mistake(
            "an algorithm that is a variable",
            """
            @Model("app.page", ids: ➜algorithm)
            struct Page {
                @ID var a: Int
                @ID var b: Int
            }
            """,
            says: "'ids' is read from the source, not run: write '.sha1' or '.python27'"
        ),
        Mistake(
            "an algorithm for one id",
            """
            @Model("app.page", ➜ids: .python27)
            struct Page {
                @ID var a: Int
            }
            """,
            says: """
                'Page' has one id, and an algorithm makes one of several properties: mark them @ID, \
                or remove 'ids'
                """
        ),
    ]

    private static func parts(
        _ title: String,
        _ members: String,
        says message: String,
        fixed: String? = nil
    ) -> Mistake {
        func model(_ members: String) -> String {
            "@Model(\"app.page\")\nstruct Page {\n    \(members)\n}"
        }
        return Mistake(title, model(members), says: message, fixed: fixed.map(model))
    }
}
