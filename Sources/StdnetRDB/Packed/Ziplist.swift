/// The compact sequence that Redis had before listpacks: only read.
///
/// A header of 10 bytes (the size, where the last element is, the number of elements where it is
/// below 65535), the elements, each after the length of the one before, and a byte 255.
enum Ziplist {
    /// Reads one element after another, every one of them checked.
    struct Reader {
        private var reader: RDBReader
        private let tail: Int
        private let count: Int
        private var last: Int?
        private var seen = 0

        /// Checks the header.
        init(_ bytes: RawBytes) throws(RDBError) {
            reader = RDBReader(bytes)
            guard try reader.littleEndian(UInt32.self) == bytes.count, bytes.last == 0xff else {
                throw .corrupt
            }
            tail = Int(try reader.littleEndian(UInt32.self))
            count = Int(try reader.littleEndian(UInt16.self))
            guard tail < bytes.count else { throw .corrupt }
        }

        /// The next element; nil after the last one.
        mutating func next() throws(RDBError) -> RDBString? {
            guard reader.remaining > 1 else {
                guard reader.remaining == 1, last == nil || last == tail,
                    count == 0xffff || count == seen
                else { throw .corrupt }
                return nil
            }
            let start = reader.position
            guard try lengthBefore() == last.map({ start - $0 }) ?? 0 else { throw .corrupt }
            last = start
            seen += 1
            return try element()
        }

        private mutating func lengthBefore() throws(RDBError) -> Int {
            let first = try reader.byte()
            switch first {
            case 0xff: throw .corrupt
            case 0xfe: return Int(try reader.littleEndian(UInt32.self))
            default: return Int(first)
            }
        }

        private mutating func element() throws(RDBError) -> RDBString {
            let first = try reader.byte()
            switch first {
            case 0..<0x40: return .bytes(try reader.take(Int(first)))
            case 0x40..<0x80:
                let count = Int(first & 0x3f) << 8 | Int(try reader.byte())
                return .bytes(try reader.take(count))
            case 0x80..<0xc0: return .bytes(try reader.take(Int(try reader.bigEndian(UInt32.self))))
            case 0xc0: return .integer(Int64(try reader.littleEndian(Int16.self)))
            case 0xd0: return .integer(Int64(try reader.littleEndian(Int32.self)))
            case 0xe0: return .integer(try reader.littleEndian(Int64.self))
            case 0xf0: return .integer(Int64(try reader.int24()))
            case 0xf1...0xfd: return .integer(Int64(first & 0x0f) - 1)
            case 0xfe: return .integer(Int64(try reader.littleEndian(Int8.self)))
            default: throw .corrupt
            }
        }
    }
}
