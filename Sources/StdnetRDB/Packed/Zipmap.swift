/// The compact hash of Redis 2.4: only read.
///
/// The number of fields where it is below 254, then lengths and bytes of fields and values in turn,
/// where a byte after the length of a value says how many unused ones follow it, and a byte 255.
enum Zipmap {
    private static let end: UInt8 = 0xff

    /// Reads fields and values in turn.
    struct Reader {
        private var reader: RDBReader
        private let count: Int
        private var seen = 0

        /// Checks both ends.
        init(_ bytes: RawBytes) throws(RDBError) {
            reader = RDBReader(bytes)
            count = Int(try reader.byte())
            guard bytes.count >= 2, bytes.last == Zipmap.end else { throw .corrupt }
        }

        /// The next field or value; nil after the last one.
        mutating func next() throws(RDBError) -> RDBString? {
            let isValue = !seen.isMultiple(of: 2)
            if !isValue, try reader.peek() == Zipmap.end {
                guard count == 254 || count * 2 == seen else { throw .corrupt }
                return nil
            }
            let size = try length()
            let unused = isValue ? Int(try reader.byte()) : 0
            seen += 1
            let bytes = try reader.take(size)
            _ = try reader.take(unused)
            return .bytes(bytes)
        }

        private mutating func length() throws(RDBError) -> Int {
            let first = try reader.byte()
            switch first {
            case Zipmap.end: throw .corrupt
            case 0xfe: return Int(try reader.littleEndian(UInt32.self))
            default: return Int(first)
            }
        }
    }
}
