internal import SQLiteSnapshot
internal import StdnetBackend

/// Writes one snapshot with a progress bar and measures it.
struct SnapshotExport {
    /// What is exported.
    enum Origin {
        case backend(any Backend)
        /// An RDB file.
        case file(String)
    }

    let origin: Origin
    let namespace: String
    /// What else there is to say.
    let options: SnapshotOptions
    let stopwatch: Stopwatch
    let progress: ProgressBar

    /// Writes the file, or nothing.
    func write(to place: SnapshotPlace) async throws -> SnapshotReport {
        defer { progress.clear() }
        var options = options
        options.replacesExisting = place.isReplacing
        let (summary, seconds) = try await stopwatch.measure { [options] in
            let show: @Sendable (SnapshotProgress) -> Void = { [progress] step in
                progress.show(step.label, step.done, of: step.total)
            }
            return switch origin {
            case .backend(let backend):
                try await SnapshotExporter.export(
                    from: backend,
                    namespace: namespace,
                    to: place.path,
                    options: options,
                    progress: show
                )
            case .file(let file):
                try await SnapshotExporter.export(
                    fromFile: file,
                    namespace: namespace,
                    to: place.path,
                    options: options,
                    progress: show
                )
            }
        }
        return SnapshotReport(summary, seconds: seconds)
    }
}

extension SnapshotProgress {
    fileprivate var label: String {
        let work =
            switch step {
            case .transfer: "receiving"
            case .keys: "reading keys"
            case .objects: "exporting"
            case .indexes: "indexing"
            case .checks: "checking"
            }
        return model.map { "\(work) \($0)" } ?? work
    }
}
