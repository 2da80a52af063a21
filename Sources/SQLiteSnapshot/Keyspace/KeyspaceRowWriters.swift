/// The writers of all tables of a keyspace.
final class KeyspaceRowWriters {
    let key: RowWriter
    let string: RowWriter
    let list: RowWriter
    let set: RowWriter
    let sortedSet: RowWriter
    let hash: RowWriter
    let stream: RowWriter
    let entry: RowWriter
    let entryField: RowWriter
    let group: RowWriter
    let consumer: RowWriter
    let pending: RowWriter
    let function: RowWriter
    private let connection: SQLiteConnection
    private var onceStatements: [KeyspaceTable: SQLiteStatement] = [:]
    private var record = RowBuffer()

    init(on connection: SQLiteConnection) throws(SnapshotError) {
        func writer(_ table: KeyspaceTable) throws(SnapshotError) -> RowWriter {
            try RowWriter(table: table.rawValue, width: table.columns.count, on: connection)
        }
        self.connection = connection
        key = try writer(.key)
        string = try writer(.string)
        list = try writer(.list)
        set = try writer(.set)
        sortedSet = try writer(.sortedSet)
        hash = try writer(.hash)
        stream = try writer(.stream)
        entry = try writer(.entry)
        entryField = try writer(.entryField)
        group = try writer(.group)
        consumer = try writer(.consumer)
        pending = try writer(.pending)
        function = try writer(.function)
    }

    /// Writes the rows that are left.
    func finish() throws(SnapshotError) {
        let all = [
            key, string, list, set, sortedSet, hash, stream, entry, entryField, group, consumer,
            pending, function,
        ]
        for writer in all { try writer.finish() }
    }

    /// Writes a row unless there is one with its key, and says whether it did.
    func insertOnce(
        _ table: KeyspaceTable,
        _ body: (inout RowBuffer) -> Void
    ) throws(SnapshotError) -> Bool {
        let statement = try onceStatement(table)
        record.removeAll()
        body(&record)
        return try statement.changes(record, cells: 0..<record.cells.count) > 0
    }

    private func onceStatement(_ table: KeyspaceTable) throws(SnapshotError) -> SQLiteStatement {
        if let statement = onceStatements[table] { return statement }
        let places = Array(repeating: "?", count: table.columns.count).joined(separator: ", ")
        let statement = try SQLiteStatement(
            "INSERT OR IGNORE INTO \(table.rawValue) VALUES (\(places))",
            on: connection
        )
        onceStatements[table] = statement
        return statement
    }
}
