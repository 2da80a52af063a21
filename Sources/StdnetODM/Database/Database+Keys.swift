import Synchronization

// The keys of whole models: the original's `basekey`, `keys`, `flush` and `clean`.
extension Database {
    /// How the keys of a model are called.
    public func layout<M: Model>(of _: M.Type) -> KeyLayout { layout(of: M.modelName) }

    /// What all keys of a model start with; `:` follows.
    public func basekey<M: Model>(of _: M.Type) -> String { layout(of: M.modelName).base }

    /// The keys of a model that are there, in no order: those of its objects, indexes and structures.
    ///
    /// In bounded steps of SCAN, each one round trip, only as fast as they are taken; the keyspace of the
    /// whole server is walked. A key may come twice; those that come or go meanwhile may be missed.
    ///
    /// - Parameters:
    ///   - model: Whose keys.
    ///   - stepSize: How many keys the server looks at in a step, about.
    /// - Returns: A sequence that scans when it is iterated.
    public func keys<M: Model>(of model: M.Type, stepSize: Int = 1000) -> KeySequence {
        KeySequence(backend, .prefix(basekey(of: model) + ":"), stepSize: stepSize)
    }

    /// Deletes everything of a model: objects, indexes, structures, its counter and its description.
    ///
    /// No delete rule is heard.
    ///
    /// In bounded steps of SCAN and UNLINK, which walk the keyspace of the whole server. Not one
    /// instant: others see the model go bit by bit, and what they commit to it meanwhile may stay in
    /// part. Call again after a failure.
    ///
    /// - Returns: How many keys were deleted.
    /// - Throws: ``BackendError/cancelled`` between two steps, and what the backend throws.
    @discardableResult
    public func flush<M: Model>(_: M.Type) async throws(BackendError) -> Int {
        try await flush([M.modelName])
    }

    /// Deletes everything of all models of this database but some.
    ///
    /// As ``flush(_:)`` for each.
    ///
    /// - Parameter kept: The models that stay.
    /// - Returns: How many keys were deleted.
    /// - Throws: ``BackendError/cancelled`` between two steps, and what the backend throws.
    @discardableResult
    public func flush(exclude kept: any Model.Type...) async throws(BackendError) -> Int {
        try await flush(Set(schemas.keys).subtracting(kept.map { $0.modelName }).sorted())
    }

    /// Deletes the temporary keys of a model, which queries and commits leave only when they fail.
    ///
    /// A query that runs meanwhile may find less than there is.
    ///
    /// - Returns: How many keys were deleted.
    /// - Throws: ``BackendError/cancelled`` between two steps, and what the backend throws.
    @discardableResult
    public func clean<M: Model>(_: M.Type) async throws(BackendError) -> Int {
        try await backend.deleteKeys(withPrefix: layout(of: M.modelName).temporary(""))
    }

    private func flush(_ names: [String]) async throws(BackendError) -> Int {
        guard !names.isEmpty else { return 0 }
        // The descriptions first: whoever commits meanwhile is asked for them again.
        var words: Arguments = ["HDEL"]
        words.append(KeyLayout.schema(namespace: namespace))
        for name in names { words.append(name) }
        let reply = try await backend.run(RawCommand(vector: words))
        if reply.kind == .error {
            throw .server(code: "WRONGTYPE", message: reply.text)
        }
        memory.published.withLock { $0.subtract(names) }
        var count = 0
        for name in names {
            count += try await backend.deleteKeys(withPrefix: layout(of: name).base + ":")
        }
        return count
    }
}
