/// Where the ids of a plan are: in a key of the database, or wherever a script puts them.
enum Source: Sendable, Equatable {
    /// One index answers the plan.
    case key(String)
    /// The aggregation script answers it.
    case aggregation

    init(_ plan: Plan, _ schema: ModelSchema, _ layout: KeyLayout) {
        self = Self.key(plan.condition, schema, layout).map(Self.key) ?? .aggregation
    }

    /// The key that holds what meets a condition, if there is one.
    static func key(
        _ condition: Condition,
        _ schema: ModelSchema,
        _ layout: KeyLayout
    ) -> String? {
        switch condition {
        case .all: return layout.ids
        case .equal(let path, let values) where path.hops.isEmpty && values.count == 1:
            guard let field = schema[field: path.field], field.index.hasValueSets,
                let value = String(validating: values[0], as: UTF8.self), !value.isEmpty
            else { return nil }
            return layout.index(field.attribute, value)
        default: return nil
        }
    }
}
