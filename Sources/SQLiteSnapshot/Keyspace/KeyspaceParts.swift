import StdnetBackend

/// Reads the parts of one key after the other.
final class KeyspaceParts {
    private let strings: SQLiteStatement
    private let lists: SQLiteStatement
    private let sets: SQLiteStatement
    private let sortedSets: SQLiteStatement
    private let hashes: SQLiteStatement
    private let streams: StreamParts
    private var type = StoredType.string
    private var position: Int64 = 0

    init(of connection: SQLiteConnection, groupsFirst: Bool) throws(SnapshotError) {
        func statement(
            _ columns: String,
            _ table: KeyspaceTable,
            _ order: String = ""
        )
            throws(SnapshotError) -> SQLiteStatement
        {
            try SQLiteStatement(
                "SELECT \(columns) FROM \(table.rawValue) WHERE key_id = ?1 \(order)",
                on: connection
            )
        }
        strings = try statement("value", .string)
        lists = try statement("value, position", .list, "ORDER BY position")
        sets = try statement("member", .set)
        sortedSets = try statement("member, score", .sortedSet)
        hashes = try statement("field, value", .hash)
        streams = try StreamParts(of: connection, groupsFirst: groupsFirst)
    }

    /// Begins with the first part of a key.
    func start(_ type: StoredType, of id: Int64) {
        self.type = type
        position = 0
        if type == .stream { streams.start(id) } else { statement.start(id) }
    }

    private var statement: SQLiteStatement {
        switch type {
        case .string, .stream: strings
        case .list: lists
        case .set: sets
        case .sortedSet: sortedSets
        case .hash: hashes
        }
    }

    /// Gives the next part; false when there is none.
    func advance(
        into sink: inout some KeyspaceSink<SnapshotError>
    ) throws(SnapshotError) -> Bool {
        guard type != .stream else { return try streams.advance(into: &sink) }
        let row = statement
        guard try row.step() else {
            row.reset()
            return false
        }
        switch type {
        case .string: try sink.string(row.bytes(0))
        case .list:
            guard row.integer(1) == position else {
                throw .damaged("a list has no element \(position)")
            }
            position += 1
            try sink.element(row.bytes(0))
        case .set: try sink.element(row.bytes(0))
        case .sortedSet:
            guard let score = row.double(1) else {
                throw .damaged("a score is no number")
            }
            try sink.member(row.bytes(0), score: score)
        case .hash: try sink.field(row.bytes(0), row.bytes(1))
        case .stream: break
        }
        return true
    }
}
