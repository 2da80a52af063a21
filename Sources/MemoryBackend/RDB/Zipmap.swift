/// The compact hash of Redis 2.4: only read.
///
/// The number of fields where it is below 254, then lengths and bytes of fields and values in turn,
/// where a byte after the length of a value says how many unused ones follow it, and a byte 255.
enum Zipmap {
    private static let end: UInt8 = 0xff

    /// Fields and values in turn.
    static func elements(of bytes: RawBytes) throws(RDBError) -> [ByteString] {
        var reader = RDBReader(bytes)
        let count = try reader.byte()
        guard bytes.count >= 2, bytes.last == end else { throw .corrupt }
        var elements: [ByteString] = []
        while try reader.peek() != end {
            elements.append(ByteString(try reader.take(try length(&reader))))
            let size = try length(&reader)
            let unused = Int(try reader.byte())
            elements.append(ByteString(try reader.take(size)))
            _ = try reader.take(unused)
        }
        guard count == 254 || Int(count) * 2 == elements.count else { throw .corrupt }
        return elements
    }

    private static func length(_ reader: inout RDBReader) throws(RDBError) -> Int {
        let first = try reader.byte()
        switch first {
        case end: throw .corrupt
        case 0xfe: return Int(try reader.littleEndian(UInt32.self))
        default: return Int(first)
        }
    }
}
