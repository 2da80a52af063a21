/// Reads the values of a record of SQLite's file format, one after the other.
struct RecordReader {
    /// One value; bytes are where the record is.
    enum Value {
        case null
        case integer(Int64)
        case real(Double)
        case text(UnsafeRawBufferPointer)
        case blob(UnsafeRawBufferPointer)
    }

    private var header: UnsafeRawPointer
    /// Where the next value is: behind the last one, where the record ends.
    private(set) var content: UnsafeRawPointer

    /// Begins with the first value of a record that ``RecordEncoder`` has made.
    init(_ record: UnsafeRawPointer) {
        header = record
        content = record + Int(VariableInteger.load(&header))
    }

    /// The next value; there has to be one.
    @inline(__always)
    mutating func next() -> Value {
        let type = VariableInteger.load(&header)
        if type >= 12 {
            let count = Int(type - 12) / 2
            let bytes = UnsafeRawBufferPointer(start: content, count: count)
            content += count
            return type & 1 == 0 ? .blob(bytes) : .text(bytes)
        }
        switch type {
        case 0: return .null
        case 7: return .real(Double(bitPattern: UInt64(bitPattern: number(8))))
        case 8: return .integer(0)
        case 9: return .integer(1)
        default: return .integer(number(type < 5 ? Int(type) : type == 5 ? 6 : 8))
        }
    }

    /// The next value as it is stored, with its type.
    @inline(__always)
    mutating func nextStored() -> (type: UInt64, bytes: UnsafeRawBufferPointer) {
        let type = VariableInteger.load(&header)
        let count =
            switch type {
            case 12...: Int(type - 12) / 2
            case 0, 8, 9: 0
            case 5: 6
            case 6, 7: 8
            default: Int(type)
            }
        defer { content += count }
        return (type, UnsafeRawBufferPointer(start: content, count: count))
    }

    private mutating func number(_ count: Int) -> Int64 {
        var bits = Int64(content.load(as: Int8.self))
        for position in 1..<max(count, 1) {
            bits = bits << 8 | Int64(content.load(fromByteOffset: position, as: UInt8.self))
        }
        content += count
        return bits
    }
}
