extension Database {
    /// All objects that a query finds, in its order.
    ///
    /// One round trip.
    public func fetch<M: Model>(_ query: Query<M>) async throws(FetchFailure) -> [M] {
        try await fetch(query.objects)
    }

    /// What a selection asks for.
    ///
    /// One round trip, included objects too.
    public func fetch<M: Model, Output>(
        _ selection: Selection<M, Output>
    ) async throws(FetchFailure) -> [Output] {
        guard !selection.slice.isEmpty else { return [] }
        let loading = Loading(selection, in: self)
        try loading.checkOrder()
        if let read = IndexRead(loading), let rows = try await rows(read) {
            return try loading.decode(rows)
        }
        let rows: Reply
        do throws(BackendError) {
            var batch = CommandBatch(isolation: loading.isolation, repeatable: true)
            let key = try loading.appendSource(to: &batch)
            let position = batch.count
            loading.appendRows(from: key, sort: loading.sortWords, to: &batch)
            if loading.source == .aggregation { batch.append(RawCommand("UNLINK", key)) }
            rows = try await checked(batch)[position]
        } catch {
            throw .backend(error)
        }
        return try loading.decode(rows)
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
    /// One round trip; constant time when one index answers it, logarithmic for one range.
    public func count<M: Model>(_ query: Query<M>) async throws(FetchFailure) -> Int {
        do throws(BackendError) {
            return try await count(query.plan, M.schema)
        } catch {
            throw .backend(error)
        }
    }

    /// How many values a selection answers.
    public func count<M: Model, Output>(
        _ selection: Selection<M, Output>
    ) async throws(FetchFailure) -> Int {
        var query = Query<M>()
        query.plan = selection.plan
        return selection.slice.count(of: try await count(query))
    }

    /// Whether a query finds anything.
    public func exists<M: Model>(_ query: Query<M>) async throws(FetchFailure) -> Bool {
        try await count(query) > 0
    }

    private func count(_ plan: Plan, _ schema: ModelSchema) async throws(BackendError) -> Int {
        if let native = NativeCount(plan.condition, schema, layout(of: schema.name)) {
            guard !native.terms.isEmpty else { return 0 }
            return try native.total(try await checked(native.batch))
        }
        var batch = CommandBatch(repeatable: true)
        _ = try appendAggregation(of: plan.condition, schema, keeping: false, to: &batch)
        let reply = try await checked(batch)[0]
        guard let count = reply.integer else {
            throw .decoding(expected: "a count", found: "\(reply.kind)")
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
