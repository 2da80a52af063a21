import StdnetBackend

/// Reads numbers and strings one after another, never past the end.
///
/// The bytes may be the first part of what is to come: after an error ``RDBError/truncated`` the reader
/// is moved back to a place from which it can go on, and ``missing`` says how much more is needed.
package struct RDBReader {
    private let bytes: RawBytes
    package private(set) var position = 0
    /// How many bytes were lacking when an error said that they end too early.
    package private(set) var missing = 0
    /// The longest string that is read.
    package var longestString = Int.max

    package init(_ bytes: RawBytes) { self.bytes = bytes }

    /// How many bytes are left.
    @inline(__always)
    package var remaining: Int { bytes.count - position }

    /// Moves to a place, such as one from before an error.
    package mutating func move(to position: Int) { self.position = position }

    @inline(__always)
    package mutating func byte() throws(RDBError) -> UInt8 {
        guard position < bytes.count else { throw lack(1) }
        defer { position += 1 }
        return bytes[position]
    }

    /// The next byte, which is left where it is.
    func peek() throws(RDBError) -> UInt8 {
        guard position < bytes.count else { throw .truncated }
        return bytes[position]
    }

    /// The next bytes, which are not copied.
    @inline(__always)
    package mutating func take(_ count: Int) throws(RDBError) -> RawBytes {
        guard count >= 0, count <= remaining else { throw lack(count) }
        defer { position += count }
        return RawBytes(rebasing: bytes[position..<position + count])
    }

    @inline(never)
    private mutating func lack(_ count: Int) -> RDBError {
        missing = count < 0 ? .max : count - remaining
        return .truncated
    }
}

// Numbers.
extension RDBReader {
    /// A number, its lowest byte first.
    @inline(__always)
    package mutating func littleEndian<Number: FixedWidthInteger & BitwiseCopyable>(
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

    /// A signed number of 24 bits, its lowest byte first.
    mutating func int24() throws(RDBError) -> Int32 {
        let low = UInt32(try littleEndian(UInt16.self))
        return Int32(bitPattern: (low | UInt32(try byte()) << 16) << 8) >> 8
    }

    /// A length or count; where a string may be, perhaps a special form of it.
    @inline(__always)
    private mutating func lengthOrForm() throws(RDBError) -> (number: UInt64, isForm: Bool) {
        let first = try byte()
        let low = UInt64(first & 0x3f)
        switch first >> 6 {
        case 0: return (low, false)
        case 1: return (low << 8 | UInt64(try byte()), false)
        case 3: return (low, true)
        default: return (try longLength(first), false)
        }
    }

    private mutating func longLength(_ first: UInt8) throws(RDBError) -> UInt64 {
        switch first {
        case 0x80: UInt64(try bigEndian(UInt32.self))
        case 0x81: try bigEndian(UInt64.self)
        default: throw .corrupt
        }
    }

    /// A length or count.
    package mutating func length() throws(RDBError) -> Int {
        guard let length = Int(exactly: try lengthOrForm().number) else { throw .corrupt }
        return length
    }

    /// A number that is written like a length, of up to 64 bits.
    package mutating func number() throws(RDBError) -> UInt64 { try lengthOrForm().number }
}

// Strings.
extension RDBReader {
    /// A string as it is, as an integer or compressed.
    @inline(__always)
    package mutating func string() throws(RDBError) -> RDBString {
        let (number, isForm) = try lengthOrForm()
        guard isForm else { return .bytes(try take(try checked(number))) }
        return try special(number)
    }

    private mutating func special(_ form: UInt64) throws(RDBError) -> RDBString {
        switch form {
        case 0: return .integer(Int64(try littleEndian(Int8.self)))
        case 1: return .integer(Int64(try littleEndian(Int16.self)))
        case 2: return .integer(Int64(try littleEndian(Int32.self)))
        case 3:
            let count = try checked(try number())
            let original = try checked(try number())
            guard let bytes = LZF.decompressed(try take(count), count: original) else {
                throw .corrupt
            }
            return .owned(bytes)
        default: throw .corrupt
        }
    }

    @inline(__always)
    private func checked(_ number: UInt64) throws(RDBError) -> Int {
        guard number <= UInt64(longestString) else { throw .tooLong(Int(clamping: number)) }
        return Int(truncatingIfNeeded: number)
    }

    /// Passes a string and leaves it as it is.
    mutating func skipString() throws(RDBError) {
        let (number, isForm) = try lengthOrForm()
        guard isForm else {
            _ = try take(try checked(number))
            return
        }
        switch number {
        case 0: _ = try take(1)
        case 1: _ = try take(2)
        case 2: _ = try take(4)
        case 3:
            let count = try checked(try self.number())
            _ = try self.number()
            _ = try take(count)
        default: throw .corrupt
        }
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

    /// The id of a stream's entry as two lengths.
    mutating func idOfLengths() throws(RDBError) -> StreamEntryID {
        StreamEntryID(milliseconds: try number(), sequence: try number())
    }

    /// The id of a stream's entry in 16 bytes that sort as the ids do.
    mutating func rawID() throws(RDBError) -> StreamEntryID { StreamEntryID(try take(16)) }
}

extension StreamEntryID {
    /// An id from 16 bytes that sort as the ids do.
    init(_ bytes: RawBytes) {
        self.init(
            milliseconds: UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)),
            sequence: UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        )
    }
}
