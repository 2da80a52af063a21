import StdnetBackend

/// Two snapshots side by side in one connection, as the schemas `before` and `after`; nothing is
/// written to either.
final class ComparedFiles {
    let before: SnapshotFile
    let after: SnapshotFile
    let connection: SQLiteConnection

    init(_ before: String, _ after: String) throws(SnapshotError) {
        self.before = try SnapshotFile(path: before)
        self.after = try SnapshotFile(path: after)
        // A database without a name is one of SQLite's own, gone when it is closed.
        connection = try SQLiteConnection(path: "", mode: .readWrite)
        try connection.rows("ATTACH ? AS before", [.text(before)])
        try connection.rows("ATTACH ? AS after", [.text(after)])
        try connection.execute("PRAGMA query_only = 1")
    }

    /// Whether both have raw keys.
    var areFull: Bool { before.metadata.level == .full && after.metadata.level == .full }

    /// The columns of a table, the primary key first.
    func columns(of table: String, in schema: String) throws(SnapshotError) -> [String] {
        let rows = try connection.rows(
            "SELECT name FROM pragma_table_info(?, ?) ORDER BY cid",
            [.text(table), .text(schema)]
        )
        return rows.compactMap { row in
            if case .text(let name)? = row.first { name } else { nil }
        }
    }
}
