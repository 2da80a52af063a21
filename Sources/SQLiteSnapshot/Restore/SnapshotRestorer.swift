import StdnetBackend

/// Writes a full snapshot back into a server.
public enum SnapshotRestorer {
    /// Restores every key: type, value, scores to the bit, the millisecond of its end, streams with
    /// their groups, and libraries of functions.
    ///
    /// Commands go out in pipelines; of the file about two batches of a mebibyte are in memory, or
    /// the largest value, and of a stream what is pending. When the run ends early, the same call
    /// goes on where it stopped: a hash `stdnet:restore` in the target, under the namespace of the
    /// snapshot, says how far it is.
    ///
    /// At the end the target is read and its digest compared with the one of the file; what has
    /// ended by then, or ends within the same minute, is left out of that. Where that fails, the next
    /// call begins anew.
    ///
    /// Databases of which the snapshot has no key stay as they are. A target before Redis 7.2 does not
    /// keep when a consumer was active.
    ///
    /// - Parameters:
    ///   - path: A snapshot of level ``SnapshotMetadata/Level/full``.
    ///   - target: Where the keys go.
    ///   - replacesExisting: Whether what is in these databases, or under the namespace of the
    ///     snapshot, is deleted first; else there must be nothing. Without a namespace that is true of
    ///     libraries, too; with one, a library of the same name is replaced.
    ///   - progress: Hears how many keys are done, and how many there are.
    /// - Returns: What was done.
    /// - Throws: ``SnapshotError``: ``SnapshotError/notFull(path:)``,
    ///   ``SnapshotError/notEmpty(database:namespace:)``,
    ///   ``SnapshotError/severalDatabases(path:)``,
    ///   ``SnapshotError/serverTooOld(version:)`` for streams or functions before Redis 7.0,
    ///   ``SnapshotError/unfaithful(database:found:expected:)``, ``SnapshotError/paused``
    ///   when the task was cancelled, and what SQLite or the database say.
    @concurrent
    public static func restore(
        _ path: String,
        to target: RestoreTarget,
        replacingExisting replacesExisting: Bool = false,
        progress: @escaping @Sendable (SnapshotProgress) -> Void = { _ in }
    ) async throws(SnapshotError) -> RestoreSummary {
        let file = try SnapshotFile(path: path)
        guard file.metadata.level == .full, let digest = file.metadata.digest else {
            throw .notFull(path: path)
        }
        var databases = try file.databases
        guard !target.isSingle || databases.count <= 1 else { throw .severalDatabases(path: path) }
        // Without a key there may be libraries, and somebody has to take them.
        if databases.isEmpty { databases = [0] }
        var summary = RestoreSummary(digest: digest)
        do throws(SnapshotError) {
            for (position, database) in databases.enumerated() {
                let backend = try await open(target, database)
                let run = RestoreRun(
                    file: file,
                    reader: KeyReader(backend: backend, database: database),
                    marker: RestoreMarker(key: try file.freeKey, digest: digest),
                    replacesExisting: replacesExisting,
                    hasLibraries: position == 0,
                    progress: progress
                )
                let result = await run.result(after: summary)
                if !target.isSingle { await backend.close() }
                summary = try result.get()
            }
        } catch .cancelled {
            throw .paused
        }
        return summary
    }

    private static func open(
        _ target: RestoreTarget,
        _ database: Int
    ) async throws(SnapshotError) -> any Backend {
        do { return try await target.open(database) } catch { throw SnapshotError(error) }
    }
}
