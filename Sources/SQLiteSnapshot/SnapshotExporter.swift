public import StdnetBackend

/// Writes what a database holds into one SQLite file: a typed table for each model, and every key as
/// it is where that is asked for.
public enum SnapshotExporter {
    /// The library that writes snapshots, with its version.
    static let library = "stdnet \(Library.version)"

    /// Exports the models of a database that this library wrote.
    ///
    /// A backend that can hand out a copy of its keyspace is exported exactly as it was at one
    /// instant; any other is read by scanning, and the file says `fuzzy`: objects written meanwhile
    /// may or may not be in it.
    ///
    /// What does not fit its column is in the table `reject`, with its bytes and a reason. An
    /// object that lacks something that has to be there is not in its table, and nothing in the
    /// file refers to it. A unique value that several objects have stays with the lowest id. Only
    /// the fields are read that the database's description names; others that an object has are
    /// passed over.
    ///
    /// At level ``SnapshotMetadata/Level/full`` every key that starts with the namespace is also in
    /// the file as it is, to the byte: see ``KeyspaceSource``. The tables of the models are then
    /// made from these keys, so both are of the same moment, and there are none where the database
    /// does not describe itself.
    ///
    /// SQLite turns -0.0 into 0.0, and texts with a NUL are whole but end there for some of its
    /// functions.
    ///
    /// The file is written beside its place, checked, and moved there at the end. When the export
    /// fails or its task is cancelled, nothing is left of it, and a file that was there is as it
    /// was.
    ///
    /// - Parameters:
    ///   - backend: What to read.
    ///   - namespace: What all keys start with.
    ///   - path: Where the file will be.
    ///   - options: What else there is to say.
    ///   - progress: Is told how far the export is, about once for each batch.
    /// - Returns: What was written.
    /// - Throws: ``SnapshotError``; that the file exists or can't be written, before anything is
    ///   read.
    @concurrent
    public static func export(
        from backend: any Backend,
        namespace: String = "",
        to path: String,
        options: SnapshotOptions = SnapshotOptions(),
        progress: @escaping @Sendable (SnapshotProgress) -> Void = { _ in }
    ) async throws(SnapshotError) -> SnapshotSummary {
        let run = ExportRun(namespace: namespace, options: options, started: options.now())
        let file = try TemporaryFile(for: path, replacesExisting: options.replacesExisting)
        let source = try await SnapshotSource(backend, namespace: namespace)
        let result: Result<SnapshotSummary, SnapshotError>
        do throws(SnapshotError) {
            let summary =
                if options.level == .full {
                    try await run.write(
                        ScanSource(
                            source.backend,
                            database: options.database,
                            prefix: namespace,
                            isCopy: source.method == .memory
                        ),
                        file,
                        for: path,
                        progress: progress
                    )
                } else {
                    try await run.write(source, file, for: path, progress: progress)
                }
            result = .success(try put(file, summary))
        } catch {
            result = .failure(error)
        }
        await source.close()
        return try result.get()
    }

    /// Exports a keyspace from wherever it is, at level ``SnapshotMetadata/Level/full``.
    ///
    /// - Parameters:
    ///   - source: What gives the keys.
    ///   - namespace: What keys start with; others are left out.
    ///   - path: Where the file will be.
    ///   - options: What else there is to say; the level is always full.
    ///   - progress: Is told how far the export is.
    /// - Returns: What was written.
    /// - Throws: ``SnapshotError``, as for a backend.
    @concurrent
    public static func export(
        from source: some KeyspaceSource,
        namespace: String = "",
        to path: String,
        options: SnapshotOptions = SnapshotOptions(),
        progress: @escaping @Sendable (SnapshotProgress) -> Void = { _ in }
    ) async throws(SnapshotError) -> SnapshotSummary {
        let run = ExportRun(namespace: namespace, options: options, started: options.now())
        let file = try TemporaryFile(for: path, replacesExisting: options.replacesExisting)
        let summary = try await run.write(source, file, for: path, progress: progress)
        return try put(file, summary)
    }

    private static func put(
        _ file: TemporaryFile,
        _ summary: SnapshotSummary
    ) throws(SnapshotError) -> SnapshotSummary {
        guard !Task.isCancelled else { throw .cancelled }
        try file.putInPlace()
        return summary
    }
}
