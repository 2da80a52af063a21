import StdnetBackend

/// Rows of a keyspace on their way from who reads them to who writes them: records of all its tables,
/// in the order in which they came.
///
/// Those of a key come first and its own row after them, which says that it is complete.
struct KeyspaceBatch: ~Copyable {
    /// What an entry is.
    enum Kind: Equatable {
        /// A row of a table.
        case row(KeyspaceTable)
        /// The row of a key whose parts may be there more than once: it is not counted and not hashed.
        case unhashedKey
        /// That the key will not be complete.
        case abandoned

        fileprivate var code: UInt32 {
            switch self {
            case .row(let table): UInt32(truncatingIfNeeded: table.position)
            case .unhashedKey: 100
            case .abandoned: 101
            }
        }

        fileprivate init?(code: UInt32) {
            switch code {
            case 100: self = .unhashedKey
            case 101: self = .abandoned
            default:
                guard KeyspaceTable.allCases.indices.contains(Int(code)) else { return nil }
                self = .row(KeyspaceTable.allCases[Int(code)])
            }
        }
    }

    private static let headerSize = 16

    private var arena = ByteArena()
    private var row = RowBuffer()

    /// How many bytes there are.
    var count: Int { arena.count }
    /// All entries.
    var bytes: UnsafeRawBufferPointer { arena.bytes }

    mutating func removeAll() { arena.removeAll() }

    /// Appends a row of values, the first of which is the id of the key.
    mutating func append(
        _ kind: Kind,
        of key: Int64,
        _ body: (inout RowBuffer) -> Void
    ) {
        let start = begin(kind, key)
        row.removeAll()
        body(&row)
        let hasRowID = if case .row(let table) = kind { table.hasRowID } else { true }
        RecordEncoder(hasRowID: hasRowID).append(row, to: &arena)
        end(start)
    }

    /// Appends a row of the id of the key, and bytes.
    @inline(__always)
    mutating func append(
        _ table: KeyspaceTable,
        of key: Int64,
        _ bytes: UnsafeRawBufferPointer
    ) {
        let start = begin(.row(table), key)
        RecordEncoder(hasRowID: table.hasRowID)
            .append(.integer(key), .blob(bytes), to: &arena)
        end(start)
    }

    /// Appends a row of the id of the key, and two values.
    @inline(__always)
    mutating func append(
        _ table: KeyspaceTable,
        of key: Int64,
        _ second: RecordReader.Value,
        _ third: RecordReader.Value
    ) {
        let start = begin(.row(table), key)
        RecordEncoder().append(.integer(key), second, third, to: &arena)
        end(start)
    }

    /// Appends that a key will not be complete.
    mutating func appendAbandoned(_ key: Int64) { end(begin(.abandoned, key)) }

    @inline(__always)
    private mutating func begin(_ kind: Kind, _ key: Int64) -> Int {
        let start = arena.count
        let header = arena.extend(by: Self.headerSize)
        header.storeBytes(of: key, as: Int64.self)
        header.storeBytes(of: kind.code, toByteOffset: 8, as: UInt32.self)
        return start
    }

    @inline(__always)
    private mutating func end(_ start: Int) {
        let count = arena.count - start - Self.headerSize
        arena.store(UInt32(truncatingIfNeeded: count), at: start + 12)
    }

    /// Gives all entries of a batch: what it is, the id of its key, and the record.
    static func forEach(
        in bytes: UnsafeRawBufferPointer,
        _ body: (Kind, Int64, UnsafeRawBufferPointer) throws(SnapshotError) -> Void
    ) throws(SnapshotError) {
        var place = 0
        while place < bytes.count {
            let key = bytes.loadUnaligned(fromByteOffset: place, as: Int64.self)
            let code = bytes.loadUnaligned(fromByteOffset: place + 8, as: UInt32.self)
            let count = bytes.loadUnaligned(fromByteOffset: place + 12, as: UInt32.self)
            let start = place + headerSize
            place = start + Int(count)
            guard let kind = Kind(code: code) else { throw .damaged("a batch has \(code)") }
            try body(kind, key, UnsafeRawBufferPointer(rebasing: bytes[start..<place]))
        }
    }
}
