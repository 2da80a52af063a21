import StdnetBackend
import StdnetRDB

// From RDB files: the rows of models are made while the file is read.
extension ExportRun {
    /// Writes what a server gives its replicas.
    func write(
        _ server: any KeyspaceReplicating,
        _ file: TemporaryFile,
        for path: String,
        progress: @escaping @Sendable (SnapshotProgress) -> Void
    ) async throws(SnapshotError) -> SnapshotSummary {
        guard options.level == .typed else {
            return try await write(full: server, file, for: path, progress: progress)
        }
        var early = await EarlyFeed(server, namespace: namespace, options, beside: path)
        let source = try await FileSource.receive(
            from: server,
            beside: path,
            options,
            progress: progress
        ) { early?.take($0) }
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

    /// Writes every key of a server while it comes, and the rows of models where the server says before
    /// what they are.
    private func write(
        full server: any KeyspaceReplicating,
        _ file: TemporaryFile,
        for path: String,
        progress: @escaping @Sendable (SnapshotProgress) -> Void
    ) async throws(SnapshotError) -> SnapshotSummary {
        let said = SnapshotSource(scanning: server, namespace: namespace)
        let schemas = (try? await said.schemas()) ?? []
        let builder = try SnapshotBuilder(path: file.path, options: options, progress: progress)
        var pipeline = try pipeline(
            try feed(of: schemas, builder),
            builder,
            database: options.database,
            skipsModules: options.skipsModules,
            of: FileSource.streamName
        )
        let source = try await FileSource.receive(
            from: server,
            beside: path,
            options,
            progress: progress
        ) { bytes throws(SnapshotError) in
            try await pipeline.take(bytes)
        }
        return try await complete(pipeline, of: source, builder, saying: schemas, for: path)
    }

    /// Writes every key, and at once the rows of models.
    func write(
        full source: FileSource,
        _ file: TemporaryFile,
        for path: String,
        progress: @escaping @Sendable (SnapshotProgress) -> Void
    ) async throws(SnapshotError) -> SnapshotSummary {
        guard !Task.isCancelled else { throw .cancelled }
        let schemas = try source.schemas(namespace: namespace, database: options.database)
        let builder = try SnapshotBuilder(path: file.path, options: options, progress: progress)
        var pipeline = try pipeline(
            try feed(of: schemas, builder),
            builder,
            database: source.database,
            skipsModules: source.options.skipsModules,
            of: source.name
        )
        try await source.read(into: &pipeline) { builder.report(.keys, $0, of: $1) }
        return try await complete(pipeline, of: source, builder, saying: schemas, for: path)
    }

    /// Makes the tables of all keys, empty, and what fills them.
    private func pipeline(
        _ models: ModelFeed?,
        _ builder: SnapshotBuilder,
        database: Int?,
        skipsModules: Bool,
        of name: String
    ) throws(SnapshotError) -> KeyspacePipeline {
        let roots = try KeyspaceTrees.Roots(on: builder.connection)
        try builder.connection.execute("COMMIT")
        let writer = KeyspaceWriter(to: nil, prefix: namespace)
        var options = RDBFileOptions()
        options.skipsModules = skipsModules
        return KeyspacePipeline(
            FullFeed(KeyspaceFeed(writer, database: database), models),
            to: try KeyspaceTreeActor(roots, path: builder.path),
            options,
            of: name
        )
    }

    /// Writes what is left of all keys, and then the tables of the models: from the keys, where they
    /// have structures or flattened JSON, or are described otherwise than was said.
    private func complete(
        _ pipeline: KeyspacePipeline,
        of source: FileSource,
        _ builder: SnapshotBuilder,
        saying schemas: [ModelSchema],
        for path: String
    ) async throws(SnapshotError) -> SnapshotSummary {
        builder.report(.indexes)
        var pipeline = pipeline
        let written = try await pipeline.finish()
        try builder.connection.execute("BEGIN")
        var totals = KeyspaceTotals(pipeline.feed.writer)
        try totals.add(written, on: builder.connection)
        var areDiscovered = false
        if let models = pipeline.feed.models, models.describes(schemas) {
            try write(models, of: source, with: builder)
        } else {
            areDiscovered = try await loadFromKeys(builder).areDiscovered
        }
        return try builder.complete(path, keys: totals.counts) {
            metadata(
                source.origin(of: pipeline.feed.auxiliaries, pipeline.decoder),
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
