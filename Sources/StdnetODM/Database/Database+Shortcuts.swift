// One object, one call: the original's shortcuts of a manager.
extension Database {
    /// Commits a new object: its id, when it has one, must be free.
    ///
    /// One round trip. The original's `new`.
    ///
    /// - Returns: The object's reference, with the id that the database gave it.
    @discardableResult
    public func insert<M: Model>(_ object: M) async throws(CommitFailure) -> Ref<M> {
        var session = begin()
        let planned = session.insert(object)
        return try await commit(session).resolve(planned)
    }

    /// Commits all fields of an object, whether it exists or not.
    ///
    /// One round trip. Stored fields that the model does not know stay.
    @discardableResult
    public func save<M: Model>(_ object: M) async throws(CommitFailure) -> Ref<M> {
        var session = begin()
        let planned = session.save(object)
        return try await commit(session).resolve(planned)
    }

    /// Commits what differs between two versions of an object, which must exist.
    ///
    /// One round trip; none when nothing differs.
    public func update<M: Model>(_ object: M, from old: M) async throws(CommitFailure) {
        var session = begin()
        session.update(object, from: old)
        try await commit(session)
    }

    /// Commits all fields of the object that has the same values in some of them, or of a new one.
    ///
    /// One round trip. The original's `update_or_create`.
    ///
    /// - Parameters:
    ///   - object: What to write.
    ///   - fields: Fields with an index: all of them must have the same values.
    /// - Returns: The object's reference.
    /// - Throws: ``CommitFailure/rejected(_:)``, for several such objects too; then nothing was written.
    @discardableResult
    public func upsert<M: Model, each Value: EqualityField>(
        _ object: M,
        on fields: repeat KeyPath<M.Fields, each Value>
    ) async throws(CommitFailure) -> Ref<M> {
        var session = begin()
        let planned = session.upsert(object, on: repeat each fields)
        return try await commit(session).resolve(planned)
    }

    /// Deletes an object, and what delete rules add to it; nothing happens when it does not exist.
    ///
    /// One round trip.
    ///
    /// - Returns: How many objects were deleted.
    @discardableResult
    public func delete<M: Model>(_ reference: Ref<M>) async throws(CommitFailure) -> Int {
        var session = begin()
        session.delete(reference)
        return try await commit(session).deletedCount
    }

    /// Deletes an object, and what delete rules add to it; nothing happens when it does not exist.
    ///
    /// One round trip.
    ///
    /// - Returns: How many objects were deleted.
    @discardableResult
    public func delete<M: Model>(_ object: M) async throws(CommitFailure) -> Int {
        var session = begin()
        session.delete(object)
        return try await commit(session).deletedCount
    }

    /// All objects of a model, in its order.
    ///
    /// One round trip, and as much memory as they take: ``stream(_:chunk:)`` takes little.
    public func all<M: Model>(_: M.Type) async throws(FetchFailure) -> [M] {
        try await fetch(M.all)
    }

    /// How many objects a model has.
    ///
    /// One round trip, constant time.
    public func count<M: Model>(_: M.Type) async throws(FetchFailure) -> Int {
        try await count(M.all)
    }

    /// Whether a value of a unique field is free, or belongs to the object with the given id.
    ///
    /// One round trip, constant time. The original's `test_unique`. Another client may take the value
    /// before it is committed: the commit looks again.
    public func testUnique<M: Model, Value, Index: UniqueIndex>(
        _ field: KeyPath<M.Fields, Field<M, Value, Index>>,
        _ value: Value.Operand,
        except id: M.ID? = nil
    ) async throws(FetchFailure) -> Bool {
        guard let stored = value.stored else { return true }
        var query = Query<M>()
        query.plan.condition = .equal(M.fields[keyPath: field].path, [stored])
        guard let owner = try await first(query)?.storedID else { return true }
        return owner == id
    }
}
