extension ExpandedModel {
    /// A model that is linked with others and with itself.
    static let reader = ExpandedModel(
        "a model with links",
        source: """
            @Model("app.reader")
            public struct Reader {
                public var id: Int?
                @ManyToMany public var clubs: Links<Club>
                @ManyToMany("app.follower", ids: .python27) var follows: StdnetODM.Links<Self>
                @ManyToMany private var desks: LinksThrough<Shift, Library.Desk>
                @ManyToMany(to: "pupil") var pupils: LinksThrough<Lesson, Reader>
            }
            """,
        expansion: """

            public struct Reader {
                public var id: Int?
                public var clubs: Links<Club> {
                    get {
                        Self.fields.clubs.links(of: self)
                    }
                }
                var follows: StdnetODM.Links<Self> {
                    get {
                        Self.fields.follows.links(of: self)
                    }
                }
                private var desks: LinksThrough<Shift, Library.Desk> {
                    get {
                        Self.fields.desks.links(of: self)
                    }
                }
                var pupils: LinksThrough<Lesson, Reader> {
                    get {
                        Self.fields.pupils.links(of: self)
                    }
                }

                public typealias ID = Int

                public nonisolated struct Fields: Sendable {
                    public let id = StdnetODM.Field<Reader, Int, StdnetODM.ByID>("id")
                    public let clubs = StdnetODM.LinkField<Reader, Links<Club>>()
                    let follows = StdnetODM.LinkField<Reader, StdnetODM.Links<Reader>>(named: "app.follower", ids: .python27)
                    fileprivate let desks = StdnetODM.LinkField<Reader, LinksThrough<Shift, Library.Desk>>(from: \\.reader, to: \\.desk)
                    let pupils = StdnetODM.LinkField<Reader, LinksThrough<Lesson, Reader>>(from: \\.reader, to: \\.pupil)
                    init() {}
                }

                public nonisolated static var modelName: String { "app.reader" }

                public nonisolated static let fields = Fields()

                public nonisolated static let schema = StdnetODM.ModelSchema(
                    "app.reader",
                    id: StdnetODM.ModelSchema.Identity("id", Int.self, isAutomatic: true),
                    ordering: nil,
                    fields: [
                    ])

                public nonisolated var storedID: Int? { self.id }

                public nonisolated func encode(into fields: inout StdnetODM.FieldWriter) {}

                public nonisolated func changes(since old: Reader) -> StdnetODM.FieldMask {
                    return StdnetODM.FieldMask()
                }

                public nonisolated static var impliedSchemas: [StdnetODM.ModelSchema] {
                    self.fields.clubs.impliedSchemas + self.fields.follows.impliedSchemas
                }
            }

            nonisolated extension Reader: StdnetODM.Model {
                public nonisolated init(id: ID, row: borrowing StdnetODM.Row) throws(StdnetODM.RowFailure) {
                    self.id = id
                }
            }
            """
    )
}
