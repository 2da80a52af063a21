import CSQLite
import StdnetBackend

/// A prepared statement, run as often as needed.
final class SQLiteStatement {
    private let connection: SQLiteConnection
    let handle: OpaquePointer?

    init(_ sql: String, on connection: SQLiteConnection) throws(SnapshotError) {
        self.connection = connection
        var prepared: OpaquePointer?
        let flags = UInt32(SQLITE_PREPARE_PERSISTENT)
        let code = sqlite3_prepare_v3(connection.handle, sql, -1, flags, &prepared, nil)
        handle = prepared
        guard code == SQLITE_OK else { throw connection.failure(code) }
    }

    deinit { sqlite3_finalize(handle) }

    /// What a code means, in the words of SQLite.
    func failure(_ code: Int32) -> SnapshotError { connection.failure(code) }

    /// The names of the columns that the rows have.
    var columns: [String] {
        (0..<sqlite3_column_count(handle)).map { column in
            sqlite3_column_name(handle, column).map { String(cString: $0) } ?? ""
        }
    }

    /// Runs the statement with some cells of a buffer as its arguments; rows are passed over.
    ///
    /// The bytes are lent to SQLite, not copied: it lets go of them before this returns.
    func run(_ buffer: RowBuffer, cells: Range<Int>) throws(SnapshotError) {
        try buffer.bytes.withUnsafeBufferPointer { bytes throws(SnapshotError) in
            defer {
                sqlite3_reset(handle)
                sqlite3_clear_bindings(handle)
            }
            var position: Int32 = 0
            for cell in buffer.cells[cells] {
                position += 1
                let code = bind(cell, of: bytes, at: position)
                guard code == SQLITE_OK else { throw connection.failure(code) }
            }
            while try step() {}
        }
    }

    /// Runs the statement and answers how many rows it wrote or deleted.
    func changes(_ arguments: [SnapshotValue]) throws(SnapshotError) -> Int {
        let before = sqlite3_total_changes64(connection.handle)
        try rows(arguments)
        return Int(sqlite3_total_changes64(connection.handle) - before)
    }

    /// Runs the statement and answers its rows.
    @discardableResult
    func rows(_ arguments: [SnapshotValue]) throws(SnapshotError) -> [[SnapshotValue]] {
        var buffer = RowBuffer()
        for argument in arguments { buffer.append(argument) }
        return try buffer.bytes.withUnsafeBufferPointer {
            bytes throws(SnapshotError) -> [[SnapshotValue]] in
            defer {
                sqlite3_reset(handle)
                sqlite3_clear_bindings(handle)
            }
            for (position, cell) in buffer.cells.enumerated() {
                let code = bind(cell, of: bytes, at: Int32(position + 1))
                guard code == SQLITE_OK else { throw connection.failure(code) }
            }
            var rows: [[SnapshotValue]] = []
            while try step() {
                rows.append((0..<sqlite3_data_count(handle)).map { value(at: $0) })
            }
            return rows
        }
    }

    /// Runs the statement with some cells of a buffer and answers how many rows it wrote.
    func changes(_ buffer: RowBuffer, cells: Range<Int>) throws(SnapshotError) -> Int {
        try run(buffer, cells: cells)
        return Int(sqlite3_changes64(connection.handle))
    }

    /// Goes to the next row; false when there is none.
    func step() throws(SnapshotError) -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code: throw connection.failure(code)
        }
    }

    /// Binds without a destructor: SQLite takes the bytes to be there until the next reset.
    @inline(__always)
    private func bind(
        _ cell: RowBuffer.Cell,
        of bytes: UnsafeBufferPointer<UInt8>,
        at position: Int32
    ) -> Int32 {
        switch cell {
        case .null: sqlite3_bind_null(handle, position)
        case .integer(let number): sqlite3_bind_int64(handle, position, number)
        case .real(let number): sqlite3_bind_double(handle, position, number)
        case .text(let start, let count):
            bytes.withMemoryRebound(to: CChar.self) {
                sqlite3_bind_text64(
                    handle,
                    position,
                    $0.baseAddress.map { $0 + start },
                    UInt64(count),
                    nil,
                    UInt8(SQLITE_UTF8)
                )
            }
        case .blob(let start, let count):
            sqlite3_bind_blob64(
                handle,
                position,
                bytes.baseAddress.map { $0 + start },
                UInt64(count),
                nil
            )
        }
    }

    /// A column of the row that the last step went to.
    private func value(at column: Int32) -> SnapshotValue {
        switch sqlite3_column_type(handle, column) {
        case SQLITE_INTEGER: return .integer(Int(sqlite3_column_int64(handle, column)))
        case SQLITE_FLOAT: return .real(sqlite3_column_double(handle, column))
        case SQLITE_TEXT:
            let start = sqlite3_column_text(handle, column)
            let count = Int(sqlite3_column_bytes(handle, column))
            return .text(
                String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
            )
        case SQLITE_BLOB:
            let start = sqlite3_column_blob(handle, column)
            let count = Int(sqlite3_column_bytes(handle, column))
            return .blob(Bytes(UnsafeRawBufferPointer(start: start, count: count)))
        default: return .null
        }
    }
}
