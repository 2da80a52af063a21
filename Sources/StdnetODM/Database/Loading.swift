/// How a selection is loaded: which commands, and how their replies become values.
struct Loading<Root: Model, Output: Sendable>: Sendable {
    let selection: Selection<Root, Output>
    let database: Database
    let schema: SchemaReference
    let layout: KeyLayout
    let source: Source
    /// The attributes that a row has, in its order.
    let columns: [String]
    /// Whether every object has a hash.
    ///
    /// Who has no required field may have none: the id alone says that there is an object.
    let hasRequired: Bool

    init(_ selection: Selection<Root, Output>, in database: Database) {
        self.selection = selection
        self.database = database
        schema = selection.rows ?? SchemaReference(Root.schema)
        layout = database.layout(of: schema.model.name)
        source = Source(selection.plan, schema.model, layout)
        columns = selection.columns ?? schema.attributes
        hasRequired = schema.model.fields.contains { !$0.isOptional }
    }

    /// Nobody may come between the aggregation and the loading of what it found.
    var isolation: CommandBatch.Isolation { source == .aggregation ? .transaction : .pipeline }

    /// Whether Redis itself can sort it: by one field of the objects, which has one name in the hash.
    var isSortable: Bool {
        let plan = selection.plan
        if plan.orders.isEmpty { return true }
        guard let order = plan.ownOrder else { return false }
        return schema.model[field: order.path.field]?.formerly == nil
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
        usesScript ? "" : layout.objectPrefix + "*"
    }

    /// Whether a script loads, rather than SORT alone.
    var usesScript: Bool { !selection.hops.isEmpty || columns.needGathering }

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

    /// Appends what loads the rows of the ids in a key, in their order.
    func appendRows(from key: String, to batch: inout CommandBatch) {
        let sort = sortWords
        guard usesScript else {
            return batch.append { arguments in
                arguments.append("SORT" as StaticString)
                arguments.append(key)
                arguments.append(contentsOf: sort)
            }
        }
        append(Scripts.load, keys: [key, layout.ids], to: &batch) { arguments in
            arguments.append("sort" as StaticString)
            arguments.append(sort.count)
            arguments.append(contentsOf: sort)
        }
    }

    /// Appends a script that loads rows and what they refer to.
    func append(
        _ script: Script<[Reply]>,
        keys: [String],
        to batch: inout CommandBatch,
        _ source: (inout Arguments) -> Void
    ) {
        let followed = followed
        let targets = followed.map { database.layout(of: $0.hop.schema.model.name).ids }
        batch.append(script, keys: keys + targets) { arguments in
            source(&arguments)
            arguments.append(columns.count + 1)
            for (parent, hop) in followed {
                let attributes = parent == 0 ? columns : followed[parent - 1].hop.attributes
                arguments.append(parent)
                arguments.append((attributes.firstIndex(of: hop.attribute) ?? 0) + 2)
                arguments.append(hop.attributes.count)
                for attribute in hop.attributes { arguments.append(attribute) }
            }
        }
    }

    /// Every hop after the one that leads to it, whose number is with it: 0 for the rows themselves.
    private var followed: [(parent: Int, hop: Hop)] {
        var list: [(parent: Int, hop: Hop)] = []
        func follow(_ hops: [Hop], _ parent: Int) {
            for hop in hops {
                list.append((parent, hop))
                follow(hop.hops, list.count)
            }
        }
        follow(selection.hops, 0)
        return list
    }

    // MARK: Replies

    /// The values of all rows of a reply.
    ///
    /// `mayBeGone` says that objects may have been deleted since their ids were found.
    func decode(_ reply: Reply, mayBeGone: Bool = false) throws(FetchFailure) -> [Output] {
        let followed = followed
        // What the script that loads answers has parts; SORT and an index answer rows alone.
        let isOfParts = reply.elements.first { _ in true }?.kind == .array
        let parts = isOfParts ? Array(reply.elements) : [reply]
        guard parts.count == followed.count + 1, parts[0].kind == .array else {
            throw .backend(.decoding(expected: "rows", found: "\(reply.kind)"))
        }
        let targets = zip(parts.dropFirst(), followed).map { objects(in: $0, $1.hop) }
        let width = columns.count + 1
        guard parts[0].count.isMultiple(of: width) else {
            throw .backend(
                .decoding(expected: "rows of \(width) values", found: "\(parts[0].count) values")
            )
        }
        var outputs: [Output] = []
        outputs.reserveCapacity(parts[0].count / width)
        for row in 0..<parts[0].count / width {
            let id = parts[0].leaf(row * width)
            let row = Row(id, skipping: 1, schema: schema)
            var place = 0
            let related = related(to: row, columns, selection.hops, targets, &place)
            let found = Found(id: id, row: row, related: related)
            if let output = try value(of: found, mayBeGone: mayBeGone) { outputs.append(output) }
        }
        return outputs
    }

    /// What a row comes to; nil for an object that was deleted after its id was found.
    func value(of found: Found, mayBeGone: Bool) throws(FetchFailure) -> Output? {
        // Nothing at all would be read as an object whose fields have their initial values.
        if mayBeGone, hasRequired, selection.columns == nil,
            found.row.isEmpty(among: columns.count)
        {
            return nil
        }
        do throws(RowFailure) {
            return try selection.build(found)
        } catch {
            if mayBeGone, hasRequired, found.row.isEmpty(among: columns.count) { return nil }
            throw .undecodable(error)
        }
    }

    /// What the hops lead to from a row.
    ///
    /// The place is that of the next hop among all.
    private func related(
        to row: Row?,
        _ columns: [String],
        _ hops: [Hop],
        _ targets: [[Bytes: Reply]],
        _ place: inout Int
    ) -> [Found?] {
        var related: [Found?] = []
        for hop in hops {
            let objects = targets[place]
            place += 1
            let cell = columns.firstIndex(of: hop.attribute).flatMap { row?.cell($0).bytes }
            let id = cell.flatMap { objects[$0] }
            let target = id.map { Row($0, skipping: 1, schema: hop.schema) }
            let further = self.related(to: target, hop.attributes, hop.hops, targets, &place)
            related.append(
                id.flatMap { id in target.map { Found(id: id, row: $0, related: further) } }
            )
        }
        return related
    }

    /// The ids of the objects of a flat reply, each before its object.
    private func objects(in reply: Reply, _ hop: Hop) -> [Bytes: Reply] {
        var objects: [Bytes: Reply] = [:]
        for at in stride(from: 0, to: reply.count, by: hop.attributes.count + 1) {
            let id = reply.leaf(at)
            if let bytes = id.bytes { objects[bytes] = id }
        }
        return objects
    }
}
