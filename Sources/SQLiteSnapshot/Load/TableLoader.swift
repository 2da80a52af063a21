import StdnetBackend

/// Reads the objects of one model and writes them into its table.
struct TableLoader {
    let plan: TablePlan
    let builder: SnapshotBuilder
    private var rejects: RejectTable { builder.rejects }

    init(plan: TablePlan, builder: SnapshotBuilder) {
        self.plan = plan
        self.builder = builder
    }

    /// Loads all objects; the next batch is on its way while one is written.
    ///
    /// Answers how many objects were turned away.
    func load(from source: SnapshotSource) async throws(SnapshotError) -> Int {
        // A copy, because the batch on its way must not share the connection.
        let plan = plan
        let ids = try await source.identifiers(of: plan.schema)
        var rejected = try rejectInvalid(ids)
        let writer = try RowWriter(plan, on: builder.connection)
        var current = range(from: 0, in: ids)
        var replies = try await source.objects(current, of: ids, in: plan).get()
        while !current.isEmpty {
            guard !Task.isCancelled else { throw .cancelled }
            let next = range(from: current.upperBound, in: ids)
            async let following = source.objects(next, of: ids, in: plan)
            rejected += try write(replies, current, of: ids, to: writer)
            builder.report(
                .objects,
                model: plan.schema.name,
                current.upperBound,
                of: ids.count
            )
            replies = try await following.get()
            current = next
        }
        try writer.finish()
        return rejected
    }

    /// Loads all objects from where they are on disk.
    ///
    /// Answers how many objects were turned away.
    func load(from objects: some StoredObjects) throws(SnapshotError) -> Int {
        let ids = try objects.identifiers(of: plan.schema)
        var rejected = try rejectInvalid(ids)
        let writer = try RowWriter(plan, on: builder.connection)
        var current = range(from: 0, in: ids)
        while !current.isEmpty {
            guard !Task.isCancelled else { throw .cancelled }
            let replies = try objects.objects(current, of: ids, in: plan)
            rejected += try write(replies, current, of: ids, to: writer)
            builder.report(
                .objects,
                model: plan.schema.name,
                current.upperBound,
                of: ids.count
            )
            current = range(from: current.upperBound, in: ids)
        }
        try writer.finish()
        return rejected
    }

    /// Writes down what the database lists as an id and can't be one, and answers how many.
    func rejectInvalid(_ ids: IdentifierList) throws(SnapshotError) -> Int {
        for id in ids.invalid.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            try rejects.insert(
                model: plan.schema.name,
                field: nil,
                bytes: id,
                misfit: .invalidIdentifier
            ) { $0.append(.blob(id)) }
        }
        return ids.invalid.count
    }

    private func range(from start: Int, in ids: IdentifierList) -> Range<Int> {
        start..<min(ids.count, start + max(1, builder.options.batchSize))
    }

    /// Writes a batch and answers how many of its objects were turned away.
    private func write(
        _ replies: [Reply],
        _ range: Range<Int>,
        of ids: IdentifierList,
        to writer: RowWriter
    ) throws(SnapshotError) -> Int {
        var rejected = 0
        for position in range {
            let fits = try writer.append { row throws(SnapshotError) -> Bool in
                ids.append(at: position, to: &row)
                guard !plan.columns.isEmpty else { return true }
                return try decode(replies[position - range.lowerBound], into: &row) {
                    ids.append(at: position, to: &$0)
                }
            }
            if !fits { rejected += 1 }
        }
        return rejected
    }

    /// Appends the values of an object; answers whether all that have to be there fit.
    func decode(
        _ reply: Reply,
        into row: inout RowBuffer,
        id: (inout RowBuffer) -> Void
    ) throws(SnapshotError) -> Bool {
        guard reply.count == plan.columns.count + plan.renamedCount else {
            try reject(nil, .notHash, id: id)
            return false
        }
        if plan.hasRequiredColumn, reply.elements.allSatisfy({ $0.isNull }) {
            try reject(nil, .noObject, id: id)
            return false
        }
        var fits = true
        var values = reply.elements
        var former = (plan.renamedCount == 0 ? [] : reply.elements.suffix(plan.renamedCount))
            .makeIterator()
        for column in plan.columns {
            let before = column.formerly == nil ? nil : former.next()
            guard let value = values.next().flatMap({ $0.isNull ? before : $0 }), !value.isNull
            else {
                row.appendNull()
                guard column.isOptional else {
                    try reject(column, .missing, id: id)
                    fits = false
                    continue
                }
                continue
            }
            let misfit = value.withBytes {
                row.append($0, as: column.kind, dates: builder.options.dates)
            }
            guard let misfit else { continue }
            row.appendNull()
            fits = fits && column.isOptional
            try reject(column, misfit, value: value, id: id)
        }
        return fits
    }

    private func reject(
        _ column: TablePlan.Column?,
        _ misfit: Misfit,
        value: Reply? = nil,
        id: (inout RowBuffer) -> Void
    ) throws(SnapshotError) {
        try rejects.insert(
            model: plan.schema.name,
            field: column?.attribute,
            bytes: value?.bytes,
            misfit: misfit,
            id: id
        )
    }
}
