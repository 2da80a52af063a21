extension Database {
    /// The object with an id; nil when there is none.
    ///
    /// One round trip, constant time.
    public func find<M: Model>(
        _: M.Type,
        _ id: M.ID
    ) async throws(FetchFailure) -> M? {
        try await fetch(Ref<M>(id))
    }

    /// The objects with these ids, in the order of the ids; those that don't exist are left out.
    ///
    /// One round trip for each 1,000 ids.
    public func find<M: Model>(
        _: M.Type,
        _ ids: some Sequence<M.ID>
    ) async throws(FetchFailure) -> [M] {
        let wanted = ids.compactMap(\.stored)
        let loading = Loading(M.all.objects, in: self)
        var found: [M] = []
        for start in stride(from: 0, to: wanted.count, by: 1000) {
            var batch = CommandBatch(repeatable: true)
            for id in wanted[start..<min(start + 1000, wanted.count)] {
                IndexRead.append(id, of: loading, to: &batch)
            }
            let replies: [Reply]
            do throws(BackendError) { replies = try await checked(batch) } catch {
                throw .backend(error)
            }
            for reply in replies { found += try loading.decode(reply) }
        }
        return found
    }

    /// The object with an id.
    ///
    /// One round trip, constant time. The original's `get`.
    ///
    /// - Throws: ``FetchFailure/notFound(model:criterion:)`` when there is none.
    public func get<M: Model>(
        _: M.Type,
        _ id: M.ID
    ) async throws(FetchFailure) -> M {
        if let object = try await find(M.self, id) { return object }
        throw .notFound(model: M.modelName, criterion: "the id '\(id.text)'")
    }

    /// The object with a value of a unique field.
    ///
    /// One round trip, constant time.
    ///
    /// - Throws: ``FetchFailure/notFound(model:criterion:)`` when there is none.
    public func get<M: Model, Value, Index: UniqueIndex>(
        _: M.Type,
        _ field: KeyPath<M.Fields, Field<M, Value, Index>>,
        _ value: Value.Operand
    ) async throws(FetchFailure) -> M {
        let path = M.fields[keyPath: field].path
        var query = Query<M>()
        query.plan.condition = value.stored.map { .equal(path, [$0]) } ?? .none
        if let object = try await first(query) { return object }
        throw .notFound(model: M.modelName, criterion: "\(path.field) '\(value.text)'")
    }

    /// The one object that a query finds.
    ///
    /// - Throws: ``FetchFailure/notFound(model:criterion:)`` when there is none,
    ///   ``FetchFailure/ambiguous(model:)`` when there are several.
    public func only<M: Model>(_ query: Query<M>) async throws(FetchFailure) -> M {
        let found = try await fetch(query.prefix(2))
        guard let object = found.first else {
            throw .notFound(model: M.modelName, criterion: "the conditions of the query")
        }
        guard found.count == 1 else { throw .ambiguous(model: M.modelName) }
        return object
    }

    /// Whether a query finds an object.
    public func contains<M: Model>(
        _ reference: Ref<M>,
        in query: Query<M> = M.all
    ) async throws(FetchFailure) -> Bool {
        guard let id = reference.stored else { return false }
        var one = Query<M>()
        one.plan.condition = .equal(Path(field: M.schema.id.name), [id])
        return try await exists(query.plan == Query<M>().plan ? one : query.intersection(one))
    }
}
