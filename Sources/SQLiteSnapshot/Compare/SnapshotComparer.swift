/// Finds out what two snapshots differ in.
public enum SnapshotComparer {
    /// Compares rows by model and field, and keys where both snapshots are full.
    ///
    /// Rows are the same when their ids are; a model or a column that only one of them has counts as
    /// such and not in every row.
    ///
    /// - Parameters:
    ///   - before: The first snapshot.
    ///   - after: The second one.
    ///   - limit: How many rows, and how many keys, are listed one by one.
    ///   - progress: Hears which model is being compared.
    /// - Returns: The differences; ``SnapshotDifference/isEmpty`` when there are none.
    /// - Throws: ``SnapshotError/incomparable(reason:)`` for two forms of dates,
    ///   ``SnapshotError/notASnapshot(path:reason:)``, ``SnapshotError/cancelled``, and what SQLite
    ///   says.
    @concurrent
    public static func compare(
        _ before: String,
        _ after: String,
        listing limit: Int = 100,
        progress: @escaping @Sendable (SnapshotProgress) -> Void = { _ in }
    ) async throws(SnapshotError) -> SnapshotDifference {
        let files = try ComparedFiles(before, after)
        let (first, second) = (files.before.metadata, files.after.metadata)
        guard first.dates == second.dates || files.before.models.isEmpty else {
            throw .incomparable(
                reason: "one has dates as \(first.dates.rawValue) and the other as "
                    + second.dates.rawValue
            )
        }
        var difference = SnapshotDifference()
        try RowComparison(files: files, limit: limit).run(into: &difference, progress)
        if files.areFull {
            progress(SnapshotProgress(step: .keys, model: nil, done: 0, total: 0))
            try KeyComparison(files: files, limit: limit).run(into: &difference)
        }
        return difference
    }
}
