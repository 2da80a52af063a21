import StdnetBackend

/// Reads numbers and strings one after another, never past the end.
struct RDBReader {
    private let bytes: RawBytes
    private(set) var position = 0

    init(_ bytes: RawBytes) { self.bytes = bytes }

    /// How many bytes are left.
    var remaining: Int { bytes.count - position }

    mutating func byte() throws(RDBError) -> UInt8 {
        guard position < bytes.count else { throw .truncated }
        defer { position += 1 }
        return bytes[position]
    }

    /// The next byte, which is left where it is.
    func peek() throws(RDBError) -> UInt8 {
        guard position < bytes.count else { throw .truncated }
        return bytes[position]
    }

    /// The next bytes, which are not copied.
    mutating func take(_ count: Int) throws(RDBError) -> RawBytes {
        guard count >= 0, count <= remaining else { throw .truncated }
        defer { position += count }
        return RawBytes(rebasing: bytes[position..<position + count])
    }

    /// A stream, by the codec of its own.
    mutating func stream(isOlder: Bool) throws(StreamCodec.Malformed) -> StreamContent {
        try StreamCodec.decode(from: bytes, at: &position, isOlder: isOlder)
    }

    /// A number, its lowest byte first.
    mutating func littleEndian<Number: FixedWidthInteger & BitwiseCopyable>(
        _ type: Number.Type
    ) throws(RDBError) -> Number {
        Number(littleEndian: try take(Number.bitWidth / 8).loadUnaligned(as: Number.self))
    }

    /// A number, its highest byte first.
    mutating func bigEndian<Number: FixedWidthInteger & BitwiseCopyable>(
        _ type: Number.Type
    ) throws(RDBError) -> Number {
        Number(bigEndian: try take(Number.bitWidth / 8).loadUnaligned(as: Number.self))
    }

    /// A length or count; where a string may be, perhaps a special form of it.
    private mutating func lengthOrForm() throws(RDBError) -> (number: UInt64, isForm: Bool) {
        let first = try byte()
        let low = UInt64(first & 0x3f)
        switch first >> 6 {
        case 0: return (low, false)
        case 1: return (low << 8 | UInt64(try byte()), false)
        case 3: return (low, true)
        default: break
        }
        switch first {
        case 0x80: return (UInt64(try bigEndian(UInt32.self)), false)
        case 0x81: return (try bigEndian(UInt64.self), false)
        default: throw .corrupt
        }
    }

    /// A length or count.
    mutating func length() throws(RDBError) -> Int {
        guard let length = Int(exactly: try lengthOrForm().number) else { throw .corrupt }
        return length
    }

    /// A number that is written like a length, of up to 64 bits.
    mutating func number() throws(RDBError) -> UInt64 { try lengthOrForm().number }

    /// A string as it is, as an integer or compressed.
    mutating func string() throws(RDBError) -> ByteString {
        let (number, isForm) = try lengthOrForm()
        guard isForm else {
            guard let count = Int(exactly: number) else { throw .truncated }
            return ByteString(try take(count))
        }
        switch number {
        case 0: return ByteString(String(try littleEndian(Int8.self)))
        case 1: return ByteString(String(try littleEndian(Int16.self)))
        case 2: return ByteString(String(try littleEndian(Int32.self)))
        case 3: return ByteString(try compressed())
        default: throw .corrupt
        }
    }

    private mutating func compressed() throws(RDBError) -> Bytes {
        let count = try length()
        let original = try length()
        guard let bytes = LZF.decompressed(try take(count), count: original) else {
            throw .corrupt
        }
        return bytes
    }

    /// A score that is written as text, as Redis wrote them before version 8 of the format.
    mutating func textScore() throws(RDBError) -> Double {
        let count = try byte()
        switch count {
        case 255: return -.infinity
        case 254: return .infinity
        case 253: throw .corrupt
        default: break
        }
        let text = try take(Int(count))
        guard let score = Double(leadingText: text), !score.isNaN else { throw .corrupt }
        return score
    }

    /// A score in the 64 bits of IEEE 754.
    mutating func score() throws(RDBError) -> Double {
        let score = Double(bitPattern: try littleEndian(UInt64.self))
        guard !score.isNaN else { throw .corrupt }
        return score
    }
}
