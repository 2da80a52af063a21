/// Writes rows into a table, fifty with one statement.
final class RowWriter {
    private static let rowsPerStatement = 50

    /// The rows to be written next.
    private(set) var buffer = RowBuffer()
    private let width: Int
    private let capacity: Int
    private let many: SQLiteStatement
    private let one: SQLiteStatement

    init(_ plan: TablePlan, on connection: SQLiteConnection) throws(SnapshotError) {
        width = plan.columns.count + 1
        capacity = max(1, min(Self.rowsPerStatement, connection.parameterLimit / width))
        let row = "(" + Array(repeating: "?", count: width).joined(separator: ", ") + ")"
        let insert = "INSERT INTO \(plan.name.quoted) VALUES "
        let rows = Array(repeating: row, count: capacity).joined(separator: ", ")
        many = try SQLiteStatement(insert + rows, on: connection)
        one = try SQLiteStatement(insert + row, on: connection)
    }

    /// Appends a row: `body` appends its cells and answers whether it stays.
    func append(
        _ body: (inout RowBuffer) throws(SnapshotError) -> Bool
    ) throws(SnapshotError) -> Bool {
        let mark = buffer.mark
        guard try body(&buffer) else {
            buffer.removeAll(after: mark)
            return false
        }
        if buffer.cells.count == width * capacity {
            try many.run(buffer, cells: 0..<width * capacity)
            buffer.removeAll()
        }
        return true
    }

    /// Writes the rows that are left.
    func finish() throws(SnapshotError) {
        for start in stride(from: 0, to: buffer.cells.count, by: width) {
            try one.run(buffer, cells: start..<start + width)
        }
        buffer.removeAll()
    }
}
