public import StdnetBackend

/// Reads the keys of one database by commands: SCAN, then the reading commands of each type, in
/// pipelines and pages.
///
/// Every server has them. Others may write meanwhile, so a snapshot of a live server is fuzzy: each
/// page is of one instant, all of them together are not. A key that vanishes is left out; one that
/// changes its type is read again. Of a collection one page is in memory, of a stream all entries that
/// are pending.
public struct ScanSource: KeyspaceSource {
    /// How the keys are read.
    public let method: SnapshotMetadata.Method
    /// Exact for a copy that nobody writes.
    public var consistency: SnapshotMetadata.Consistency { method == .memory ? .exact : .fuzzy }
    let reader: KeyReader
    private let prefix: String
    private var hasLibraries = true

    /// Makes a source.
    ///
    /// - Parameters:
    ///   - backend: What to read.
    ///   - database: The number of the database that the backend reads, for the snapshot.
    ///   - prefix: What keys start with; others are left out.
    ///   - isCopy: Whether nobody else can write what is read.
    public init(
        _ backend: any Backend,
        database: Int = 0,
        prefix: String = "",
        isCopy: Bool = false
    ) {
        reader = KeyReader(backend: backend, database: database)
        self.prefix = prefix
        method = isCopy ? .memory : .scan
    }

    /// The same without the libraries of functions, for all but one database of a server.
    public var withoutLibraries: ScanSource {
        var other = self
        other.hasLibraries = false
        return other
    }

    /// Gives everything to a sink; the next keys are on their way while some are written.
    @discardableResult
    public func read(
        into sink: inout some KeyspaceSink<SnapshotError>,
        progress: (_ done: Int, _ total: Int) -> Void
    ) async throws(SnapshotError) -> KeyspaceOrigin {
        let origin = try await reader.origin()
        let total = prefix.isEmpty ? try await reader.run("DBSIZE").integer ?? 0 : 0
        for code in hasLibraries ? try await reader.libraries() : [] {
            try code.lend { bytes throws(SnapshotError) in try sink.library(bytes) }
        }
        let reader = reader
        var done = 0
        var step = try await reader.next(KeyWalk(prefix: prefix)).get()
        while let batch = step.batch {
            guard !Task.isCancelled else { throw .cancelled }
            let walk = step.walk
            async let following = reader.next(walk)
            try await reader.write(batch, into: &sink)
            done += batch.keys.count
            progress(done, total)
            step = try await following.get()
        }
        return origin
    }
}
