extension Query {
    /// Those that a predicate in Swift lets through: reads every object that the query finds, chunk by
    /// chunk, and asks here.
    ///
    /// A scan, and a slow one; but any question can be asked. Nothing is read beyond the last object that
    /// is wanted.
    public func matching(
        _ predicate: @escaping @Sendable (Root) -> Bool
    ) -> Selection<Root, Root> {
        var selection = objects
        selection.predicate = predicate
        return selection
    }
}

extension Database {
    /// What a selection asks for, when a predicate has to be asked of every value.
    func matching<M: Model, Output>(
        _ selection: Selection<M, Output>
    ) async throws(FetchFailure) -> [Output] {
        // A part that counts from the end is known at the end.
        let isCounted = !selection.slice.cuts.isEmpty
        let asked = isCounted ? selection.with { $0.slice = Slice() } : selection
        var outputs: [Output] = []
        var iterator = stream(asked).makeAsyncIterator()
        while let output = try await iterator.next(isolation: nil) { outputs.append(output) }
        return isCounted ? Array(outputs[selection.slice.places(of: outputs.count)]) : outputs
    }
}
