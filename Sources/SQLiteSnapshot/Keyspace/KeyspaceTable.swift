import StdnetBackend

/// The tables of a raw keyspace: one for the keys, and at least one for each type of Redis.
///
/// Bytes are BLOBs, a score is a double of column type `ANY`, which keeps -0.0 and infinities; ids of
/// streams are texts, as they may be larger than SQLite's integers; times are milliseconds since 1970.
enum KeyspaceTable: String, CaseIterable {
    case key = "redis_key"
    case string = "redis_string"
    case list = "redis_list"
    case set = "redis_set"
    case sortedSet = "redis_zset"
    case hash = "redis_hash"
    case stream = "redis_stream"
    case entry = "redis_stream_entry"
    case entryField = "redis_stream_field"
    case group = "redis_stream_group"
    case consumer = "redis_stream_consumer"
    case pending = "redis_stream_pending"
    case function = "redis_function"

    var columns: [String] {
        switch self {
        case .key:
            [
                "id INTEGER PRIMARY KEY NOT NULL", "database INTEGER NOT NULL",
                "key BLOB NOT NULL", "type TEXT NOT NULL", "expires_ms INTEGER",
                "parts INTEGER NOT NULL", "digest BLOB NOT NULL",
            ]
        case .string: ["key_id INTEGER PRIMARY KEY NOT NULL", "value BLOB NOT NULL"]
        case .list:
            ["key_id INTEGER NOT NULL", "position INTEGER NOT NULL", "value BLOB NOT NULL"]
        case .set: ["key_id INTEGER NOT NULL", "member BLOB NOT NULL"]
        case .sortedSet:
            ["key_id INTEGER NOT NULL", "member BLOB NOT NULL", "score ANY NOT NULL"]
        case .hash: ["key_id INTEGER NOT NULL", "field BLOB NOT NULL", "value BLOB NOT NULL"]
        case .stream:
            [
                "key_id INTEGER PRIMARY KEY NOT NULL", "last_id TEXT NOT NULL",
                "max_deleted_id TEXT NOT NULL", "entries_added INTEGER NOT NULL",
            ]
        case .entry: ["key_id INTEGER NOT NULL", "entry INTEGER NOT NULL", "id TEXT NOT NULL"]
        case .entryField:
            [
                "key_id INTEGER NOT NULL", "entry INTEGER NOT NULL", "position INTEGER NOT NULL",
                "field BLOB NOT NULL", "value BLOB NOT NULL",
            ]
        case .group:
            [
                "key_id INTEGER NOT NULL", "group_name BLOB NOT NULL", "last_id TEXT NOT NULL",
                "entries_read INTEGER",
            ]
        case .consumer:
            [
                "key_id INTEGER NOT NULL", "group_name BLOB NOT NULL", "consumer BLOB NOT NULL",
                "seen_ms INTEGER NOT NULL", "active_ms INTEGER",
            ]
        case .pending:
            [
                "key_id INTEGER NOT NULL", "group_name BLOB NOT NULL", "consumer BLOB NOT NULL",
                "position INTEGER NOT NULL", "id TEXT NOT NULL", "delivered_ms INTEGER NOT NULL",
                "deliveries INTEGER NOT NULL",
            ]
        case .function: ["id INTEGER PRIMARY KEY NOT NULL", "code BLOB NOT NULL"]
        }
    }

    /// The statement that makes the index of the names of keys.
    static let nameIndex = "CREATE UNIQUE INDEX redis_key_name ON redis_key (key, database)"

    /// How many of the first columns are the primary key.
    var keyWidth: Int {
        switch self {
        case .key, .string, .stream, .function: 1
        case .list, .set, .sortedSet, .hash, .entry, .group: 2
        case .entryField, .consumer: 3
        case .pending: 4
        }
    }

    /// The statement that makes the table.
    var creation: String {
        guard keyWidth > 1 else {
            return "CREATE TABLE \(rawValue) (\(columns.joined(separator: ", "))) STRICT"
        }
        let key = columns.prefix(keyWidth).map { $0.prefix { $0 != " " } }
        return "CREATE TABLE \(rawValue) (\(columns.joined(separator: ", ")), "
            + "PRIMARY KEY (\(key.joined(separator: ", ")))) STRICT, WITHOUT ROWID"
    }

    /// Whether its rows have ids, which are the first column.
    var hasRowID: Bool { keyWidth == 1 }

    /// Whether the rows of one key have to be sorted: they come in whatever order the server has.
    var isSorted: Bool {
        switch self {
        case .set, .sortedSet, .hash, .group, .consumer, .pending: true
        default: false
        }
    }

    /// Where it is among all tables.
    var position: Int {
        switch self {
        case .key: 0
        case .string: 1
        case .list: 2
        case .set: 3
        case .sortedSet: 4
        case .hash: 5
        case .stream: 6
        case .entry: 7
        case .entryField: 8
        case .group: 9
        case .consumer: 10
        case .pending: 11
        case .function: 12
        }
    }

    /// Whether its rows belong to keys.
    var hasParts: Bool { self != .key && self != .function }
}
