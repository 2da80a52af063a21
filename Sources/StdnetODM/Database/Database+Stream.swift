extension Database {
    /// What a query finds, object by object, in bounded memory.
    ///
    /// Objects are found and read in chunks, only as fast as they are consumed. The stream knows itself
    /// where it stands: nothing is stored on the server, and it may be read on after any time. Each chunk
    /// is as the database is when it is read: an object that is deleted before is left out, one that comes
    /// before it in the order by then is not gone back for, and one that moves on may come again.
    ///
    /// The order of a model, of automatic ids and of a range index is followed as it is read. For any
    /// other order the ids of everything that is found are read and sorted first, and so they are in memory.
    ///
    /// - Parameters:
    ///   - query: Which objects, in which order.
    ///   - chunk: How many objects to load at a time.
    /// - Returns: A sequence that reads when it is read; each iteration starts anew.
    public func stream<M: Model>(_ query: Query<M>, chunk: Int = 500) -> ObjectStream<M, M> {
        stream(query.objects, chunk: chunk)
    }

    /// What a selection asks for, value by value, in bounded memory.
    public func stream<M: Model, Output>(
        _ selection: Selection<M, Output>,
        chunk: Int = 500
    ) -> ObjectStream<M, Output> {
        ObjectStream(loading: Loading(selection, in: self), chunk: max(1, chunk))
    }
}

/// Values of a selection, loaded chunk by chunk.
///
/// Throws ``FetchFailure``.
public struct ObjectStream<Root: Model, Output: Sendable>: AsyncSequence, Sendable {
    /// What the stream gives.
    public typealias Element = Output
    /// Why it may end early.
    public typealias Failure = FetchFailure

    let loading: Loading<Root, Output>
    let chunk: Int

    /// Starts a reading of its own.
    public func makeAsyncIterator() -> Iterator { Iterator(loading: loading, chunk: chunk) }

    /// One reading of the stream.
    public struct Iterator: AsyncIteratorProtocol {
        private let loading: Loading<Root, Output>
        private let chunk: Int
        private var finder: Finder
        private var isOver = false
        private var loaded: ArraySlice<Output> = []
        /// What of the slice is yet to come, where a predicate is asked first.
        private var skipped = 0
        private var left = Int.max

        init(loading: Loading<Root, Output>, chunk: Int) {
            self.loading = loading
            self.chunk = chunk
            finder = loading.finder
            guard loading.selection.predicate != nil else { return }
            let selection = loading.selection
            finder = Finder(selection.plan, of: loading.schema.model, in: loading.database)
            skipped = selection.slice.offset
            left = selection.slice.limit ?? .max
        }

        /// The next value; nil at the end.
        public mutating func next(
            isolation actor: isolated (any Actor)? = #isolation
        ) async throws(FetchFailure) -> Output? {
            guard loading.selection.predicate != nil else { return try await read() }
            while left > 0, let output = try await read() {
                guard loading.selection.predicate?(output) ?? true else { continue }
                guard skipped > 0 else {
                    left -= 1
                    return output
                }
                skipped -= 1
            }
            return nil
        }

        /// The next value; nil at the end.
        public mutating func next() async throws(FetchFailure) -> Output? {
            try await next(isolation: nil)
        }

        private mutating func read() async throws(FetchFailure) -> Output? {
            while loaded.isEmpty, !isOver {
                if !loading.selection.slice.cuts.isEmpty {
                    loaded = try await loading.database.fetch(loading.selection)[...]
                    isOver = true
                    break
                }
                let ids = try await finder.next(chunk)
                isOver = ids.isEmpty
                loaded = try await loading.load(ids)[...]
            }
            return loaded.popFirst()
        }
    }
}
