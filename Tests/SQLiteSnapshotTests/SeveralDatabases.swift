import MemoryBackend
import SQLiteSnapshot
import StdnetBackend

/// Several databases of one server, scanned one after the other.
struct SeveralDatabases: KeyspaceSource {
    let method = SnapshotMetadata.Method.scan
    let consistency = SnapshotMetadata.Consistency.fuzzy
    private let sources: [ScanSource]

    init(_ sources: [ScanSource]) { self.sources = sources }

    init(of server: MemoryServer, _ databases: [Int]) {
        self.init(
            databases.map { ScanSource(MemoryBackend(on: server, database: $0), database: $0) }
        )
    }

    func read(
        into sink: inout some KeyspaceSink<SnapshotError>,
        progress: (_ done: Int, _ total: Int) -> Void
    ) async throws(SnapshotError) -> KeyspaceOrigin {
        var origin = KeyspaceOrigin()
        for (position, source) in sources.enumerated() {
            if position == 0 {
                origin = try await source.read(into: &sink, progress: progress)
            } else {
                try await source.withoutLibraries.read(into: &sink, progress: progress)
            }
        }
        return origin
    }
}
