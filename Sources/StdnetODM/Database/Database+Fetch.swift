extension Database {
    /// All objects that a query finds, in its order.
    ///
    /// One round trip where there are few, as ``fetch(_:)`` of a selection says.
    public func fetch<M: Model>(_ query: Query<M>) async throws(FetchFailure) -> [M] {
        try await fetch(query.objects)
    }

    /// What a selection asks for.
    ///
    /// Few objects are found, sorted and read at one instant, in one round trip, included objects too; in
    /// a large model the set of an index is asked first how large it is.
    /// Where there are many, they are found in steps, so that none keeps the server for long: then what is
    /// written meanwhile may be seen or not.
    public func fetch<M: Model, Output>(
        _ selection: Selection<M, Output>
    ) async throws(FetchFailure) -> [Output] {
        if selection.predicate != nil { return try await matching(selection) }
        if let count = selection.slice.tail {
            return try await fetchFromEnd(selection, Slice().prefix(count))
        }
        guard selection.slice.cuts.isEmpty else { return try await fetchCounted(selection) }
        guard !selection.slice.isEmpty else { return [] }
        let loading = Loading(selection, in: self)
        if selection.plan.expression != nil { return try await loading.inSteps() }
        try await checkRanges(in: selection.plan.condition, on: loading.schema.model)
        if let read = IndexRead(loading), let rows = try await rows(read) {
            return try loading.decode(rows)
        }
        guard try await fits(loading) else {
            if let found = try await fetchRange(loading) { return found }
            return try await loading.inSteps()
        }
        let rows: Reply
        do throws(BackendError) {
            var batch = CommandBatch(isolation: loading.isolation, repeatable: true)
            let key = try loading.appendSource(to: &batch)
            let position = batch.count
            loading.appendRows(from: key, to: &batch)
            if loading.source == .aggregation { batch.append(RawCommand("UNLINK", key)) }
            appendSize(of: loading.schema.model, to: &batch)
            let replies = try await checked(batch)
            noteSize(of: loading.schema.model, replies[replies.count - 1])
            rows = replies[position]
        } catch {
            throw .backend(error)
        }
        return try loading.decode(rows)
    }

    /// A part that counts from the end.
    private func fetchCounted<M: Model, Output>(
        _ selection: Selection<M, Output>
    ) async throws(FetchFailure) -> [Output] {
        let total = try await count(selection.with { $0.slice = Slice() })
        let places = selection.slice.places(of: total)
        guard places.lowerBound > total - places.upperBound else {
            return try await fetch(selection.with { $0.slice = Slice(places) })
        }
        // Nearer to the end: found from there.
        let mirrored = total - places.upperBound..<total - places.lowerBound
        return try await fetchFromEnd(selection, Slice(mirrored))
    }

    /// A part that counts from the end, found in the opposite order.
    private func fetchFromEnd<M: Model, Output>(
        _ selection: Selection<M, Output>,
        _ slice: Slice
    ) async throws(FetchFailure) -> [Output] {
        let turned = selection.with {
            $0.plan = $0.plan.reversed
            $0.slice = slice
        }
        let found: [Output] = try await fetch(turned)
        return found.reversed()
    }

    /// Whether one command may look at all objects that there are in a model, or in the one set of an
    /// index that has them all: so few that it keeps nobody waiting.
    private func fits<M: Model, Output>(
        _ loading: Loading<M, Output>
    ) async throws(FetchFailure) -> Bool {
        guard loading.isSortable else { return false }
        // A page is small: looking at all for it would be more than it.
        let limit =
            loading.selection.slice.reach == nil ? reach.atOnce : min(reach.step, reach.atOnce)
        if try await size(of: loading.schema.model) <= limit { return true }
        guard case .key(let key) = loading.source, key != loading.layout.ids else { return false }
        do throws(BackendError) {
            let isSorted = loading.schema.model.ordering != nil
            let size = try await backend.run(RawCommand(isSorted ? "ZCARD" : "SCARD", key))
            return size.integer ?? .max <= limit
        } catch {
            throw .backend(error)
        }
    }

    /// The rows of what one index answers; nil when it turns out not to have all objects.
    private func rows(_ read: IndexRead) async throws(FetchFailure) -> Reply? {
        do throws(BackendError) {
            let rows = try await checked(read.batch)[0]
            return rows.isNull ? nil : rows
        } catch {
            throw .backend(error)
        }
    }

    /// The first object that a query finds, in its order; nil when there is none.
    public func first<M: Model>(_ query: Query<M>) async throws(FetchFailure) -> M? {
        try await fetch(query.prefix(1)).first
    }

    /// The object that a reference refers to; nil when there is none.
    ///
    /// One round trip.
    public func fetch<M: Model>(_ reference: Ref<M>) async throws(FetchFailure) -> M? {
        guard let id = reference.stored else { return nil }
        var query = Query<M>()
        query.plan.condition = .equal(Path(field: M.schema.id.name), [id])
        return try await first(query)
    }

    // MARK: Counting

    /// How many objects a query finds.
    ///
    /// One round trip; constant time when one index answers it, logarithmic for one range. Where several
    /// conditions meet many objects, they are counted in steps.
    public func count<M: Model>(_ query: Query<M>) async throws(FetchFailure) -> Int {
        let schema = M.schema
        try await checkRanges(in: query.plan.condition, on: schema)
        if let native = NativeCount(query.plan.condition, schema, layout(of: schema.name)) {
            guard !native.terms.isEmpty else { return 0 }
            do throws(BackendError) {
                return try native.total(try await checked(native.batch))
            } catch {
                throw .backend(error)
            }
        }
        guard try await size(of: schema) <= reach.atOnce else {
            var finder = Finder(query.plan, isUnordered: true, of: schema, in: self)
            return try await finder.count()
        }
        do throws(BackendError) {
            return try await aggregatedCount(query.plan, schema)
        } catch {
            throw .backend(error)
        }
    }

    /// How many values a selection answers.
    ///
    /// Reads them where a predicate in Swift has to be asked.
    public func count<M: Model, Output>(
        _ selection: Selection<M, Output>
    ) async throws(FetchFailure) -> Int {
        guard selection.predicate == nil else { return try await matching(selection).count }
        guard selection.plan.expression == nil else {
            var finder = Finder(selection.plan, isUnordered: true, of: M.schema, in: self)
            return selection.slice.count(of: try await finder.count())
        }
        return selection.slice.count(of: try await count(Query<M>(plan: selection.plan)))
    }

    /// Whether a query finds anything.
    public func exists<M: Model>(_ query: Query<M>) async throws(FetchFailure) -> Bool {
        try await count(query) > 0
    }

    private func aggregatedCount(
        _ plan: Plan,
        _ schema: ModelSchema
    ) async throws(BackendError) -> Int {
        var batch = CommandBatch(repeatable: true)
        _ = try appendAggregation(of: plan.condition, schema, keeping: false, to: &batch)
        appendSize(of: schema, to: &batch)
        let replies = try await checked(batch)
        noteSize(of: schema, replies[1])
        guard let count = replies[0].integer else {
            throw .decoding(expected: "a count", found: "\(replies[0].kind)")
        }
        return count
    }

    // MARK: Batches

    /// Appends the aggregation script.
    ///
    /// - Returns: The key in which the ids are kept, if they are.
    func appendAggregation(
        of condition: Condition,
        _ schema: ModelSchema,
        keeping: Bool,
        to batch: inout CommandBatch
    ) throws(BackendError) -> String {
        var encoder = ConditionEncoder(schemas: schemas, models: [schema])
        try encoder.encode(condition, on: schema)
        let words = encoder.words
        let models = encoder.models
        let key = layout(of: schema.name).temporary(memory.temporaryName())
        batch.append(Scripts.aggregate, keys: [key] + models.map { layout(of: $0.name).ids }) {
            $0.append(keeping ? "keep" as StaticString : "count")
            $0.append(models.count)
            for model in models { $0.append(model.ordering == nil ? 0 : 1) }
            $0.append(contentsOf: words)
        }
        return key
    }

    /// Runs a batch of which every command must succeed.
    func checked(_ batch: CommandBatch) async throws(BackendError) -> [Reply] {
        let replies = try await backend.execute(batch)
        guard replies.count == batch.count else {
            throw .decoding(expected: "\(batch.count) replies", found: "\(replies.count)")
        }
        for (position, reply) in replies.enumerated() { _ = try batch.checked(reply, at: position) }
        return replies
    }
}
