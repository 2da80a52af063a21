/// The words of SORT after its key: order, part, and what to get of each object.
struct SortWords {
    private(set) var words = Arguments()

    init(
        _ plan: Plan,
        _ slice: Slice,
        _ schema: ModelSchema,
        objects pattern: String,
        columns: [String]
    ) {
        appendOrder(plan, schema, pattern)
        if !slice.isWhole {
            words.append("LIMIT" as StaticString)
            // SORT adds the two, and a list is never longer than this.
            words.append(min(slice.offset, 1 << 40))
            words.append(slice.limit.map { min($0, 1 << 40) } ?? -1)
        }
        appendColumns(columns, pattern)
    }

    private mutating func appendOrder(_ plan: Plan, _ schema: ModelSchema, _ pattern: String) {
        var isDescending = plan.isDescending(plan.ownOrder?.direction ?? .ascending)
        var isText = !schema.id.kind.isNumeric
        if let field = plan.ownOrder.flatMap({ schema[field: $0.path.field] }) {
            words.append("BY" as StaticString)
            words.append(pattern + "->" + field.attribute)
            isText = !field.kind.isNumeric
        } else if plan.orders.isEmpty, let ordering = schema.ordering {
            words.append("BY" as StaticString)
            words.append("nosort" as StaticString)
            isDescending = ordering.isDescending != plan.isReversed
            isText = false
        }
        if isText { words.append("ALPHA" as StaticString) }
        if isDescending { words.append("DESC" as StaticString) }
    }

    private mutating func appendColumns(_ columns: [String], _ pattern: String) {
        words.append("GET" as StaticString)
        words.append("#" as StaticString)
        for column in columns {
            words.append("GET" as StaticString)
            words.append(pattern + "->" + column)
        }
    }
}
