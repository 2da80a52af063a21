import StdnetBackend

#if canImport(FoundationEssentials)
import struct FoundationEssentials.Date
#else
import struct Foundation.Date
#endif

/// One export, from the first command to a file that is complete and checked.
struct ExportRun {
    let namespace: String
    let options: SnapshotOptions
    let started: Date
    /// Why it is not read from a replication stream, where that was tried first.
    var fallbackReason: String?

    /// Writes what is read by commands.
    func result(
        _ source: SnapshotSource,
        _ file: TemporaryFile,
        for path: String,
        progress: @escaping @Sendable (SnapshotProgress) -> Void
    ) async -> Result<SnapshotSummary, SnapshotError> {
        do throws(SnapshotError) {
            guard options.level == .full else {
                return .success(try await write(source, file, for: path, progress: progress))
            }
            let keys = ScanSource(
                source.backend,
                database: options.database,
                prefix: namespace,
                isCopy: source.method == .memory
            )
            return .success(try await write(keys, file, for: path, progress: progress))
        } catch {
            return .failure(error)
        }
    }

    /// Writes what is in an RDB file.
    func write(
        _ source: FileSource,
        _ file: TemporaryFile,
        for path: String,
        at level: SnapshotMetadata.Level,
        progress: @escaping @Sendable (SnapshotProgress) -> Void
    ) async throws(SnapshotError) -> SnapshotSummary {
        guard level == .typed else {
            return try await write(full: source, file, for: path, progress: progress)
        }
        guard let summary = try write(objectsOf: source, file, for: path, progress: progress)
        else {
            return try await write(source, file, for: path, keepsKeys: false, progress: progress)
        }
        return summary
    }

    /// Writes the tables of the models alone, asking for their fields.
    private func write(
        _ source: SnapshotSource,
        _ file: TemporaryFile,
        for path: String,
        progress: @escaping @Sendable (SnapshotProgress) -> Void
    ) async throws(SnapshotError) -> SnapshotSummary {
        guard !Task.isCancelled else { throw .cancelled }
        let origin = KeyspaceOrigin(serverVersion: try await source.serverVersion())
        let (schemas, areDiscovered) = try await schemas(of: source)
        let builder = try SnapshotBuilder(path: file.path, options: options, progress: progress)
        try builder.plan(schemas)
        for plan in builder.plans {
            try builder.create(plan)
            let rejected = try await TableLoader(plan: plan, builder: builder).load(from: source)
            try builder.finish(plan, rejected: rejected)
            try await ChildLoader(plan: plan, builder: builder, namespace: namespace)
                .load(from: KeyReader(backend: source.backend, database: options.database))
        }
        return try builder.complete(path) {
            metadata(
                origin,
                method: source.method,
                consistency: source.method == .memory ? .exact : .fuzzy,
                areModelsDiscovered: areDiscovered
            )
        }
    }

    /// Writes every key, then the tables of the models from what was written; the keys go again where
    /// they were only needed for that.
    func write(
        _ source: some KeyspaceSource,
        _ file: TemporaryFile,
        for path: String,
        keepsKeys: Bool = true,
        progress: @escaping @Sendable (SnapshotProgress) -> Void
    ) async throws(SnapshotError) -> SnapshotSummary {
        guard !Task.isCancelled else { throw .cancelled }
        let builder = try SnapshotBuilder(path: file.path, options: options, progress: progress)
        let (origin, totals) = try await keyspace(of: source, builder)
        let (schemas, areDiscovered) = try await loadFromKeys(builder)
        if !keepsKeys {
            guard !schemas.isEmpty else {
                throw .noSchema(key: KeyLayout.schema(namespace: namespace))
            }
            for table in KeyspaceTable.allCases {
                try builder.connection.execute("DROP TABLE \(table.rawValue)")
            }
        }
        let summary = try builder.complete(path, keys: keepsKeys ? totals.counts : [:]) {
            metadata(
                origin,
                method: source.method,
                consistency: source.consistency,
                level: keepsKeys ? .full : .typed,
                digest: keepsKeys ? totals.digest : nil,
                areModelsDiscovered: areDiscovered
            )
        }
        if !keepsKeys { try builder.connection.execute("VACUUM") }
        return summary
    }

    /// Writes the tables of the models from the keys that are in the file already.
    func loadFromKeys(
        _ builder: SnapshotBuilder
    ) async throws(SnapshotError) -> (schemas: [ModelSchema], areDiscovered: Bool) {
        let objects = try RawObjects(
            of: builder.connection,
            namespace: namespace,
            database: options.database
        )
        let described = try objects.schemas()
        let discovery = ModelDiscovery(
            source: RawModels(
                connection: builder.connection,
                database: options.database,
                objects: objects
            ),
            namespace: namespace
        )
        let schemas = described.isEmpty ? try await discovery.schemas() : described
        try builder.plan(schemas)
        for plan in builder.plans {
            try builder.create(plan)
            let rejected = try TableLoader(plan: plan, builder: builder).load(from: objects)
            try builder.finish(plan, rejected: rejected)
            try ChildLoader(plan: plan, builder: builder, namespace: namespace).load(from: objects)
        }
        return (schemas, described.isEmpty && !schemas.isEmpty)
    }

    /// Writes every key.
    private func keyspace(
        of source: some KeyspaceSource,
        _ builder: SnapshotBuilder
    ) async throws(SnapshotError) -> (KeyspaceOrigin, KeyspaceTotals) {
        let roots = try KeyspaceTrees.Roots(on: builder.connection)
        try builder.connection.execute("COMMIT")
        let trees = try KeyspaceTrees(roots, path: builder.path)
        var writer = KeyspaceWriter(to: trees, prefix: namespace)
        let origin = try await source.read(into: &writer) { done, total in
            builder.report(.keys, done, of: total)
        }
        try writer.flush()
        builder.report(.indexes)
        let written = try trees.finish()
        try builder.connection.execute("BEGIN")
        var totals = KeyspaceTotals(writer)
        try totals.add(written, on: builder.connection)
        return (origin, totals)
    }

    func metadata(
        _ origin: KeyspaceOrigin,
        method: SnapshotMetadata.Method,
        consistency: SnapshotMetadata.Consistency,
        level: SnapshotMetadata.Level = .typed,
        digest: ContentDigest? = nil,
        areModelsDiscovered: Bool = false
    ) -> SnapshotMetadata {
        SnapshotMetadata(
            format: SnapshotMetadata.currentFormat,
            library: SnapshotExporter.library,
            source: options.source,
            namespace: namespace,
            consistency: consistency,
            method: method,
            level: level,
            dates: options.dates,
            started: text(of: started),
            finished: text(of: options.now()),
            origin: origin,
            runID: options.runID,
            digest: digest,
            fallbackReason: fallbackReason,
            areModelsDiscovered: areModelsDiscovered
        )
    }

    /// The models that the database describes, or those that are discovered from its keys.
    private func schemas(
        of source: SnapshotSource
    ) async throws(SnapshotError) -> (schemas: [ModelSchema], areDiscovered: Bool) {
        do throws(SnapshotError) {
            return (try await source.schemas(), false)
        } catch {
            guard case .noSchema = error else { throw error }
            let reader = KeyReader(backend: source.backend, database: options.database)
            let discovery = ModelDiscovery(
                source: ScannedModels(reader: reader, prefix: namespace),
                namespace: namespace
            )
            let schemas = try await discovery.schemas()
            guard !schemas.isEmpty else { throw error }
            return (schemas, true)
        }
    }

    private func text(of moment: Date) -> String {
        var bytes: [UInt8] = []
        guard CalendarText.append(moment: moment.timeIntervalSince1970, to: &bytes) else {
            return ""
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
