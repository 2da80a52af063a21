/// Makes records of SQLite's file format: a header with the type of each column, then their values.
struct RecordEncoder {
    /// Whether the first column is the id of the row, which is kept beside the record.
    var hasRowID = false
    /// Whether integral numbers of type REAL become integers, as in columns of that type; columns of
    /// type ANY keep them as they are.
    var narrowsReals = false

    /// Appends a record of some cells of a buffer.
    func append(_ row: RowBuffer, cells: Range<Int>, to arena: inout ByteArena) {
        row.bytes.withUnsafeBytes { bytes in
            row.cells.withUnsafeBufferPointer { all in
                append(UnsafeBufferPointer(rebasing: all[cells]), of: bytes, to: &arena)
            }
        }
    }

    /// Appends a record of all cells of a buffer.
    func append(_ row: RowBuffer, to arena: inout ByteArena) {
        append(row, cells: 0..<row.cells.count, to: &arena)
    }

    /// Appends a record of two values.
    @inline(__always)
    func append(
        _ first: RecordReader.Value,
        _ second: RecordReader.Value,
        to arena: inout ByteArena
    ) {
        let types = (typeAndCount(first, 0), typeAndCount(second, 1))
        // A header of so few columns has one byte for its length.
        let header = 1 + VariableInteger.count(types.0.0) + VariableInteger.count(types.1.0)
        var place = arena.extend(by: header + types.0.1 + types.1.1)
        var value = place + header
        place = VariableInteger.store(UInt64(header), at: place)
        place = VariableInteger.store(types.0.0, at: place)
        _ = VariableInteger.store(types.1.0, at: place)
        value = Self.store(first, types.0, at: value)
        _ = Self.store(second, types.1, at: value)
    }

    /// Appends a record of three values.
    @inline(__always)
    func append(
        _ first: RecordReader.Value,
        _ second: RecordReader.Value,
        _ third: RecordReader.Value,
        to arena: inout ByteArena
    ) {
        let types = (typeAndCount(first, 0), typeAndCount(second, 1), typeAndCount(third, 2))
        let header =
            1 + VariableInteger.count(types.0.0) + VariableInteger.count(types.1.0)
            + VariableInteger.count(types.2.0)
        var place = arena.extend(by: header + types.0.1 + types.1.1 + types.2.1)
        var value = place + header
        place = VariableInteger.store(UInt64(header), at: place)
        place = VariableInteger.store(types.0.0, at: place)
        place = VariableInteger.store(types.1.0, at: place)
        _ = VariableInteger.store(types.2.0, at: place)
        value = Self.store(first, types.0, at: value)
        value = Self.store(second, types.1, at: value)
        _ = Self.store(third, types.2, at: value)
    }

    /// Appends the entry of an index: a value as it is stored in a row, and the number of the row.
    @inline(__always)
    static func append(
        _ value: (type: UInt64, bytes: UnsafeRawBufferPointer),
        row number: Int64,
        to arena: inout ByteArena
    ) {
        let (type, count) = typeAndCount(number)
        // The length of such a header takes one byte, and so does the type of a number.
        let header = 2 + VariableInteger.count(value.type)
        let start = arena.extend(by: header + value.bytes.count + count)
        let place = VariableInteger.store(
            value.type,
            at: VariableInteger.store(UInt64(header), at: start)
        )
        place.storeBytes(of: UInt8(truncatingIfNeeded: type), as: UInt8.self)
        if let source = value.bytes.baseAddress {
            (start + header).copyMemory(from: source, byteCount: value.bytes.count)
        }
        store(number, count, at: start + header + value.bytes.count)
    }

    private func append(
        _ cells: UnsafeBufferPointer<RowBuffer.Cell>,
        of bytes: UnsafeRawBufferPointer,
        to arena: inout ByteArena
    ) {
        var header = 0
        var content = 0
        for position in cells.indices {
            let (type, count) = typeAndCount(cells[position].value(in: bytes), position)
            header += VariableInteger.count(type)
            content += count
        }
        // The header counts its own length.
        header += header < 0x7F ? 1 : header < 0x3FFE ? 2 : 3
        var place = arena.extend(by: header + content)
        var end = place + header
        place = VariableInteger.store(UInt64(header), at: place)
        for position in cells.indices {
            let value = cells[position].value(in: bytes)
            let type = typeAndCount(value, position)
            place = VariableInteger.store(type.0, at: place)
            end = Self.store(value, type, at: end)
        }
    }

    /// Stores a value and answers where it ends.
    @inline(__always)
    private static func store(
        _ value: RecordReader.Value,
        _ type: (UInt64, Int),
        at place: UnsafeMutableRawPointer
    ) -> UnsafeMutableRawPointer {
        switch value {
        case .null: break
        case .integer(let number): store(number, type.1, at: place)
        case .real(let number):
            if type.0 == 7 {
                place.storeBytes(of: number.bitPattern.bigEndian, as: UInt64.self)
            } else {
                store(Int64(number), type.1, at: place)
            }
        case .text(let bytes), .blob(let bytes):
            if let source = bytes.baseAddress {
                place.copyMemory(from: source, byteCount: bytes.count)
            }
        }
        return place + type.1
    }

    @inline(__always)
    private func typeAndCount(_ value: RecordReader.Value, _ position: Int) -> (UInt64, Int) {
        guard position > 0 || !hasRowID else { return (0, 0) }
        switch value {
        case .null: return (0, 0)
        case .integer(let number): return Self.typeAndCount(number)
        case .real(let number):
            // What takes eight bytes anyway stays a double.
            guard narrowsReals, number.magnitude < 0x1p47, number.rounded() == number else {
                return (7, 8)
            }
            return Self.typeAndCount(Int64(number))
        case .text(let bytes): return (UInt64(bytes.count) * 2 + 13, bytes.count)
        case .blob(let bytes): return (UInt64(bytes.count) * 2 + 12, bytes.count)
        }
    }

    @inline(__always)
    private static func typeAndCount(_ number: Int64) -> (UInt64, Int) {
        let magnitude = number < 0 ? ~number : number
        switch magnitude {
        case 0...0x7F:
            return number == 0 ? (8, 0) : number == 1 ? (9, 0) : (1, 1)
        case 0...0x7FFF: return (2, 2)
        case 0...0x7F_FFFF: return (3, 3)
        case 0...0x7FFF_FFFF: return (4, 4)
        case 0...0x7FFF_FFFF_FFFF: return (5, 6)
        default: return (6, 8)
        }
    }

    /// Stores a number, its highest byte first; the bytes behind it are overwritten next.
    @inline(__always)
    private static func store(_ number: Int64, _ count: Int, at place: UnsafeMutableRawPointer) {
        guard count > 0 else { return }
        let bits = UInt64(bitPattern: number) << UInt64(64 - count * 8)
        place.storeBytes(of: bits.bigEndian, as: UInt64.self)
    }
}

extension RowBuffer.Cell {
    /// The value, whose bytes are among those of the buffer.
    @inline(__always)
    fileprivate func value(in bytes: UnsafeRawBufferPointer) -> RecordReader.Value {
        switch self {
        case .null: .null
        case .integer(let number): .integer(number)
        case .real(let number): .real(number)
        case .text(let start, let count):
            .text(UnsafeRawBufferPointer(rebasing: bytes[start..<start + count]))
        case .blob(let start, let count):
            .blob(UnsafeRawBufferPointer(rebasing: bytes[start..<start + count]))
        }
    }
}
