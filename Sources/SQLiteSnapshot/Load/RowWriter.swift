/// Writes rows into a table, fifty with one statement.
final class RowWriter {
    private static let rowsPerStatement = 50
    /// How many bytes may wait: rows of large values are written before there are fifty.
    private static let byteLimit = 1 << 18

    /// The rows to be written next.
    private(set) var buffer = RowBuffer()
    private let width: Int
    private let capacity: Int
    private let many: SQLiteStatement
    private let one: SQLiteStatement

    convenience init(_ plan: TablePlan, on connection: SQLiteConnection) throws(SnapshotError) {
        try self.init(table: plan.name, width: plan.columns.count + 1, on: connection)
    }

    /// Makes a writer for a table with so many columns.
    ///
    /// A row whose key is there already is left out when `ignoresRepeated` says so, else an error.
    init(
        table: String,
        width: Int,
        ignoresRepeated: Bool = false,
        on connection: SQLiteConnection
    ) throws(SnapshotError) {
        self.width = width
        capacity = max(1, min(Self.rowsPerStatement, connection.parameterLimit / width))
        let row = "(" + Array(repeating: "?", count: width).joined(separator: ", ") + ")"
        let insert = "INSERT \(ignoresRepeated ? "OR IGNORE " : "")INTO \(table.quoted) VALUES "
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
        try writeIfFull()
        return true
    }

    /// Appends a row: `body` appends its cells.
    @inline(__always)
    func appendRow(_ body: (inout RowBuffer) -> Void) throws(SnapshotError) {
        body(&buffer)
        try writeIfFull()
    }

    @inline(__always)
    private func writeIfFull() throws(SnapshotError) {
        if buffer.cells.count == width * capacity {
            try many.run(buffer, cells: 0..<width * capacity)
            buffer.removeAll()
        } else if buffer.bytes.count > Self.byteLimit {
            try finish()
        }
    }

    /// Writes the rows that are left.
    func finish() throws(SnapshotError) {
        for start in stride(from: 0, to: buffer.cells.count, by: width) {
            try one.run(buffer, cells: start..<start + width)
        }
        buffer.removeAll()
    }
}
