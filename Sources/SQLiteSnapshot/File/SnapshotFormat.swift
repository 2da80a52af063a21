import StdnetBackend

/// The tables in which a snapshot describes itself.
enum SnapshotFormat {
    /// What SQLite and `file` know a snapshot by: `stdn` in ASCII.
    static let applicationID = 0x7374_646E

    /// Writes the description.
    static func write(
        _ metadata: SnapshotMetadata,
        _ models: [SnapshotSummary.Model],
        _ plans: [TablePlan],
        to connection: SQLiteConnection
    ) throws(SnapshotError) {
        try connection.execute(
            """
            CREATE TABLE stdnet_snapshot (
                key TEXT PRIMARY KEY NOT NULL, value TEXT NOT NULL
            ) STRICT;
            CREATE TABLE stdnet_model (
                model TEXT PRIMARY KEY NOT NULL, table_name TEXT NOT NULL UNIQUE,
                schema TEXT NOT NULL, rows INTEGER NOT NULL, rejected_objects INTEGER NOT NULL,
                rejects INTEGER NOT NULL
            ) STRICT;
            CREATE TABLE stdnet_child (
                model TEXT NOT NULL, field TEXT NOT NULL, kind TEXT NOT NULL,
                table_name TEXT PRIMARY KEY NOT NULL
            ) STRICT;
            """
        )
        for plan in plans {
            for child in plan.children {
                try connection.rows(
                    "INSERT INTO stdnet_child VALUES (?, ?, ?, ?)",
                    [
                        .text(plan.schema.name), .text(child.field), .text(child.kind),
                        .text(child.name),
                    ]
                )
            }
        }
        for (key, value) in metadata.entries.sorted(by: { $0.key < $1.key }) {
            try connection.rows(
                "INSERT INTO stdnet_snapshot VALUES (?, ?)",
                [.text(key), .text(value)]
            )
        }
        for (model, plan) in zip(models, plans) {
            let schema: String
            do { schema = try plan.schema.json() } catch { throw SnapshotError(error) }
            try connection.rows(
                "INSERT INTO stdnet_model VALUES (?, ?, ?, ?, ?, ?)",
                [
                    .text(model.name), .text(model.table), .text(schema), .integer(model.rows),
                    .integer(model.rejectedObjects), .integer(model.rejects),
                ]
            )
        }
    }

    /// Reads what a snapshot says about itself.
    static func metadata(
        of connection: SQLiteConnection,
        path: String
    ) throws(SnapshotError) -> SnapshotMetadata {
        let rows = try connection.rows("SELECT key, value FROM stdnet_snapshot")
        var entries: [String: String] = [:]
        for row in rows {
            if case .text(let key) = row[0], case .text(let value) = row[1] { entries[key] = value }
        }
        guard let metadata = SnapshotMetadata(entries: entries) else {
            throw .notASnapshot(path: path, reason: "its metadata is not complete")
        }
        return metadata
    }

    /// Reads which models a snapshot holds, in the order of their names.
    static func models(
        of connection: SQLiteConnection
    ) throws(SnapshotError) -> [SnapshotSummary.Model] {
        let rows = try connection.rows(
            """
            SELECT model, table_name, rows, rejected_objects, rejects FROM stdnet_model
            ORDER BY model
            """
        )
        return rows.compactMap { row in
            guard case .text(let name) = row[0], case .text(let table) = row[1],
                case .integer(let rows) = row[2], case .integer(let rejectedObjects) = row[3],
                case .integer(let rejects) = row[4]
            else { return nil }
            return SnapshotSummary.Model(
                name: name,
                table: table,
                rows: rows,
                rejectedObjects: rejectedObjects,
                rejects: rejects
            )
        }
    }
}
