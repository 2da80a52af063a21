import CSQLite
import StdnetBackend

// Rows one by one, without an object for each value: for those who read whole tables.
extension SQLiteStatement {
    /// Begins anew with integers as its arguments.
    func start(_ arguments: Int64...) {
        sqlite3_reset(handle)
        for (position, argument) in arguments.enumerated() {
            sqlite3_bind_int64(handle, Int32(position + 1), argument)
        }
    }

    /// Begins anew with an integer and byte strings as its arguments.
    func start(_ number: Int64, _ name: Bytes, _ names: Bytes...) throws(SnapshotError) {
        sqlite3_reset(handle)
        sqlite3_bind_int64(handle, 1, number)
        for (position, name) in ([name] + names).enumerated() {
            let code = name.withUnsafeBytes { bytes in
                // An empty blob without an address would be NULL; SQLite copies what it is given.
                bytes.isEmpty
                    ? sqlite3_bind_zeroblob(handle, Int32(position + 2), 0)
                    : sqlite3_bind_blob64(
                        handle,
                        Int32(position + 2),
                        bytes.baseAddress,
                        UInt64(bytes.count),
                        Self.transient
                    )
            }
            guard code == SQLITE_OK else { throw failure(code) }
        }
    }

    /// SQLITE_TRANSIENT, which is a macro that Swift does not see: SQLite makes a copy.
    private static let transient = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    /// Lets go of the rows.
    func reset() { sqlite3_reset(handle) }

    func isNull(_ column: Int32) -> Bool { sqlite3_column_type(handle, column) == SQLITE_NULL }

    func integer(_ column: Int32) -> Int64 { sqlite3_column_int64(handle, column) }

    /// A double, or nil where there is something else.
    func double(_ column: Int32) -> Double? {
        switch sqlite3_column_type(handle, column) {
        case SQLITE_FLOAT, SQLITE_INTEGER: sqlite3_column_double(handle, column)
        default: nil
        }
    }

    /// The bytes of a text or a blob; they live until the next step.
    func bytes(_ column: Int32) -> UnsafeRawBufferPointer {
        let start = sqlite3_column_blob(handle, column)
        let count = Int(sqlite3_column_bytes(handle, column))
        return UnsafeRawBufferPointer(start: start, count: start == nil ? 0 : count)
    }

    func text(_ column: Int32) -> String { String(decoding: bytes(column), as: UTF8.self) }
}
