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

    private func append(
        _ cells: UnsafeBufferPointer<RowBuffer.Cell>,
        of bytes: UnsafeRawBufferPointer,
        to arena: inout ByteArena
    ) {
        var header = 0
        var content = 0
        for position in cells.indices {
            let (type, count) = typeAndCount(cells[position], position)
            header += VariableInteger.count(type)
            content += count
        }
        // The header counts its own length.
        header += header < 0x7F ? 1 : header < 0x3FFE ? 2 : 3
        var place = arena.extend(by: header + content)
        var value = place + header
        place = VariableInteger.store(UInt64(header), at: place)
        for position in cells.indices {
            let cell = cells[position]
            let (type, count) = typeAndCount(cell, position)
            place = VariableInteger.store(type, at: place)
            switch cell {
            case .null: break
            case .integer(let number): Self.store(number, count, at: value)
            case .real(let number):
                if type == 7 {
                    value.storeBytes(of: number.bitPattern.bigEndian, as: UInt64.self)
                } else {
                    Self.store(Int64(number), count, at: value)
                }
            case .text(let start, let count), .blob(let start, let count):
                if let source = bytes.baseAddress {
                    value.copyMemory(from: source + start, byteCount: count)
                }
            }
            value += count
        }
    }

    @inline(__always)
    private func typeAndCount(_ cell: RowBuffer.Cell, _ position: Int) -> (UInt64, Int) {
        guard position > 0 || !hasRowID else { return (0, 0) }
        switch cell {
        case .null: return (0, 0)
        case .integer(let number): return Self.typeAndCount(number)
        case .real(let number):
            // What takes eight bytes anyway stays a double.
            guard narrowsReals, number.magnitude < 0x1p47, number.rounded() == number else {
                return (7, 8)
            }
            return Self.typeAndCount(Int64(number))
        case .text(_, let count): return (UInt64(count) * 2 + 13, count)
        case .blob(_, let count): return (UInt64(count) * 2 + 12, count)
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
