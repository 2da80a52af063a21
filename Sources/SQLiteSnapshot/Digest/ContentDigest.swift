public import StdnetBackend

/// 256 bits that say what a keyspace holds, in whatever order and encoding it is kept.
///
/// Each element is hashed with BLAKE2b, and the hashes are added modulo 2^256; the sum of a key is
/// hashed with its name, database, type and expiry, and these hashes are added again. So equal
/// keyspaces have equal digests, and it is computed while the keys come, in any order.
///
/// It tells apart what chance, a broken disk, a lost connection or an edited row makes different.
/// It is no signature: whoever may choose many elements freely can build another keyspace with the
/// same sum, and whoever may write the file can write its digest too.
public struct ContentDigest: Sendable {
    /// The lowest word first.
    private(set) var words: (UInt64, UInt64, UInt64, UInt64)

    init(words: (UInt64, UInt64, UInt64, UInt64)) { self.words = words }

    /// The digest of nothing.
    public static let zero = ContentDigest(words: (0, 0, 0, 0))

    /// Adds modulo 2^256.
    static func += (sum: inout ContentDigest, other: ContentDigest) {
        var carry = false
        (sum.words.0, carry) = Self.sum(sum.words.0, other.words.0, carry)
        (sum.words.1, carry) = Self.sum(sum.words.1, other.words.1, carry)
        (sum.words.2, carry) = Self.sum(sum.words.2, other.words.2, carry)
        (sum.words.3, carry) = Self.sum(sum.words.3, other.words.3, carry)
    }

    /// Takes back what was added.
    static func -= (sum: inout ContentDigest, other: ContentDigest) {
        // -x is ~x + 1.
        let words = other.words
        sum += ContentDigest(words: (~words.0, ~words.1, ~words.2, ~words.3))
        sum += ContentDigest(words: (1, 0, 0, 0))
    }

    @inline(__always)
    private static func sum(_ left: UInt64, _ right: UInt64, _ carry: Bool) -> (UInt64, Bool) {
        let (first, one) = left.addingReportingOverflow(right)
        let (second, other) = first.addingReportingOverflow(carry ? 1 : 0)
        return (second, one || other)
    }

    /// The 32 bytes, the lowest first.
    public var bytes: Bytes { withBytes { Bytes($0) } }

    /// Lends the 32 bytes, the lowest first.
    func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        let little = (
            words.0.littleEndian, words.1.littleEndian, words.2.littleEndian, words.3.littleEndian
        )
        return withUnsafeBytes(of: little, body)
    }

    /// A digest from its 32 bytes; nil for another number of them.
    init?(bytes: UnsafeRawBufferPointer) {
        guard bytes.count == 32 else { return nil }
        let word = { (at: Int) in
            UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: at * 8, as: UInt64.self))
        }
        words = (word(0), word(1), word(2), word(3))
    }
}

extension ContentDigest: Hashable {
    /// Whether all bits agree.
    public static func == (left: ContentDigest, right: ContentDigest) -> Bool {
        left.words == right.words
    }

    /// Feeds the words.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
    }
}

extension ContentDigest: LosslessStringConvertible {
    /// The bytes in 64 hexadecimal digits.
    public var description: String {
        let digits = Array("0123456789abcdef".utf8)
        let text = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }

    /// Reads 64 hexadecimal digits; nil for anything else.
    public init?(_ description: String) {
        let digits = description.utf8.map { Character(Unicode.Scalar($0)).hexDigitValue }
        guard digits.count == 64, !digits.contains(nil) else { return nil }
        let values = digits.compactMap { $0 }
        let bytes = stride(from: 0, to: 64, by: 2).map { UInt8(values[$0] << 4 | values[$0 + 1]) }
        guard let digest = bytes.withUnsafeBytes({ ContentDigest(bytes: $0) }) else { return nil }
        self = digest
    }
}
