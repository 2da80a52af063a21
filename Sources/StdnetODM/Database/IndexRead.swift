/// A fetch that one read-only script answers from one index: it looks only at what it returns.
struct IndexRead {
    /// The call.
    let batch: CommandBatch

    /// A longer part is sorted by Redis itself.
    private static let pageLimit = 1000

    /// Nil when the fetch needs more than one index.
    init?<Root, Output>(_ loading: Loading<Root, Output>) {
        guard loading.selection.hops.isEmpty, loading.selection.slice.cuts.isEmpty else {
            return nil
        }
        let schema = loading.schema.model
        let plan = loading.selection.plan
        if case .equal(let path, let values) = plan.condition, path.hops.isEmpty,
            values.count == 1, loading.selection.slice.offset == 0
        {
            guard let batch = Self.object(path.field, values[0], schema, loading) else {
                return nil
            }
            self.batch = batch
        } else if let batch = Self.page(plan, schema, loading) {
            self.batch = batch
        } else {
            return nil
        }
    }

    /// The one object with an id or a unique value.
    private static func object<Root, Output>(
        _ name: String,
        _ value: Bytes,
        _ schema: ModelSchema,
        _ loading: Loading<Root, Output>
    ) -> CommandBatch? {
        var batch = CommandBatch(repeatable: true)
        guard let field = schema[field: name] else {
            append(value, of: loading, to: &batch)
            return batch
        }
        guard field.index.isUnique else { return nil }
        append(value, of: loading, in: loading.layout.unique(field.attribute), to: &batch)
        return batch
    }

    /// Appends the reading of the object with an id, or with a value of a unique index.
    static func append<Root, Output>(
        _ value: Bytes,
        of loading: Loading<Root, Output>,
        in index: String? = nil,
        to batch: inout CommandBatch
    ) {
        var keys = [loading.layout.ids]
        if let index { keys.append(index) }
        batch.append(Scripts.get, keys: keys) { words in
            words.append(value)
            words.append(loading.schema.model.ordering == nil ? 0 : 1)
            for column in loading.columns { words.append(column) }
        }
    }

    /// A part of the objects in the order of a field that has a range index.
    private static func page<Root, Output>(
        _ plan: Plan,
        _ schema: ModelSchema,
        _ loading: Loading<Root, Output>
    ) -> CommandBatch? {
        guard let order = plan.ownOrder, let field = schema[field: order.path.field],
            field.index.hasRange, let limit = loading.selection.slice.limit, limit <= pageLimit
        else { return nil }
        var bounds = (lower: "-inf", upper: "+inf")
        var isEveryone = true
        switch plan.condition {
        // An absent number has a place in the order, but none in the index.
        case .all where !field.isOptional: break
        case .range(let path, let lower, let upper)
        where path.hops.isEmpty && path.field == order.path.field:
            isEveryone = false
            bounds = (lower?.word ?? bounds.lower, upper?.word ?? bounds.upper)
        default: return nil
        }
        var batch = CommandBatch(repeatable: true)
        let keys = [loading.layout.ids, loading.layout.range(field.attribute)]
        batch.append(Scripts.page, keys: keys) { words in
            words.append(schema.ordering == nil ? 0 : 1)
            words.append(isEveryone ? 1 : 0)
            words.append(plan.isDescending(order.direction) ? 1 : 0)
            words.append(bounds.lower)
            words.append(bounds.upper)
            words.append(min(loading.selection.slice.offset, 1 << 40))
            words.append(limit)
            for column in loading.columns { words.append(column) }
        }
        return batch
    }
}
