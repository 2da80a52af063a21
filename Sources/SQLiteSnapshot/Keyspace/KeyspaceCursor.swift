import StdnetBackend

/// Reads the tables of a keyspace from the start, or after a key, and gives them to a sink as far as
/// it wants them.
///
/// One key after the other in the order of their ids; of a collection never more than one element is
/// in memory.
final class KeyspaceCursor {
    /// The id of the key that is being read, or was last.
    private(set) var id: Int64 = 0
    /// How many keys were read to their end.
    private(set) var count = 0
    private let keys: SQLiteStatement
    private let parts: KeyspaceParts
    private var isInside = false
    private var isOver = false

    /// Begins after the key with an id.
    init(of connection: SQLiteConnection, after id: Int64 = 0) throws(SnapshotError) {
        keys = try SQLiteStatement(
            "SELECT id, database, key, type, expires_ms FROM redis_key WHERE id > ?1 ORDER BY id",
            on: connection
        )
        keys.start(id)
        parts = try KeyspaceParts(of: connection)
        self.id = id
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
