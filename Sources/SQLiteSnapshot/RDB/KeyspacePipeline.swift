import StdnetBackend
import StdnetRDB

/// Reads an RDB file while it comes: as one piece is decoded and hashed, the rows of the one before are
/// sorted and written.
struct KeyspacePipeline {
    private(set) var feed: FullFeed
    private(set) var decoder: RDBFileDecoder
    private let trees: KeyspaceTreeActor
    /// What errors call the file.
    private let name: String

    init(
        _ feed: FullFeed,
        to trees: KeyspaceTreeActor,
        _ options: RDBFileOptions,
        of name: String
    ) {
        self.feed = feed
        self.trees = trees
        self.name = name
        decoder = RDBFileDecoder(options)
    }

    /// Takes the next bytes of the file.
    mutating func take(_ bytes: Bytes) async throws(SnapshotError) {
        guard !Task.isCancelled else { throw .cancelled }
        let (trees, batch) = (trees, feed.writer.takeBatch())
        async let writing = trees.write(batch)
        try bytes.lend { bytes throws(SnapshotError) in try decode(bytes) }
        try await writing.get()
    }

    /// Takes bytes that are borrowed.
    mutating func take(_ bytes: RawBytes) async throws(SnapshotError) {
        guard !Task.isCancelled else { throw .cancelled }
        let (trees, batch) = (trees, feed.writer.takeBatch())
        async let writing = trees.write(batch)
        try decode(bytes)
        try await writing.get()
    }

    private mutating func decode(_ bytes: RawBytes) throws(SnapshotError) {
        do throws(RDBFileError) {
            try decoder.feed(bytes, to: &feed)
        } catch {
            throw feed.failure ?? SnapshotError(error, of: name)
        }
    }

    /// That no more bytes come: writes what is left.
    mutating func finish() async throws(SnapshotError) -> KeyspaceTrees.Totals {
        do throws(RDBFileError) {
            try decoder.finish()
        } catch {
            throw SnapshotError(error, of: name)
        }
        try await trees.write(feed.writer.takeBatch()).get()
        return try await trees.finish()
    }
}

extension FileSource {
    private static let pieceSize = 1 << 18

    /// Gives everything to a pipeline.
    func read(
        into pipeline: inout KeyspacePipeline,
        progress: (_ done: Int, _ total: Int) -> Void
    ) async throws(SnapshotError) {
        let buffer = UnsafeMutableRawBufferPointer.allocate(
            byteCount: Self.pieceSize,
            alignment: 16
        )
        defer { buffer.deallocate() }
        var position = 0
        while true {
            progress(
                pipeline.decoder.keyCount,
                Int(clamping: pipeline.decoder.announcedKeys ?? 0)
            )
            let count: Int
            do throws(RDBFileError) {
                count = try file.read(into: buffer, at: position)
            } catch {
                throw SnapshotError(error, of: name)
            }
            guard count > 0 else { return }
            position += count
            try await pipeline.take(RawBytes(rebasing: buffer[..<count]))
        }
    }
}
