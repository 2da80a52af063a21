internal import SQLiteSnapshot
internal import StdnetBackend

/// Writes one snapshot with a progress bar and measures it.
struct SnapshotExport {
    let backend: any Backend
    let namespace: String
    /// The database as people may see it, without a password.
    let location: String
    let stopwatch: Stopwatch
    let progress: ProgressBar

    /// Writes the file, or nothing.
    func write(to place: SnapshotPlace) async throws -> SnapshotReport {
        defer { progress.clear() }
        let options = SnapshotOptions(source: location, replacesExisting: place.isReplacing)
        let (summary, seconds) = try await stopwatch.measure {
            try await SnapshotExporter.export(
                from: backend,
                namespace: namespace,
                to: place.path,
                options: options
            ) { [progress] step in
                progress.show(step.label, step.done, of: step.total)
            }
        }
        return SnapshotReport(summary, seconds: seconds)
    }
}

extension SnapshotProgress {
    fileprivate var label: String {
        let work =
            switch step {
            case .keys: "reading keys"
            case .objects: "exporting"
            case .indexes: "indexing"
            case .checks: "checking"
            }
        return model.map { "\(work) \($0)" } ?? work
    }
}
