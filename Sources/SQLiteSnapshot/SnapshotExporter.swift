public import StdnetBackend

/// Writes what a database holds into one SQLite file: a typed table for each model, and every key as
/// it is where that is asked for.
public enum SnapshotExporter {
    /// The library that writes snapshots, with its version.
    static let library = "stdnet \(Library.version)"

    /// Exports the models of a database that this library wrote.
    ///
    /// A backend that can hand out a copy of its keyspace, and a server that can be asked for what it
    /// gives its replicas, are exported exactly as they were at one instant. What the server gives is
    /// kept in a file without a name beside `path` meanwhile: as much room as an RDB file of it takes.
    /// Any other backend, and one of which ``SnapshotOptions/method`` says so, is read by commands, and
    /// the file says `fuzzy`: objects written meanwhile may or may not be in it.
    ///
    /// What does not fit its column is in the table `reject`, with its bytes and a reason. An
    /// object that lacks something that has to be there is not in its table, and nothing in the
    /// file refers to it. A unique value that several objects have stays with the lowest id. Only
    /// the fields are read that the database's description names; others that an object has are
    /// passed over.
    ///
    /// Of a server it is the one database of ``SnapshotOptions/database``, of an RDB file all of them.
    /// At level ``SnapshotMetadata/Level/full`` every key that starts with the namespace is also in
    /// the file as it is, to the byte: see ``KeyspaceSource``. The tables of the models are then
    /// made from these keys, so both are of the same moment, and there are none where the database
    /// does not describe itself.
    ///
    /// A database that does not describe itself, as one of the original's, has models when it has keys of
    /// them: their columns are inferred from all values, and the metadata say so.
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
        var run = ExportRun(namespace: namespace, options: options, started: options.now())
        let file = try TemporaryFile(for: path, replacesExisting: options.replacesExisting)
        switch try SourceChoice(of: backend, options) {
        case .copy(let copying):
            let source = try await SnapshotSource(copying: copying, namespace: namespace)
            let summary = await run.result(source, file, for: path, progress: progress)
            await source.close()
            return try put(file, try summary.get())
        case .replication(let replicating):
            do throws(SnapshotError) {
                return try put(
                    file,
                    try await run.write(replicating, file, for: path, progress: progress)
                )
            } catch .source(let error) where options.fallsBackToScan {
                run.fallbackReason = "\(error)"
                try file.empty()
            }
        case .scan: break
        }
        let source = SnapshotSource(scanning: backend, namespace: namespace)
        let summary = await run.result(source, file, for: path, progress: progress)
        return try put(file, try summary.get())
    }

    /// Exports what an RDB file holds, without a server.
    ///
    /// Keys that had ended when the file was written are left out, as Redis does. The whole file is
    /// checked, up to its checksum; for the tables of models alone, before the first row is written.
    /// Memory is needed for the ids of the models and for the largest value; rows and entries of indexes
    /// that have no room in memory are kept in files without names beside `path` until they are in order.
    ///
    /// - Parameters:
    ///   - file: Where the RDB file is, of version 1 to 12.
    ///   - namespace: What all keys start with.
    ///   - path: Where the snapshot will be.
    ///   - options: What else there is to say; the database is the one that the models are in.
    ///   - progress: Is told how far the export is.
    /// - Returns: What was written.
    /// - Throws: ``SnapshotError``; ``SnapshotError/unreadable(path:reason:)`` for a file that is
    ///   damaged or none, with the byte, and ``SnapshotError/unsupportedType(key:type:)`` for what a
    ///   module wrote.
    @concurrent
    public static func export(
        fromFile file: String,
        namespace: String = "",
        to path: String,
        options: SnapshotOptions = SnapshotOptions(),
        progress: @escaping @Sendable (SnapshotProgress) -> Void = { _ in }
    ) async throws(SnapshotError) -> SnapshotSummary {
        let run = ExportRun(namespace: namespace, options: options, started: options.now())
        let target = try TemporaryFile(for: path, replacesExisting: options.replacesExisting)
        let source = try FileSource(path: file, skipsModules: options.skipsModules)
        return try put(
            target,
            try await run.write(source, target, for: path, at: options.level, progress: progress)
        )
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
