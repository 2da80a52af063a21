import StdnetBackend

/// What a keyspace comes to.
struct KeyspaceTotals {
    /// The digest of all keys and libraries.
    private(set) var digest: ContentDigest
    /// How many keys there are, by type.
    private(set) var counts: [StoredType: Int]

    init(_ writer: KeyspaceWriter) {
        digest = writer.digest
        counts = writer.counts
    }

    /// Adds what trees have hashed, and removes from the tables what should not be in them.
    mutating func add(
        _ trees: KeyspaceTrees.Totals,
        on connection: SQLiteConnection
    ) throws(SnapshotError) {
        digest += trees.digest
        for key in trees.abandoned {
            for table in KeyspaceTable.allCases where table.hasParts {
                try connection.rows(
                    "DELETE FROM \(table.rawValue) WHERE key_id = ?",
                    [.integer(Int(key))]
                )
            }
        }
        guard !trees.areNamesUnique else { return }
        try connection.execute("DROP INDEX redis_key_name")
        try removeRepeatedKeys(on: connection)
        try connection.execute(KeyspaceTable.nameIndex)
    }

    /// SCAN names keys again when the server resizes its table meanwhile: the first one stays.
    private mutating func removeRepeatedKeys(
        on connection: SQLiteConnection
    ) throws(SnapshotError) {
        try connection.execute(
            """
            CREATE TEMP TABLE repeated_key AS SELECT id, type, digest FROM (
                SELECT id, type, digest,
                    row_number() OVER (PARTITION BY key, database ORDER BY id) AS place
                FROM redis_key
            ) WHERE place > 1
            """
        )
        for row in try connection.rows("SELECT type, digest FROM repeated_key") {
            guard case .text(let name) = row[0], let type = StoredType(rawValue: name),
                case .blob(let bytes) = row[1],
                let digest = bytes.withUnsafeBytes({ ContentDigest(bytes: $0) })
            else { continue }
            self.digest -= digest
            counts[type, default: 0] -= 1
        }
        for table in KeyspaceTable.allCases where table != .function {
            let column = table == .key ? "id" : "key_id"
            try connection.execute(
                """
                DELETE FROM \(table.rawValue) WHERE \(column) IN (SELECT id FROM repeated_key)
                """
            )
        }
        try connection.execute("DROP TABLE repeated_key")
    }
}
