import StdnetBackend

// From RDB files: the rows of models are made while the file is read.
extension ExportRun {
    /// Writes what a server gives its replicas.
    func write(
        _ server: any KeyspaceReplicating,
        _ file: TemporaryFile,
        for path: String,
        progress: @escaping @Sendable (SnapshotProgress) -> Void
    ) async throws(SnapshotError) -> SnapshotSummary {
        var early =
            options.level == .typed
            ? await EarlyFeed(server, namespace: namespace, options, beside: path) : nil
        let source = try await FileSource.receive(
            from: server,
            beside: path,
            options,
            into: &early,
            progress: progress
        )
        guard let early, let (feed, origin) = early.finish(source) else {
            return try await write(source, file, for: path, at: options.level, progress: progress)
        }
        let builder = try SnapshotBuilder(path: file.path, options: options, progress: progress)
        try builder.plan(early.schemas)
        try write(feed, of: source, with: builder)
        return try builder.complete(path) {
            metadata(origin, method: source.method, consistency: source.consistency)
        }
    }

    /// Writes every key, and at once the tables of the models; from the keys those that have
    /// structures or flattened JSON, or are not described.
    func write(
        full source: FileSource,
        _ file: TemporaryFile,
        for path: String,
        progress: @escaping @Sendable (SnapshotProgress) -> Void
    ) async throws(SnapshotError) -> SnapshotSummary {
        guard !Task.isCancelled else { throw .cancelled }
        let schemas = try source.schemas(namespace: namespace, database: options.database)
        let builder = try SnapshotBuilder(path: file.path, options: options, progress: progress)
        let models = try feed(of: schemas, builder)
        let roots = try KeyspaceTrees.Roots(on: builder.connection)
        try builder.connection.execute("COMMIT")
        let trees = try KeyspaceTreeActor(roots, path: file.path)
        var feed = source.feed(KeyspaceWriter(to: nil, prefix: namespace), models)
        let origin = try await source.read(into: &feed, trees) { done, total in
            builder.report(.keys, done, of: total)
        }
        builder.report(.indexes)
        let written = try await trees.finish()
        try builder.connection.execute("BEGIN")
        var totals = KeyspaceTotals(feed.writer)
        try totals.add(written, on: builder.connection)
        var areDiscovered = false
        if let models = feed.models {
            try write(models, of: source, with: builder)
        } else {
            areDiscovered = try await loadFromKeys(builder).areDiscovered
        }
        return try builder.complete(path, keys: totals.counts) {
            metadata(
                origin,
                method: source.method,
                consistency: source.consistency,
                level: .full,
                digest: totals.digest,
                areModelsDiscovered: areDiscovered
            )
        }
    }

    /// What makes the rows of models; nil where they have more than rows, or there are none.
    private func feed(
        of schemas: [ModelSchema],
        _ builder: SnapshotBuilder
    ) throws(SnapshotError) -> ModelFeed? {
        guard !schemas.isEmpty, schemas.areRowsOnly else { return nil }
        try builder.plan(schemas)
        return ModelFeed(builder.plans, namespace: namespace, options, beside: builder.path)
    }

    /// Writes the tables of the models alone; nil when that has to be done by way of
    /// all keys: for structures, flattened JSON, and models that are not described.
    func write(
        objectsOf source: FileSource,
        _ file: TemporaryFile,
        for path: String,
        progress: @escaping @Sendable (SnapshotProgress) -> Void
    ) throws(SnapshotError) -> SnapshotSummary? {
        let schemas = try source.schemas(namespace: namespace, database: options.database)
        guard !schemas.isEmpty else { return nil }
        let builder = try SnapshotBuilder(path: file.path, options: options, progress: progress)
        guard var feed = try feed(of: schemas, builder) else { return nil }
        let origin = try source.read(into: &feed) { done, total in
            builder.report(.keys, done, of: total)
        }
        try write(feed, of: source, with: builder)
        return try builder.complete(path) {
            metadata(origin, method: source.method, consistency: source.consistency)
        }
    }

    private func write(
        _ feed: ModelFeed,
        of source: FileSource,
        with builder: SnapshotBuilder
    ) throws(SnapshotError) {
        try builder.writePages { pages throws(SnapshotError) in
            let reader = ObjectReader(source)
            let merge = try TableMerge(feed.sortedIDs(), into: pages, builder) {
                (plan, place) throws(SnapshotError) in
                try reader.object(at: place, in: plan)
            }
            try feed.rows.drain { model, id, content throws(SnapshotError) in
                try merge.insert(content, id: id, of: model)
            }
            try merge.finish()
            return merge.results
        }
    }
}
