import StdnetBackend

/// The table `reject`: what the database holds and no other table can.
final class RejectTable {
    private let statement: SQLiteStatement
    private var record = RowBuffer()

    init(on connection: SQLiteConnection) throws(SnapshotError) {
        try connection.execute(
            """
            CREATE TABLE reject (
                model TEXT NOT NULL, id ANY NOT NULL, field TEXT, bytes BLOB, reason TEXT NOT NULL
            ) STRICT
            """
        )
        statement = try SQLiteStatement(
            "INSERT INTO reject (model, id, field, bytes, reason) VALUES (?, ?, ?, ?, ?)",
            on: connection
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
