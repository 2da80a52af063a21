extension Database {
    /// What a query finds, object by object, in bounded memory.
    ///
    /// The ids are frozen at the first object; the objects themselves are read in chunks, one round
    /// trip each, only as fast as they are consumed. Objects deleted meanwhile are left out.
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
        /// How long the frozen ids wait for the next chunk, in seconds.
        private static var patience: Int { 60 }

        private let loading: Loading<Root, Output>
        private let chunk: Int
        private var list: String?
        private var total = 0
        private var offset = 0
        private var ids: [Reply] = []
        private var loaded: ArraySlice<Output> = []

        init(loading: Loading<Root, Output>, chunk: Int) {
            self.loading = loading
            self.chunk = chunk
        }

        /// The next value; nil at the end.
        public mutating func next(
            isolation actor: isolated (any Actor)? = #isolation
        ) async throws(FetchFailure) -> Output? {
            if list == nil, !loading.selection.slice.isEmpty { try await freeze() }
            while loaded.isEmpty, offset < total { try await loadChunk() }
            return loaded.popFirst()
        }

        /// The next value; nil at the end.
        public mutating func next() async throws(FetchFailure) -> Output? {
            try await next(isolation: nil)
        }

        /// Puts the ids into a list of their own and reads the first of them.
        private mutating func freeze() async throws(FetchFailure) {
            try loading.checkOrder()
            let database = loading.database
            let list = loading.layout.temporary(database.memory.temporaryName())
            self.list = list
            do throws(BackendError) {
                var batch = CommandBatch(isolation: .transaction, repeatable: true)
                let key = try loading.appendSource(to: &batch)
                let plan = loading.selection.plan
                let sort = SortWords(
                    plan,
                    loading.selection.slice,
                    loading.schema.model,
                    objects: loading.layout.objectPrefix + "*",
                    columns: []
                )
                let position = batch.count
                batch.append { arguments in
                    arguments.append("SORT" as StaticString)
                    arguments.append(key)
                    arguments.append(contentsOf: sort.words)
                    arguments.append("STORE" as StaticString)
                    arguments.append(list)
                }
                if loading.source == .aggregation { batch.append(RawCommand("UNLINK", key)) }
                appendIDs(from: list, at: 0, to: &batch)
                let replies = try await database.checked(batch)
                total = replies[position].integer ?? 0
                ids = Array(replies[replies.count - 2].elements)
            } catch {
                throw .backend(error)
            }
        }

        private func appendIDs(from list: String, at offset: Int, to batch: inout CommandBatch) {
            batch.append(RawCommand("LRANGE", list, "\(offset)", "\(offset + chunk - 1)"))
            batch.append(RawCommand("EXPIRE", list, "\(Self.patience)"))
        }

        /// Loads the objects of the ids at hand, and asks for the next ids in the same round trip.
        private mutating func loadChunk() async throws(FetchFailure) {
            guard let list, !ids.isEmpty else { throw .expired }
            let database = loading.database
            let part = loading.layout.temporary(database.memory.temporaryName())
            var batch = CommandBatch(isolation: .transaction, repeatable: true)
            let ids = ids
            batch.append { arguments in
                arguments.append("RPUSH" as StaticString)
                arguments.append(part)
                for id in ids { id.withBytes { arguments.append($0) } }
            }
            loading.appendRows(from: part, sort: loading.sortWordsKeepingOrder, to: &batch)
            batch.append(RawCommand("UNLINK", part))
            offset += ids.count
            let isLast = offset >= total
            if isLast {
                batch.append(RawCommand("UNLINK", list))
            } else {
                appendIDs(from: list, at: offset, to: &batch)
            }
            let replies: [Reply]
            do throws(BackendError) { replies = try await database.checked(batch) } catch {
                throw .backend(error)
            }
            loaded = try loading.decode(replies[1], mayBeGone: true)[...]
            self.ids = isLast ? [] : Array(replies[3].elements)
        }
    }
}
