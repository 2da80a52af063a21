import StdnetBackend
import StdnetRDB

extension MemoryServer {
    /// Writes all keys and libraries into an RDB file as Redis 7.0 writes it, which real servers load.
    ///
    /// It is of the instant of the call; whatever is written meanwhile goes on. The file is written
    /// beside its place and put there when it is complete.
    ///
    /// - Parameter path: Where the file will be; one that is there is replaced.
    /// - Returns: How many keys are in it.
    /// - Throws: ``KeyspaceFileError``.
    @discardableResult
    public func save(to path: String) throws(KeyspaceFileError) -> Int {
        let now = clock.milliseconds
        let still: MemoryServer
        do throws(BackendError) {
            still = try copy(clock: StillClock(milliseconds: now))
        } catch {
            throw KeyspaceFileError(path: path, reason: "\(error)")
        }
        do throws(RDBFileError) {
            var file = try RDBFileWriter(path: path)
            let count = try still.write(to: &file, now)
            try file.finish()
            return count
        } catch {
            throw KeyspaceFileError(path: path, error)
        }
    }

    private func write(
        to file: inout RDBFileWriter,
        _ now: Int
    ) throws(RDBFileError) -> Int {
        var head = RDBWriter()
        head.header()
        head.auxiliary("redis-ver", "7.0.15")
        head.auxiliary("redis-bits", "\(Int.bitWidth)")
        head.auxiliary("ctime", "\(now / 1000)")
        head.auxiliary("aof-base", "0")
        for library in withState({ $0.functions.all.map(\.code) }) {
            library.withUnsafeBytes { head.library($0) }
        }
        try file.append(head.take())
        var count = 0
        for database in 0..<Keyspace.databaseCount {
            var start = 0
            while let piece = withState({ $0.keyspace.filePiece(of: database, from: start) }) {
                try file.append(piece.bytes)
                count += piece.next - start
                start = piece.next
            }
        }
        var foot = RDBWriter()
        foot.end()
        try file.append(foot.take())
        return count
    }
}

extension Keyspace {
    /// How many bytes are put together before they are written.
    private static let filePieceSize = 1 << 18

    /// Some keys of a database as RDB files have them; nil when there are no more.
    fileprivate mutating func filePiece(
        of database: Int,
        from start: Int
    ) -> (bytes: Bytes, next: Int)? {
        guard mayHaveKeys(in: database) else { return nil }
        let home = selected
        defer { select(home) }
        select(database)
        guard start < count else { return nil }
        var encoder = RDBEncoder(settings)
        if start == 0 {
            encoder.writer.database(database, keys: count, expiring: expiringKeys.count)
        }
        var position = start
        while position < count, encoder.writer.bytes.count < Self.filePieceSize {
            let entry = table.entry(position).pointee
            append(entry.key, entry.value, to: &encoder)
            position += 1
        }
        return (encoder.writer.take(), position)
    }

    private func append(_ key: ByteString, _ slot: Slot, to encoder: inout RDBEncoder) {
        if slot.deadline != .max { encoder.writer.expiry(Int64(slot.deadline)) }
        if settings.countsUses {
            encoder.writer.frequency(UInt8(clamping: slot.use.count(at: now, settings)))
        }
        let type = encoder.type(of: slot)
        key.withBytes { encoder.writer.key($0, type) }
        encoder.append(slot.value, as: type)
    }
}
