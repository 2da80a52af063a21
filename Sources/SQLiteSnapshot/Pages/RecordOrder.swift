#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The order of SQLite for records: column by column, NULL before numbers, those before texts, and
/// bytes at the end.
enum RecordOrder {
    /// Compares the first columns of two records: below 0 when the left one comes first.
    static func compare(
        _ left: UnsafeRawPointer,
        _ right: UnsafeRawPointer,
        columns: Int
    ) -> Int {
        var (left, right) = (RecordReader(left), RecordReader(right))
        for _ in 0..<columns {
            let order = compare(left.next(), right.next())
            guard order == 0 else { return order }
        }
        return 0
    }

    /// Whether the first columns of two records are equal and none of them is NULL: whether both
    /// can't be in a unique index.
    static func isRepetition(
        _ left: UnsafeRawPointer,
        of right: UnsafeRawPointer,
        columns: Int
    ) -> Bool {
        guard compare(left, right, columns: columns) == 0 else { return false }
        var record = RecordReader(left)
        for _ in 0..<columns {
            if case .null = record.next() { return false }
        }
        return true
    }

    /// 64 bits that are in the order of the values, as far as they tell them apart: the class of the
    /// value and seven bytes of it; of texts and bytes those from `depth` on.
    static func digest(_ value: RecordReader.Value, depth: Int) -> UInt64 {
        switch value {
        case .null: 0
        case .integer(let number): 1 << 56 | bits(of: Double(number)) >> 8
        case .real(let number): 1 << 56 | bits(of: number) >> 8
        case .text(let bytes): 2 << 56 | word(of: bytes, at: depth) >> 8
        case .blob(let bytes): 3 << 56 | word(of: bytes, at: depth) >> 8
        }
    }

    /// How many bytes of texts and bytes a digest has.
    static let digestedCount = 7

    private static func compare(_ left: RecordReader.Value, _ right: RecordReader.Value) -> Int {
        switch (left, right) {
        case (.null, .null): 0
        case (.integer(let left), .integer(let right)): order(left, right)
        case (.real(let left), .real(let right)): order(left, right)
        case (.integer(let left), .real(let right)): order(left, right)
        case (.real(let left), .integer(let right)): -order(right, left)
        case (.text(let left), .text(let right)), (.blob(let left), .blob(let right)):
            order(left, right)
        default: order(rank(left), rank(right))
        }
    }

    private static func rank(_ value: RecordReader.Value) -> Int {
        switch value {
        case .null: 0
        case .integer, .real: 1
        case .text: 2
        case .blob: 3
        }
    }

    @inline(__always)
    private static func order<Number: Comparable>(_ left: Number, _ right: Number) -> Int {
        left < right ? -1 : left == right ? 0 : 1
    }

    /// Compares exactly: a double has not room for every integer.
    private static func order(_ left: Int64, _ right: Double) -> Int {
        guard right >= -0x1p63 else { return 1 }
        guard right < 0x1p63 else { return -1 }
        let whole = Int64(right)
        return left == whole ? order(Double(whole), right) : order(left, whole)
    }

    static func order(
        _ left: UnsafeRawBufferPointer,
        _ right: UnsafeRawBufferPointer
    ) -> Int {
        let common = min(left.count, right.count)
        if common > 0, let first = left.baseAddress, let second = right.baseAddress {
            let order = memcmp(first, second, common)
            guard order == 0 else { return Int(order) }
        }
        return left.count - right.count
    }

    /// The bits of a double as a number that grows with it.
    private static func bits(of number: Double) -> UInt64 {
        let bits = (number + 0).bitPattern
        return bits >> 63 == 0 ? bits | 1 << 63 : ~bits
    }

    private static func word(of bytes: UnsafeRawBufferPointer, at depth: Int) -> UInt64 {
        if bytes.count >= depth + 8 {
            return bytes.loadUnaligned(fromByteOffset: depth, as: UInt64.self).bigEndian
        }
        var word: UInt64 = 0
        for position in 0..<8 {
            let byte = depth + position < bytes.count ? bytes[depth + position] : 0
            word = word << 8 | UInt64(byte)
        }
        return word
    }
}
