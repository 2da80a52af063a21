extension Mistake {
    static let options: [Mistake] = [
        option(
            "a promise that is a variable",
            "unique: ➜promises",
            says: """
                'unique' is read from the source, not run: write the names of properties, as in \
                [["desk", "rank"]]
                """
        ),
        option(
            "a promise of names in one array",
            "unique: [➜\"desk\", [\"desk\", \"rank\"]]",
            says: """
                'unique' is read from the source, not run: write the names of properties, as in \
                [["desk", "rank"]]
                """
        ),
        option(
            "a promise about what is not there",
            "unique: [[\"desk\", ➜\"floor\"]]",
            says: """
                the model has no stored property 'floor': write the name as it is declared
                """
        ),
        option(
            "a promise about one property",
            "unique: [➜[\"desk\"]]",
            says: """
                'desk' is named alone: name what it is unique together with, or mark it @Unique
                """
        ),
        option(
            "a promise that names one twice",
            "unique: [[\"desk\", ➜\"desk\"]]",
            says: """
                'desk' is named twice: keep one
                """
        ),
        option(
            "a promise about the id",
            "unique: [[➜\"id\", \"desk\"]]",
            says: """
                'id' is the id, which is unique without any other: remove it
                """
        ),
        option(
            "a promise about JSON",
            "unique: [[\"desk\", ➜\"tags\"]]",
            says: """
                'tags' is stored as JSON, and has no value that could be unique: remove it
                """
        ),
        option(
            "an order that is a variable",
            "ordering: ➜order",
            says: """
                'ordering' is read from the source, not run: write '.autoincrement', \
                '.autoincrement(by: 2)' or '.autoincrement(by: 2, .descending)'
                """
        ),
        option(
            "an order that counts by nothing",
            "ordering: .autoincrement(by: ➜0)",
            says: """
                an increment is an integer above 0: write it as a literal
                """
        ),
        Mistake(
            "an order besides another",
            """
            @Model("app.fund", ordering: ➜.autoincrement)
            struct Fund {
                var id: Int?
                @Ordering var rank: Int
            }
            """,
            says: """
                objects are ordered by 'rank' already, and a model has one ordering: remove \
                'ordering', or @Ordering
                """
        ),
    ]

    private static func option(
        _ title: String,
        _ argument: String,
        says message: String
    ) -> Mistake {
        Mistake(
            title,
            """
            @Model("app.fund", \(argument))
            struct Fund {
                var id: Int?
                var desk: String
                var rank: Int
                @JSON var tags: [String]
            }
            """,
            says: message
        )
    }
}
