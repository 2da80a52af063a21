package import StdnetBackend

/// The keys of a full snapshot, one by one: for those who read it as a server.
package final class ArchivedKeys {
    /// The snapshot.
    package let file: SnapshotFile
    private let keys: SQLiteStatement
    private let parts: KeyspaceParts
    private let names: SQLiteStatement

    /// Opens a snapshot.
    ///
    /// - Throws: ``SnapshotError/notFull(path:)``, and what opening throws.
    package init(path: String) throws(SnapshotError) {
        file = try SnapshotFile(path: path)
        guard file.metadata.level == .full else { throw .notFull(path: path) }
        keys = try SQLiteStatement(
            "SELECT id, type, expires_ms FROM redis_key WHERE database = ?1 AND key = ?2",
            on: file.connection
        )
        names = try SQLiteStatement(
            """
            SELECT key FROM redis_key
            WHERE database = ?1 AND key >= ?2 AND substr(key, 1, length(?2)) = ?2 ORDER BY id
            """,
            on: file.connection
        )
        parts = try KeyspaceParts(of: file.connection, groupsFirst: true)
    }

    /// When the export began, in milliseconds since 1970.
    package var milliseconds: Int {
        CalendarReading(file.metadata.started).map { Int($0.seconds * 1000) } ?? 0
    }

    /// The commands that make a key; nil when there is none.
    package func commands(
        making name: Bytes,
        in database: Int
    ) throws(SnapshotError) -> CommandBatch? {
        try keys.start(Int64(database), name)
        defer { keys.reset() }
        guard try keys.step() else { return nil }
        guard let type = StoredType(rawValue: keys.text(1)) else {
            throw .damaged("a key has the type '\(keys.text(1))', which there is not")
        }
        let sink = CommandSink(keepsActiveTimes: false)
        var target = sink
        let expiry = keys.isNull(2) ? nil : keys.integer(2)
        try name.lend { bytes throws(SnapshotError) in
            _ = try target.begin(
                StoredKey(name: bytes, database: database, type: type, expiry: expiry)
            )
        }
        parts.start(type, of: keys.integer(0))
        while try parts.advance(into: &target) {}
        try target.end()
        return sink.takeBatch()
    }

    /// The names of the keys that start with a prefix.
    package func names(
        startingWith prefix: Bytes,
        in database: Int
    ) throws(SnapshotError) -> [Bytes] {
        try names.start(Int64(database), prefix)
        defer { names.reset() }
        var found: [Bytes] = []
        while try names.step() { found.append(Bytes(names.bytes(0))) }
        return found
    }
}
