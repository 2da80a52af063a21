extension ExpandedModel {
    /// A model without fields.
    static let empty = ExpandedModel(
        "a model without fields",
        source: """
            @Model("empty")
            struct Empty {
                var id: ID
                struct ID {}
                #if DEBUG
                var isBig: Bool { true }
                #endif
            }
            """,
        expansion: """

            struct Empty {
                var id: ID
                struct ID {}
                #if DEBUG
                var isBig: Bool { true }
                #endif

                nonisolated struct Fields: Sendable {
                    let id = StdnetODM.Field<Empty, ID, StdnetODM.ByID>("id")
                    init() {}
                }

                nonisolated static var modelName: String { "empty" }

                nonisolated static let fields = Fields()

                nonisolated static let schema = StdnetODM.ModelSchema(
                    "empty",
                    id: StdnetODM.ModelSchema.Identity("id", ID.self, isAutomatic: false),
                    ordering: nil,
                    fields: [
                    ])

                nonisolated var storedID: ID? { self.id }

                nonisolated func encode(into fields: inout StdnetODM.FieldWriter) {}

                nonisolated func changes(since old: Empty) -> StdnetODM.FieldMask {
                    return StdnetODM.FieldMask()
                }
            }

            nonisolated extension Empty: StdnetODM.Model {
                nonisolated init(id: ID, row: borrowing StdnetODM.Row) throws(StdnetODM.RowFailure) {
                    self.id = id
                }
            }
            """
    )
}
