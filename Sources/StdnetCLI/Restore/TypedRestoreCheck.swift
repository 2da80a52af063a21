internal import SQLiteSnapshot
internal import StdnetBackend

/// Reads what was restored into a snapshot and compares it with the file, row by row.
struct TypedRestoreCheck {
    let file: SnapshotFile
    let backend: any Backend
    let namespace: String
    let marker: TypedRestoreMarker

    /// Throws where they differ; the next restore begins anew then.
    func run(_ progress: ProgressBar) async throws {
        let folder = try TemporaryFolder()
        let path = folder.newPath()
        var options = SnapshotOptions(source: file.metadata.source)
        options.dates = file.metadata.dates
        // Nobody else writes, as far as anybody knows: the server need not copy itself.
        options.method = .scan
        _ = try await SnapshotExporter.export(
            from: backend,
            namespace: namespace,
            to: path,
            options: options
        ) { step in progress.show("comparing", step.done, of: step.total) }
        let difference = try await SnapshotComparer.compare(file.path, path, listing: 1)
        let wrong = difference.models.first { model in
            !model.rows.isEmpty || !model.structures.isEmpty || model.change != nil
                || !model.addedColumns.isEmpty
                || !model.removedColumns.isEmpty
        }
        guard let wrong else { return }
        try await marker.remove()
        let example = difference.rows.first.map { ", such as \($0.change.rawValue) \($0.id)" } ?? ""
        throw Unfaithful(
            description: "'\(wrong.name)' differs from the snapshot in "
                + "\(wrong.rows.added + wrong.rows.removed + wrong.rows.changed) rows\(example): "
                + "does somebody else write there?"
        )
    }

    private struct Unfaithful: Error, CustomStringConvertible {
        let description: String
    }
}
