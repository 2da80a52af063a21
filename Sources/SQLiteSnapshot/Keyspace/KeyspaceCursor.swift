import StdnetBackend

/// Reads the tables of a keyspace from the start, or after a key, and gives them to a sink as far as
/// it wants them.
///
/// One key after the other in the order of their ids; of a collection never more than one element is
/// in memory.
final class KeyspaceCursor {
    /// The id of the key that is being read, or was last.
    private(set) var id: Int64 = 0
    /// The id of the last key that was read to its end, or after which the reading began.
    private(set) var lastCompleteID: Int64 = 0
    /// How many keys were read to their end.
    private(set) var count = 0
    private let keys: SQLiteStatement
    private let parts: KeyspaceParts
    private var isInside = false
    private var isOver = false

    /// What the file says the digest of the key is; nil where that is no digest.
    var storedDigest: ContentDigest? { ContentDigest(bytes: keys.bytes(5)) }

    /// Begins after the key with an id.
    ///
    /// - Parameters:
    ///   - connection: Where the tables are.
    ///   - database: The database whose keys are read; nil for those of all.
    ///   - id: The id of the last key that is passed over.
    ///   - groupsFirst: Whether the entries of a stream come after all that it has besides.
    /// - Throws: ``SnapshotError/sqlite(code:message:)`` where the tables are not there.
    init(
        of connection: SQLiteConnection,
        in database: Int? = nil,
        after id: Int64 = 0,
        groupsFirst: Bool = false
    ) throws(SnapshotError) {
        keys = try SQLiteStatement(
            """
            SELECT id, database, key, type, expires_ms, digest FROM redis_key
            WHERE id > ?1 \(database == nil ? "" : "AND database = ?2") ORDER BY id
            """,
            on: connection
        )
        if let database { keys.start(id, Int64(database)) } else { keys.start(id) }
        parts = try KeyspaceParts(of: connection, groupsFirst: groupsFirst)
        self.id = id
        lastCompleteID = id
    }

    /// Gives all libraries of functions.
    static func readLibraries(
        of connection: SQLiteConnection,
        into sink: inout some KeyspaceSink<SnapshotError>
    ) throws(SnapshotError) {
        let statement = try SQLiteStatement(
            "SELECT code FROM redis_function ORDER BY id",
            on: connection
        )
        while try statement.step() { try sink.library(statement.bytes(0)) }
    }

    /// Gives the next step: the begin of a key, a part, or its end; false when there is no more.
    func advance(
        into sink: inout some KeyspaceSink<SnapshotError>
    ) throws(SnapshotError) -> Bool {
        if isInside {
            guard try !parts.advance(into: &sink) else { return true }
            try sink.end()
            isInside = false
            count += 1
            lastCompleteID = id
            return true
        }
        // A step after the last one would begin anew.
        guard !isOver, try keys.step() else {
            isOver = true
            return false
        }
        id = keys.integer(0)
        guard let type = StoredType(rawValue: keys.text(3)) else {
            throw .damaged("key \(id) has the type '\(keys.text(3))', which there is not")
        }
        let key = StoredKey(
            name: keys.bytes(2),
            database: Int(keys.integer(1)),
            type: type,
            expiry: keys.isNull(4) ? nil : keys.integer(4)
        )
        guard try sink.begin(key) else { return true }
        parts.start(type, of: id)
        isInside = true
        return true
    }

    /// Gives all that is left.
    func readAll(
        into sink: inout some KeyspaceSink<SnapshotError>
    ) throws(SnapshotError) {
        while try advance(into: &sink) {}
    }
}
