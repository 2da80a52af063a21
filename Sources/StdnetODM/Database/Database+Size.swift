import Synchronization

extension Database {
    /// How many objects a model had when it was last asked; asks when it never was.
    ///
    /// Whatever looks at all objects asks anew in the same round trip, so that growth is noticed.
    func size(of schema: ModelSchema) async throws(FetchFailure) -> Int {
        if let known = memory.sizes.withLock({ $0[schema.name] }) { return known }
        var batch = CommandBatch(repeatable: true)
        appendSize(of: schema, to: &batch)
        do throws(BackendError) {
            noteSize(of: schema, try await checked(batch)[0])
        } catch {
            throw .backend(error)
        }
        return memory.sizes.withLock { $0[schema.name] ?? 0 }
    }

    /// Asks how many objects there are.
    func appendSize(of schema: ModelSchema, to batch: inout CommandBatch) {
        let command = schema.ordering == nil ? "SCARD" : "ZCARD"
        batch.append(RawCommand(command, layout(of: schema.name).ids))
    }

    /// Remembers how many objects there are.
    func noteSize(of schema: ModelSchema, _ reply: Reply) {
        memory.sizes.withLock { $0[schema.name] = reply.integer ?? 0 }
    }
}
