#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// Bytes that live as long as the run of a twin: an argument, or a copy in the run's ``WordArena``.
///
/// A twin handles tens of words for each object. An owned byte string each would cost more than the
/// commands that they go to.
struct Word: Hashable {
    let bytes: UnsafeRawBufferPointer

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }
    init(_ literal: StaticString) {
        bytes = UnsafeRawBufferPointer(
            start: literal.utf8Start,
            count: literal.utf8CodeUnitCount
        )
    }

    var isEmpty: Bool { bytes.isEmpty }
    var text: String { String(decoding: bytes, as: UTF8.self) }
    var integer: Int? { Int(decimal: bytes) }
    /// The number that a text is to a script, white space around it allowed: nil when it is none, NaN
    /// included.
    var number: Double? {
        if let integer { return Double(integer) }
        let isBlank: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0d).contains($0) }
        guard let first = bytes.firstIndex(where: { !isBlank($0) }),
            let last = bytes.lastIndex(where: { !isBlank($0) }),
            let number = Double(String(decoding: bytes[first...last], as: UTF8.self)), !number.isNaN
        else { return nil }
        return number
    }

    static func == (left: Word, right: Word) -> Bool {
        guard left.bytes.count == right.bytes.count else { return false }
        guard let first = left.bytes.baseAddress, let second = right.bytes.baseAddress else {
            return true
        }
        return first == second || memcmp(first, second, left.bytes.count) == 0
    }

    func hash(into hasher: inout Hasher) { hasher.combine(bytes: bytes) }

    /// The order of bytes.
    func precedes(_ other: Word) -> Bool { bytes.lexicographicallyPrecedes(other.bytes) }
}

/// Where the words of a run are kept until it ends.
final class WordArena {
    private var blocks: [UnsafeMutableRawBufferPointer] = []
    private var used = 0

    deinit { for block in blocks { block.deallocate() } }

    /// Keeps a copy.
    func keep(_ bytes: UnsafeRawBufferPointer) -> Word {
        keep(bytes, then: UnsafeRawBufferPointer(start: nil, count: 0))
    }

    /// Keeps two parts as one word.
    func keep(_ first: UnsafeRawBufferPointer, then second: UnsafeRawBufferPointer) -> Word {
        let count = first.count + second.count
        if blocks.isEmpty || used + count > (blocks.last?.count ?? 0) {
            blocks.append(.allocate(byteCount: max(65_536, count), alignment: 1))
            used = 0
        }
        guard let block = blocks.last else { return Word(first) }
        let place = UnsafeMutableRawBufferPointer(rebasing: block[used..<used + count])
        used += count
        place.copyBytes(from: first)
        UnsafeMutableRawBufferPointer(rebasing: place[first.count...]).copyBytes(from: second)
        return Word(UnsafeRawBufferPointer(place))
    }

    /// Keeps a number in decimal digits.
    func keep(_ number: Int) -> Word {
        withUnsafeTemporaryAllocation(byteCount: 20, alignment: 1) { digits in
            var rest = number.magnitude
            var start = digits.count
            repeat {
                start -= 1
                digits[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            } while rest > 0
            if number < 0 {
                start -= 1
                digits[start] = UInt8(ascii: "-")
            }
            return keep(UnsafeRawBufferPointer(rebasing: digits[start...]))
        }
    }

    /// Keeps a copy of owned bytes.
    func keep(_ bytes: Bytes) -> Word { bytes.withUnsafeBytes { keep($0) } }

    /// Keeps text as UTF-8.
    func keep(_ text: String) -> Word {
        var text = text
        return text.withUTF8 { keep(UnsafeRawBufferPointer($0)) }
    }
}

extension Arguments {
    mutating func append(_ word: Word) { append(word.bytes) }
    mutating func append(_ prefix: Word, then suffix: Word) {
        append(prefix.bytes, then: suffix.bytes)
    }
}
