/// How a selection is loaded: which commands, and how their replies become values.
struct Loading<Root: Model, Output: Sendable>: Sendable {
    let selection: Selection<Root, Output>
    let database: Database
    let schema: SchemaReference
    let layout: KeyLayout
    let source: Source
    /// The attributes that a row has, in its order.
    let columns: [String]

    init(_ selection: Selection<Root, Output>, in database: Database) {
        self.selection = selection
        self.database = database
        schema = SchemaReference(Root.schema)
        layout = database.layout(of: Root.modelName)
        source = Source(selection.plan, schema.model, layout)
        columns = selection.columns ?? schema.attributes
    }

    /// Nobody may come between the aggregation and the loading of what it found.
    var isolation: CommandBatch.Isolation { source == .aggregation ? .transaction : .pipeline }

    /// Refuses an order that a field without an index can't give: SORT reads one name in the hash.
    ///
    /// - Throws: ``FetchFailure/backend(_:)`` for the order of a field that may be stored under the
    ///   name that it had before.
    func checkOrder() throws(FetchFailure) {
        guard let name = selection.plan.order?.field,
            let former = schema.model[field: name]?.formerly
        else { return }
        throw .backend(
            .invalidRequest(
                "'\(name)' gives no order while some objects may have it under the name '\(former)'"
            )
        )
    }

    var sortWords: Arguments {
        SortWords(
            selection.plan,
            selection.slice,
            schema.model,
            objects: objectPattern,
            columns: columns
        ).words
    }

    /// What patterns of objects start with: the script that loads puts their keys there.
    private var objectPattern: String {
        selection.hops.isEmpty ? layout.objectPrefix + "*" : ""
    }

    /// The words that keep the order which the key has.
    var sortWordsKeepingOrder: Arguments {
        SortWords(keepingOrderOf: objectPattern, columns: columns).words
    }

    /// Appends what finds the ids.
    ///
    /// - Returns: The key in which they are.
    func appendSource(to batch: inout CommandBatch) throws(BackendError) -> String {
        if case .key(let key) = source { return key }
        return try database.appendAggregation(
            of: selection.plan.condition,
            schema.model,
            keeping: true,
            to: &batch
        )
    }

    /// Appends what loads the rows of the ids in a key.
    func appendRows(from key: String, sort: Arguments, to batch: inout CommandBatch) {
        guard !selection.hops.isEmpty else {
            return batch.append { arguments in
                arguments.append("SORT" as StaticString)
                arguments.append(key)
                arguments.append(contentsOf: sort)
            }
        }
        let targets = selection.hops.map { database.layout(of: $0.schema.model.name).ids }
        batch.append(Scripts.load, keys: [key, layout.ids] + targets) { arguments in
            arguments.append(sort.count)
            arguments.append(contentsOf: sort)
            arguments.append(columns.count + 1)
            for hop in selection.hops {
                arguments.append((columns.firstIndex(of: hop.attribute) ?? 0) + 2)
                arguments.append(hop.schema.attributes.count)
                for attribute in hop.schema.attributes { arguments.append(attribute) }
            }
        }
    }

    // MARK: Replies

    /// The values of all rows of a reply.
    ///
    /// `mayBeGone` says that objects may have been deleted since their ids were found.
    func decode(_ reply: Reply, mayBeGone: Bool = false) throws(FetchFailure) -> [Output] {
        let parts = selection.hops.isEmpty ? [reply] : Array(reply.elements)
        guard parts.count == selection.hops.count + 1, parts[0].kind == .array else {
            throw .backend(.decoding(expected: "rows", found: "\(reply.kind)"))
        }
        let targets = zip(parts.dropFirst(), selection.hops).map { objects(in: $0, $1.schema) }
        let width = columns.count + 1
        guard parts[0].count.isMultiple(of: width) else {
            throw .backend(
                .decoding(expected: "rows of \(width) values", found: "\(parts[0].count) values")
            )
        }
        let hasRequired = schema.model.fields.contains { !$0.isOptional }
        // Nothing at all would be read as an object whose fields have their initial values.
        let skipsEmpty = mayBeGone && hasRequired && selection.columns == nil
        var outputs: [Output] = []
        outputs.reserveCapacity(parts[0].count / width)
        for row in 0..<parts[0].count / width {
            let found = found(parts[0].leaf(row * width), targets)
            if skipsEmpty, found.row.isEmpty(among: columns.count) { continue }
            do throws(RowFailure) {
                outputs.append(try selection.build(found))
            } catch {
                // Deleted while a stream was read: its id is in the stream's list, but it is not there.
                if hasRequired, found.row.isEmpty(among: columns.count) { continue }
                throw .undecodable(error)
            }
        }
        return outputs
    }

    private func found(_ id: Reply, _ targets: [[Bytes: Row]]) -> Found {
        let row = Row(id, skipping: 1, schema: schema)
        guard !targets.isEmpty else { return Found(id: id, row: row) }
        let related = zip(selection.hops, targets).map { hop, targets -> Found.Related? in
            guard let column = columns.firstIndex(of: hop.attribute),
                let target = row.cell(column).bytes, let row = targets[target]
            else { return nil }
            return Found.Related(id: target, row: row)
        }
        return Found(id: id, row: row, related: related)
    }

    private func objects(in reply: Reply, _ schema: SchemaReference) -> [Bytes: Row] {
        let width = schema.attributes.count + 1
        var objects: [Bytes: Row] = [:]
        for at in stride(from: 0, to: reply.count, by: width) {
            let id = reply.leaf(at)
            if let bytes = id.bytes { objects[bytes] = Row(id, skipping: 1, schema: schema) }
        }
        return objects
    }
}
