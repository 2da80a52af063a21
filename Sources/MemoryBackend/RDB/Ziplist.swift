/// The compact sequence that Redis had before listpacks: only read.
///
/// A header of 10 bytes (the size, where the last element is, the number of elements where it is
/// below 65535), the elements, each after the length of the one before, and a byte 255.
enum Ziplist {
    /// The elements of a ziplist, every one of them checked.
    static func elements(of bytes: RawBytes) throws(RDBError) -> [ByteString] {
        var reader = RDBReader(bytes)
        guard try reader.littleEndian(UInt32.self) == bytes.count, bytes.last == 0xff else {
            throw .corrupt
        }
        let tail = Int(try reader.littleEndian(UInt32.self))
        let count = Int(try reader.littleEndian(UInt16.self))
        guard reader.remaining > 0, tail < bytes.count else { throw .corrupt }
        var elements: [ByteString] = []
        var last: Int?
        while reader.remaining > 1 {
            let start = reader.position
            guard try lengthBefore(&reader) == last.map({ start - $0 }) ?? 0 else {
                throw .corrupt
            }
            elements.append(try element(&reader))
            last = start
        }
        guard try reader.byte() == 0xff, last == nil || last == tail,
            count == 0xffff || count == elements.count
        else { throw .corrupt }
        return elements
    }

    private static func lengthBefore(_ reader: inout RDBReader) throws(RDBError) -> Int {
        let first = try reader.byte()
        switch first {
        case 0xff: throw .corrupt
        case 0xfe: return Int(try reader.littleEndian(UInt32.self))
        default: return Int(first)
        }
    }

    private static func element(_ reader: inout RDBReader) throws(RDBError) -> ByteString {
        let first = try reader.byte()
        switch first {
        case 0..<0x40: return ByteString(try reader.take(Int(first)))
        case 0x40..<0x80:
            let count = Int(first & 0x3f) << 8 | Int(try reader.byte())
            return ByteString(try reader.take(count))
        case 0x80..<0xc0:
            return ByteString(try reader.take(Int(try reader.bigEndian(UInt32.self))))
        case 0xc0: return ByteString(String(try reader.littleEndian(Int16.self)))
        case 0xd0: return ByteString(String(try reader.littleEndian(Int32.self)))
        case 0xe0: return ByteString(String(try reader.littleEndian(Int64.self)))
        case 0xf0: return ByteString(String(try reader.int24()))
        case 0xf1...0xfd: return ByteString(String(first & 0x0f - 1))
        case 0xfe: return ByteString(String(try reader.littleEndian(Int8.self)))
        default: throw .corrupt
        }
    }
}
