import StdnetBackend

/// Reads the lengths, strings and times of RDB; everything is checked against the end of the bytes.
struct StreamReader {
    let bytes: RawBytes
    private(set) var position: Int

    init(bytes: RawBytes, position: Int) {
        self.bytes = bytes
        self.position = position
    }

    private var left: Int { bytes.count - position }

    private mutating func take(_ count: Int) throws(StreamCodec.Malformed) -> RawBytes {
        guard count >= 0, count <= left else { throw .init() }
        defer { position += count }
        return RawBytes(rebasing: bytes[position..<position + count])
    }

    private mutating func byte() throws(StreamCodec.Malformed) -> UInt8 { try take(1)[0] }

    /// A length, or how a string is encoded.
    private mutating func length() throws(StreamCodec.Malformed) -> (value: UInt64, isCode: Bool) {
        let lead = try byte()
        switch lead >> 6 {
        case 0: return (UInt64(lead), false)
        case 1:
            let low = try byte()
            return (UInt64(lead & 0x3f) << 8 | UInt64(low), false)
        case 3: return (UInt64(lead & 0x3f), true)
        default:
            if lead == 0x80 {
                let value = try take(4).loadUnaligned(as: UInt32.self)
                return (UInt64(UInt32(bigEndian: value)), false)
            }
            guard lead == 0x81 else { throw .init() }
            return (UInt64(bigEndian: try take(8).loadUnaligned(as: UInt64.self)), false)
        }
    }

    private mutating func unsigned() throws(StreamCodec.Malformed) -> UInt64 {
        let (value, isCode) = try length()
        guard !isCode else { throw .init() }
        return value
    }

    /// A number in the form of a length.
    mutating func number() throws(StreamCodec.Malformed) -> Int {
        Int(truncatingIfNeeded: try unsigned())
    }

    /// How many of something follow: no more than there are bytes.
    mutating func count() throws(StreamCodec.Malformed) -> Int {
        let count = try unsigned()
        guard count <= UInt64(left) else { throw .init() }
        return Int(count)
    }

    /// An id as two lengths.
    mutating func idOfLengths() throws(StreamCodec.Malformed) -> StreamID {
        StreamID(milliseconds: try unsigned(), sequence: try unsigned())
    }

    /// An id in 16 bytes.
    mutating func rawID() throws(StreamCodec.Malformed) -> StreamID {
        StreamID(sortableBytes: try take(16))
    }

    /// Milliseconds since 1970.
    mutating func time() throws(StreamCodec.Malformed) -> Int {
        let value = try take(8).loadUnaligned(as: Int64.self)
        return Int(Int64(littleEndian: value))
    }

    /// A string in any of its encodings.
    mutating func string() throws(StreamCodec.Malformed) -> Bytes {
        let (value, isCode) = try length()
        guard isCode else {
            guard value <= UInt64(left) else { throw .init() }
            return Bytes(try take(Int(value)))
        }
        switch value {
        case 0:
            let number = try byte()
            return Bytes("\(Int8(bitPattern: number))".utf8)
        case 1:
            let number = try take(2).loadUnaligned(as: Int16.self)
            return Bytes("\(Int16(littleEndian: number))".utf8)
        case 2:
            let number = try take(4).loadUnaligned(as: Int32.self)
            return Bytes("\(Int32(littleEndian: number))".utf8)
        case 3: return try compressedString()
        default: throw .init()
        }
    }

    /// A string that LZF made shorter.
    private mutating func compressedString() throws(StreamCodec.Malformed) -> Bytes {
        let size = try count()
        let full = try unsigned()
        let source = try take(size)
        // A reference of three bytes stands for 264 bytes at most.
        guard full <= UInt64(size) * 264 else { throw .init() }
        var target = Bytes()
        target.reserveCapacity(Int(full))
        var at = 0
        while at < source.count {
            let control = Int(source[at])
            at += 1
            if control < 32 {
                guard at + control < source.count else { throw .init() }
                target.append(contentsOf: source[at...at + control])
                at += control + 1
                continue
            }
            var count = control >> 5
            if count == 7 {
                guard at < source.count else { throw .init() }
                count += Int(source[at])
                at += 1
            }
            guard at < source.count else { throw .init() }
            let distance = ((control & 0x1f) << 8) + Int(source[at]) + 1
            at += 1
            guard distance <= target.count else { throw .init() }
            for _ in 0..<count + 2 { target.append(target[target.count - distance]) }
        }
        guard target.count == Int(full) else { throw .init() }
        return target
    }
}
