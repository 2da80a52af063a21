import StdnetBackend

/// Reads the objects of one model and writes them into its table.
struct TableLoader {
    let source: SnapshotSource
    let plan: TablePlan
    let options: SnapshotOptions
    let connection: SQLiteConnection
    let rejects: RejectTable

    /// Loads all objects; the next batch is on its way while one is written.
    ///
    /// Answers how many objects were turned away.
    func load(
        progress: @Sendable (SnapshotProgress) -> Void
    ) async throws(SnapshotError) -> Int {
        // Copies, because the batch on its way must not share the connection.
        let (source, plan) = (source, plan)
        let ids = try await source.identifiers(of: plan.schema)
        var rejected = 0
        for id in ids.invalid.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
            try rejects.insert(
                model: plan.schema.name,
                field: nil,
                bytes: id,
                misfit: .invalidIdentifier
            ) { $0.append(.blob(id)) }
            rejected += 1
        }
        let writer = try RowWriter(plan, on: connection)
        var current = range(from: 0, in: ids)
        var replies = try await source.objects(current, of: ids, in: plan).get()
        while !current.isEmpty {
            guard !Task.isCancelled else { throw .cancelled }
            let next = range(from: current.upperBound, in: ids)
            async let following = source.objects(next, of: ids, in: plan)
            rejected += try write(replies, current, of: ids, to: writer)
            progress(
                SnapshotProgress(
                    step: .objects,
                    model: plan.schema.name,
                    done: current.upperBound,
                    total: ids.count
                )
            )
            replies = try await following.get()
            current = next
        }
        try writer.finish()
        return rejected
    }

    private func range(from start: Int, in ids: IdentifierList) -> Range<Int> {
        start..<min(ids.count, start + max(1, options.batchSize))
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
    private func decode(
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
                row.append($0, as: column.kind, dates: options.dates)
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
