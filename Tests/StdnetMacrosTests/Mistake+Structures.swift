extension Mistake {
    static let structures: [Mistake] = [
        .within(
            "a structure of another type",
            "@Structure var ➜size: Int",
            says: """
                'size' is of type 'Int', which is no structure: write one such as \
                'RemoteList<String>', or remove @Structure
                """,
            fixed: "var size: Int"
        ),
        .within(
            "a structure without a type",
            "@Structure var ➜items",
            says: "'items' needs its type written, because a macro cannot see inferred ones"
        ),
        .within(
            "a structure that is a constant",
            "@Structure let ➜items: RemoteList<Int>",
            says: """
                'items' is a structure in the database, which is not set but changed: write 'var' and \
                no value
                """
        ),
        .within(
            "a coding for bytes",
            "@Structure(.json) var ➜text: RemoteString",
            says:
                "'text' has no elements that could be written in another way: write '@Structure'",
            fixed: "@Structure var text: RemoteString"
        ),
        .within(
            "a coding that is a variable",
            "@Structure(➜coding) var items: RemoteList<Int>",
            says: """
                @Structure is read from the source, not run: write '.json' or '.plain' or '.bytes' or \
                '.ids'
                """
        ),
        .within(
            "an index on a structure",
            "@Structure ➜@Index var items: RemoteList<Int>",
            says: "'items' is a structure with a key of its own, and no field: remove @Index",
            fixed: "@Structure var items: RemoteList<Int>"
        ),
        .within(
            "a structure without its marker",
            "var items: ➜RemoteList<Int>",
            says: "'items' is a structure with a key of its own: mark it @Structure"
        ),
        Mistake(
            "a structure in a group",
            """
            @Fields
            struct Stamps {
                @Structure var ➜items: RemoteList<Int>
            }
            """,
            says: """
                'items' is in a group of fields, which has no key of its own: give the structure to \
                the model
                """
        ),
    ]
}
