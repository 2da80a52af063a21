extension Database {
    /// What a selection of one range finds where that is one step at most; nil for everything else.
    ///
    /// The range index says which objects these are: none has to be looked at but to be read. Two round
    /// trips.
    func fetchRange<M: Model, Output>(
        _ loading: Loading<M, Output>
    ) async throws(FetchFailure) -> [Output]? {
        let plan = loading.selection.plan
        let slice = loading.selection.slice
        guard case .range(let path, let lower, let upper) = plan.condition, path.hops.isEmpty,
            path.leaf.isEmpty, lower?.sharesScore != true, upper?.sharesScore != true,
            let field = loading.schema.model[field: path.field], field.index.hasRange
        else { return nil }
        let order = plan.ownOrder.flatMap { $0.path == path ? $0 : nil }
        let isDescending = order.map { plan.isDescending($0.direction) } ?? false
        let bounds = (lower?.word ?? "-inf", upper?.word ?? "+inf")
        var batch = CommandBatch(repeatable: true)
        batch.append { words in
            words.append("ZRANGE" as StaticString)
            words.append(loading.layout.range(field.attribute))
            words.append(isDescending ? bounds.1 : bounds.0)
            words.append(isDescending ? bounds.0 : bounds.1)
            words.append("BYSCORE" as StaticString)
            if isDescending { words.append("REV" as StaticString) }
            words.append("LIMIT" as StaticString)
            words.append(0)
            words.append(reach.step + 1)
        }
        var ids: [Bytes]
        do throws(BackendError) {
            ids = try await checked(batch)[0].elements.compactMap(\.bytes)
        } catch {
            throw .backend(error)
        }
        guard ids.count <= reach.step else { return nil }
        if order == nil { ids = try await loading.finder.ordered(ids) }
        return try await loading.load(Array(ids[slice.places(of: ids.count)]))
    }
}
