internal import Foundation
internal import SQLiteSnapshot
internal import StdnetBackend

/// One side of a comparison: a snapshot, or a database that is written into one for it.
struct ComparedDatabase {
    private let place: String

    init(_ place: String) { self.place = place }

    /// Whether a word of the command line is a URL and no path.
    static func isURL(_ place: String) -> Bool { place.contains("://") }

    /// The snapshot, with the level and the form of dates of another one where it is made.
    func file(
        in folder: TemporaryFolder,
        like other: String?,
        _ progress: ProgressBar
    ) async throws -> String {
        guard Self.isURL(place) else { return place }
        let string = try ConnectionString(place)
        if case .memory = string.location {
            throw Misuse(description: "a new memory:// has nothing to compare")
        }
        var options = SnapshotOptions(source: string.description, level: .full)
        options.database = string.database
        options.fallsBackToScan = true
        if let other {
            let metadata = try SnapshotFile(path: other).metadata
            options.level = metadata.level
            options.dates = metadata.dates
        }
        let path = folder.newPath()
        let backend = try await string.open()
        do {
            _ = try await SnapshotExporter.export(
                from: backend,
                namespace: string.namespace,
                to: path,
                options: options
            ) { step in progress.show("reading", step.done, of: step.total) }
            await backend.close()
        } catch {
            await backend.close()
            throw error
        }
        return path
    }
}

/// A folder that is gone with this object.
final class TemporaryFolder {
    private let url: URL

    init() throws {
        url = FileManager.default.temporaryDirectory.appending(path: "stdnet-\(UUID().uuidString)")
        try FileManager.default.createDirectory(
            at: url,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    /// A path where nothing is.
    func newPath() -> String { url.appending(path: UUID().uuidString + ".sqlite").path }
}
