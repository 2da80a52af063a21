/// Where the ids of a plan are: in a key of the database, or wherever a script puts them.
enum Source: Sendable, Equatable {
    /// One index answers the plan.
    case key(String)
    /// The aggregation script answers it.
    case aggregation

    init(_ plan: Plan, _ schema: ModelSchema, _ layout: KeyLayout) {
        switch plan.condition {
        case .all: self = .key(layout.ids)
        case .equal(let path, let values) where path.hops.isEmpty && values.count == 1:
            guard let field = schema[field: path.field], field.index.hasValueSets,
                let value = String(validating: values[0], as: UTF8.self), !value.isEmpty
            else { fallthrough }
            self = .key(layout.index(field.attribute, value))
        default: self = .aggregation
        }
    }
}
