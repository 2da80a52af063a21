public import StdnetBackend

/// Writes what a database holds into one SQLite file: a typed table for each model.
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
        progress: @Sendable (SnapshotProgress) -> Void = { _ in }
    ) async throws(SnapshotError) -> SnapshotSummary {
        let started = options.now()
        let file = try TemporaryFile(for: path, replacesExisting: options.replacesExisting)
        let source = try await SnapshotSource(backend, namespace: namespace)
        let result: Result<SnapshotSummary, SnapshotError>
        do throws(SnapshotError) {
            let run = ExportRun(source: source, options: options, started: started)
            let summary = try await run.write(file, for: path, progress: progress)
            guard !Task.isCancelled else { throw .cancelled }
            try file.putInPlace()
            result = .success(summary)
        } catch {
            result = .failure(error)
        }
        await source.close()
        return try result.get()
    }
}
