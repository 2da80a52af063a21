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
        if slice != Slice() {
            words.append("LIMIT" as StaticString)
            // SORT adds the two, and a list is never longer than this.
            words.append(min(slice.offset, 1 << 40))
            words.append(slice.limit ?? -1)
        }
        appendColumns(columns, pattern)
    }

    /// Keeps the order that the key has.
    init(keepingOrderOf pattern: String, columns: [String]) {
        words.append("BY" as StaticString)
        words.append("nosort" as StaticString)
        appendColumns(columns, pattern)
    }

    private mutating func appendOrder(_ plan: Plan, _ schema: ModelSchema, _ pattern: String) {
        var isDescending = plan.order?.direction == .descending
        var isText = !schema.id.kind.isNumeric
        if let field = plan.order.flatMap({ schema[field: $0.field] }) {
            words.append("BY" as StaticString)
            words.append(pattern + "->" + field.attribute)
            isText = !field.kind.isNumeric
        } else if plan.order == nil, let ordering = schema.ordering {
            words.append("BY" as StaticString)
            words.append("nosort" as StaticString)
            isDescending = ordering.isDescending
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
