extension ExpandedModel {
    /// A model with structures.
    static let bag = ExpandedModel(
        "a model with structures",
        source: """
            @Model("shop.bag")
            public struct Bag {
                public var id: Int?
                @Structure public var items: RemoteList<String>
                @Structure(.plain) var ranks: RemoteSortedSet<String>
                @Structure var users: StdnetODM.RemoteSet<Ref<User>>
                @Structure private var text: RemoteString
                @Structure static var updates: RemoteList<Int>
            }
            """,
        expansion: """

            public struct Bag {
                public var id: Int?
                public var items: RemoteList<String> {
                    get {
                        RemoteList<String>(of: self, "items", coding: .json)
                    }
                }
                var ranks: RemoteSortedSet<String> {
                    get {
                        RemoteSortedSet<String>(of: self, "ranks", coding: .plain)
                    }
                }
                var users: StdnetODM.RemoteSet<Ref<User>> {
                    get {
                        StdnetODM.RemoteSet<Ref<User>>(of: self, "users", coding: .ids)
                    }
                }
                private var text: RemoteString {
                    get {
                        RemoteString(of: self, "text", coding: .bytes)
                    }
                }
                static var updates: RemoteList<Int> {
                    get {
                        RemoteList<Int>(of: Self.self, "updates", coding: .json)
                    }
                }

                public typealias ID = Int

                public nonisolated struct Fields: Sendable {
                    public let id = StdnetODM.Field<Bag, Int, StdnetODM.ByID>("id")
                    public let items = StdnetODM.StructureField<Bag, RemoteList<String>>("items")
                    let ranks = StdnetODM.StructureField<Bag, RemoteSortedSet<String>>("ranks")
                    let users = StdnetODM.StructureField<Bag, StdnetODM.RemoteSet<Ref<User>>>("users")
                    fileprivate let text = StdnetODM.StructureField<Bag, RemoteString>("text")
                    init() {}
                }

                public nonisolated static var modelName: String { "shop.bag" }

                public nonisolated static let fields = Fields()

                public nonisolated static let schema = StdnetODM.ModelSchema(
                    "shop.bag",
                    id: StdnetODM.ModelSchema.Identity("id", Int.self, isAutomatic: true),
                    ordering: nil,
                    fields: [
                    ],
                    structures: [
                        StdnetODM.StructureSchema(name: "items", type: .list, coding: .json, isStatic: false),
                        StdnetODM.StructureSchema(name: "ranks", type: .zset, coding: .plain, isStatic: false),
                        StdnetODM.StructureSchema(name: "users", type: .set, coding: .ids, isStatic: false),
                        StdnetODM.StructureSchema(name: "text", type: .string, coding: .bytes, isStatic: false),
                        StdnetODM.StructureSchema(name: "updates", type: .list, coding: .json, isStatic: true),
                    ])

                public nonisolated var storedID: Int? { self.id }

                public nonisolated func encode(into fields: inout StdnetODM.FieldWriter) {}

                public nonisolated func changes(since old: Bag) -> StdnetODM.FieldMask {
                    return StdnetODM.FieldMask()
                }
            }

            nonisolated extension Bag: StdnetODM.Model {
                public nonisolated init(id: ID, row: borrowing StdnetODM.Row) throws(StdnetODM.RowFailure) {
                    self.id = id
                }
            }
            """
    )
}
