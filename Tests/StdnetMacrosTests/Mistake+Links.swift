extension Mistake {
    static let links: [Mistake] = [
        .within(
            "links of another type",
            "@ManyToMany var ➜groups: Int",
            says: """
                'groups' is of type 'Int', which is no links: write 'Links<Group>', or \
                'LinksThrough<Membership, Group>' for a model between of your own
                """,
            fixed: "var groups: Int"
        ),
        .within(
            "links without a type",
            "@ManyToMany var ➜groups",
            says: "'groups' needs its type written, because a macro cannot see inferred ones"
        ),
        .within(
            "links that are a constant",
            "@ManyToMany let ➜groups: Links<Group>",
            says: """
                'groups' is links of an object in the database, which are not set but changed: write \
                'var' and no value
                """
        ),
        .within(
            "links of a whole model",
            "@ManyToMany static var ➜groups: Links<Group>",
            says: """
                'groups' is links of an object in the database, which are not set but changed: write \
                'var' and no value
                """
        ),
        .within(
            "references of a model that nobody declares",
            #"@ManyToMany(from: "page") var ➜groups: Links<Group>"#,
            says: """
                'groups' takes its way through a model that nobody declares: remove 'from', or write \
                'LinksThrough' and the model
                """,
            fixed: "@ManyToMany var groups: Links<Group>"
        ),
        .within(
            "a name for a model of one's own",
            #"@ManyToMany("app.member") var ➜groups: LinksThrough<Member, Group>"#,
            says: """
                'groups' takes its way through a model of your own, which says this itself: remove \
                'a name'
                """,
            fixed: "@ManyToMany var groups: LinksThrough<Member, Group>"
        ),
        .within(
            "a name that is a variable",
            "@ManyToMany(name) var ➜groups: Links<Group>",
            says: """
                what is said of 'groups' is read from the source, not run: write literals such as \
                "app.member", 'ids: .python27' or 'from: "owner"'
                """
        ),
        .within(
            "links that lead back",
            "@ManyToMany var ➜pages: LinksThrough<Step, Page>",
            says: """
                'pages' would lead back to where it comes from: say by 'from' and 'to' which \
                references of the model between are meant
                """
        ),
        .within(
            "an index on links",
            "@ManyToMany ➜@Index var groups: Links<Group>",
            says: "'groups' is links, and no field: remove @Index",
            fixed: "@ManyToMany var groups: Links<Group>"
        ),
        .within(
            "links without their marker",
            "var groups: ➜Links<Group>",
            says: "'groups' is links with a model between: mark it @ManyToMany"
        ),
        Mistake(
            "links in a group",
            """
            @Fields
            struct Stamps {
                @ManyToMany var ➜groups: Links<Group>
            }
            """,
            says: """
                'groups' is in a group of fields, which is no object: give the links to the model
                """
        ),
    ]
}
