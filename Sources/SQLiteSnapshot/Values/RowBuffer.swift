import StdnetBackend

/// Rows on their way into a table: cells over one byte arena.
///
/// A value costs a copy of its bytes and no object of its own, and a row that turns out not to fit
/// is taken back whole.
struct RowBuffer {
    /// One value; text and blobs are ranges of ``RowBuffer/bytes``.
    enum Cell {
        case null
        case integer(Int64)
        case real(Double)
        case text(start: Int, count: Int)
        case blob(start: Int, count: Int)
    }

    /// A place to go back to.
    struct Mark {
        fileprivate let cells: Int
        fileprivate let bytes: Int
    }

    private static let keptCapacity = 1 << 22

    private(set) var cells: [Cell] = []
    // Never empty: SQLite takes a text without an address for NULL.
    private(set) var bytes: [UInt8] = [0]

    /// Where the buffer ends now.
    var mark: Mark { Mark(cells: cells.count, bytes: bytes.count) }

    /// Removes what came after a mark.
    mutating func removeAll(after mark: Mark) {
        cells.removeSubrange(mark.cells...)
        bytes.removeSubrange(mark.bytes...)
    }

    /// Removes everything and keeps the memory, unless a large value took much of it.
    mutating func removeAll() {
        cells.removeAll(keepingCapacity: true)
        if bytes.capacity > Self.keptCapacity {
            bytes = [0]
        } else {
            bytes.removeSubrange(1...)
        }
    }

    @inline(__always)
    mutating func appendNull() { cells.append(.null) }

    @inline(__always)
    mutating func append(_ number: Int) { cells.append(.integer(Int64(number))) }

    @inline(__always)
    mutating func append(_ number: Int64) { cells.append(.integer(number)) }

    @inline(__always)
    mutating func append(_ number: Double) { cells.append(.real(number)) }

    /// Appends bytes that are known to be UTF-8.
    @inline(__always)
    mutating func append(text: UnsafeRawBufferPointer) {
        cells.append(.text(start: bytes.count, count: text.count))
        bytes.append(contentsOf: text)
    }

    mutating func append(text: String) {
        cells.append(.text(start: bytes.count, count: text.utf8.count))
        bytes.append(contentsOf: text.utf8)
    }

    /// Appends the text that `write` appends to the arena; nothing when it answers false.
    @inline(__always)
    mutating func appendText(_ write: (inout [UInt8]) -> Bool) -> Bool {
        let start = bytes.count
        guard write(&bytes) else { return false }
        cells.append(.text(start: start, count: bytes.count - start))
        return true
    }

    mutating func append(blob: UnsafeRawBufferPointer) {
        cells.append(.blob(start: bytes.count, count: blob.count))
        bytes.append(contentsOf: blob)
    }

    mutating func append(_ value: SnapshotValue) {
        switch value {
        case .null: appendNull()
        case .integer(let number): append(number)
        case .real(let number): append(number)
        case .text(let text): append(text: text)
        case .blob(let blob): blob.withUnsafeBytes { append(blob: $0) }
        }
    }

    /// Appends cells without a value, for ``moveLast(to:)``.
    @inline(__always)
    mutating func appendNulls(_ count: Int) {
        for _ in 0..<count { cells.append(.null) }
    }

    /// Puts the last cell in the place of another one.
    @inline(__always)
    mutating func moveLast(to position: Int) {
        let cell = cells.removeLast()
        cells[position] = cell
    }

    /// Appends the first cell of another buffer.
    @inline(__always)
    mutating func appendFirst(of other: RowBuffer) {
        switch other.cells.first {
        case .text(let start, let count):
            other.bytes.withUnsafeBytes {
                append(text: UnsafeRawBufferPointer(rebasing: $0[start..<start + count]))
            }
        case .blob(let start, let count):
            other.bytes.withUnsafeBytes {
                append(blob: UnsafeRawBufferPointer(rebasing: $0[start..<start + count]))
            }
        case .some(let cell): cells.append(cell)
        case nil: break
        }
    }

    /// Lends the first cell as a value of a record.
    func withFirst(
        _ body: (RecordReader.Value) throws(SnapshotError) -> Void
    ) throws(SnapshotError) {
        try bytes.lend { bytes throws(SnapshotError) in
            switch cells.first {
            case .null, nil: try body(.null)
            case .integer(let number): try body(.integer(number))
            case .real(let number): try body(.real(number))
            case .text(let start, let count):
                try body(.text(UnsafeRawBufferPointer(rebasing: bytes[start..<start + count])))
            case .blob(let start, let count):
                try body(.blob(UnsafeRawBufferPointer(rebasing: bytes[start..<start + count])))
            }
        }
    }

    /// Appends what another buffer holds.
    mutating func append(contentsOf other: RowBuffer) {
        let offset = bytes.count
        bytes.append(contentsOf: other.bytes)
        for cell in other.cells {
            switch cell {
            case .text(let start, let count):
                cells.append(.text(start: start + offset, count: count))
            case .blob(let start, let count):
                cells.append(.blob(start: start + offset, count: count))
            case .null, .integer, .real: cells.append(cell)
            }
        }
    }
}
