import StdnetBackend

/// The table `reject`: what the database holds and no other table can.
final class RejectTable {
    private static let columns =
        "model TEXT NOT NULL, id ANY NOT NULL, field TEXT, bytes BLOB, reason TEXT NOT NULL"

    private let connection: SQLiteConnection
    private var statement: SQLiteStatement
    private var record = RowBuffer()

    init(on connection: SQLiteConnection) throws(SnapshotError) {
        self.connection = connection
        try connection.execute(
            "CREATE TABLE reject (\n    \(Self.columns)\n) STRICT"
        )
        statement = try Self.insertion(into: "reject", on: connection)
    }

    private static func insertion(
        into table: String,
        on connection: SQLiteConnection
    ) throws(SnapshotError) -> SQLiteStatement {
        try SQLiteStatement("INSERT INTO \(table) VALUES (?, ?, ?, ?, ?)", on: connection)
    }

    /// Ends the transaction on the file: what comes next is kept beside it.
    func hold() throws(SnapshotError) {
        try connection.execute(
            "CREATE TEMP TABLE held_reject (\(Self.columns)) STRICT; COMMIT; BEGIN"
        )
        statement = try Self.insertion(into: "temp.held_reject", on: connection)
    }

    /// Begins a transaction on the file and writes what was kept.
    func release() throws(SnapshotError) {
        statement = try Self.insertion(into: "reject", on: connection)
        try connection.execute(
            """
            COMMIT; BEGIN; INSERT INTO reject SELECT * FROM temp.held_reject ORDER BY rowid;
            DROP TABLE temp.held_reject
            """
        )
    }

    /// Writes down an object that the database lists, or one of its values.
    ///
    /// `field` is where the value is stored, nil when it is about the object; `id` appends the id
    /// as a cell.
    func insert(
        model: String,
        field: String?,
        bytes: Bytes?,
        misfit: Misfit,
        id: (inout RowBuffer) -> Void
    ) throws(SnapshotError) {
        record.removeAll()
        record.append(text: model)
        id(&record)
        record.append(field.map { .text($0) } ?? .null)
        record.append(bytes.map { .blob($0) } ?? .null)
        record.append(text: misfit.reason)
        try statement.run(record, cells: 0..<5)
    }
}
