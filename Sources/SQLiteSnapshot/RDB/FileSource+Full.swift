import StdnetBackend
import StdnetRDB

extension FileSource {
    private static let pieceSize = 1 << 18

    /// What takes every key of the file for a writer, and the rows of models where there are any.
    func feed(_ writer: KeyspaceWriter, _ models: ModelFeed?) -> FullFeed {
        FullFeed(KeyspaceFeed(writer, database: database), models)
    }

    /// Gives everything to a feed: while one piece is decoded and hashed, the rows of the one before are
    /// written.
    func read(
        into feed: inout FullFeed,
        _ trees: KeyspaceTreeActor,
        progress: (_ done: Int, _ total: Int) -> Void
    ) async throws(SnapshotError) -> KeyspaceOrigin {
        var decoder = RDBFileDecoder(options)
        let buffer = UnsafeMutableRawBufferPointer.allocate(
            byteCount: Self.pieceSize,
            alignment: 16
        )
        defer { buffer.deallocate() }
        var position = 0
        var isMore = true
        while isMore {
            guard !Task.isCancelled else { throw .cancelled }
            progress(decoder.keyCount, Int(clamping: decoder.announcedKeys ?? 0))
            let batch = feed.writer.takeBatch()
            async let writing = trees.write(batch)
            do throws(RDBFileError) {
                let count = try file.read(into: buffer, at: position)
                position += count
                isMore = count > 0
                try decoder.feed(RawBytes(rebasing: buffer[..<count]), to: &feed)
                if !isMore { try decoder.finish() }
            } catch {
                throw feed.failure ?? SnapshotError(error, of: name)
            }
            try await writing.get()
        }
        try await trees.write(feed.writer.takeBatch()).get()
        return origin(of: feed.auxiliaries, decoder)
    }
}
