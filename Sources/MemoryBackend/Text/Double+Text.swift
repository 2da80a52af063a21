import StdnetBackend

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// What C's number readers make of bytes.
struct ParsedNumber<Number> {
    let value: Number
    /// How many bytes were read.
    let length: Int
    /// Whether the number did not fit.
    let isOutOfRange: Bool
}

extension RawBytes {
    /// Reads a number with a function of the C library, which wants a zero byte at the end.
    @inline(__always)
    func parse<Number>(
        _ read: (UnsafePointer<CChar>, inout UnsafeMutablePointer<CChar>?) -> Number
    ) -> ParsedNumber<Number> {
        withUnsafeTemporaryAllocation(byteCount: count + 1, alignment: 1) { buffer in
            buffer.copyBytes(from: self)
            buffer[count] = 0
            return buffer.withMemoryRebound(to: CChar.self) { text in
                var end = text.baseAddress
                guard let start = text.baseAddress else {
                    preconditionFailure("an allocation of at least one byte has an address")
                }
                errno = 0
                let value = read(start, &end)
                let length = end.map { $0 - start } ?? 0
                return ParsedNumber(
                    value: value,
                    length: length,
                    isOutOfRange: errno == ERANGE
                )
            }
        }
    }

    /// The digits of an integer that was written with zeros in front: `7` of `007`.
    fileprivate var withoutLeadingZeros: RawBytes {
        var start = 0
        while start + 1 < count, self[start] == UInt8(ascii: "0"), self[start + 1] &- 48 < 10 {
            start += 1
        }
        return start == 0 ? self : RawBytes(rebasing: self[start...])
    }

    var startsWithSpace: Bool {
        guard let first else { return false }
        return first == 0x20 || (0x09...0x0d).contains(first)
    }
}

extension Double {
    /// Reads a number as Redis reads scores: all of the bytes, no space before, no NaN.
    init?(text: RawBytes) {
        // Most numbers are small integers, which need no C.
        if text.count < 16, let number = Int(decimal: text.withoutLeadingZeros) {
            self = Double(number)
            return
        }
        guard !text.isEmpty, text.count < 512, !text.startsWithSpace else { return nil }
        let parsed = text.parse { strtod($0, &$1) }
        let isLost = parsed.isOutOfRange && (parsed.value.isInfinite || parsed.value.isZero)
        guard parsed.length == text.count, !parsed.value.isNaN, !isLost else { return nil }
        self = parsed.value
    }

    /// Reads a number as C does, up to a zero byte; space before and nothing at all are allowed.
    ///
    /// A number that does not fit is none where `refusesRange` says so, else infinite or zero.
    init?(lenientText text: RawBytes, refusesRange: Bool = false) {
        let text = RawBytes(rebasing: text.prefix { $0 != 0 })
        guard text.count < 512 else { return nil }
        let parsed = text.parse { strtod($0, &$1) }
        guard parsed.length == text.count, !parsed.value.isNaN,
            !(refusesRange && parsed.isOutOfRange)
        else { return nil }
        self = parsed.value
    }

    /// The text of a score in a reply: 17 digits.
    var scoreText: String {
        if isInfinite { return self < 0 ? "-inf" : "inf" }
        if let short = integerText { return short }
        return formatted("%.17g")
    }

    /// The text of a score in a listpack, which ZSCAN shows: integers are written out.
    var scannedScoreText: String {
        if isInfinite { return self < 0 ? "-inf" : "inf" }
        let bound = Double(Int.max / 2)
        if self >= -bound, self <= bound, self == rounded(), !(self == 0 && sign == .minus) {
            return String(Int(self))
        }
        return formatted("%.17g")
    }

    private var integerText: String? {
        guard magnitude < 1e15, self == rounded(), !(self == 0 && sign == .minus) else {
            return nil
        }
        return String(Int(self))
    }

    /// The text that C's printf makes of a format for one number.
    func formatted(_ format: String) -> String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 384) { buffer in
            let length = withVaList([self]) {
                vsnprintf(buffer.baseAddress, buffer.count, format, $0)
            }
            return String(
                decoding: RawBytes(rebasing: RawBytes(UnsafeBufferPointer(buffer))[..<Int(length)]),
                as: UTF8.self
            )
        }
    }
}

extension UInt64 {
    /// Reads a cursor of SCAN as Redis does.
    init?(cursor text: RawBytes) {
        guard !text.startsWithSpace, text.count < 64 else { return nil }
        let parsed = text.parse { strtoul($0, &$1, 10) }
        // As a string of C it ends at the first zero.
        let end = text.firstIndex(of: 0) ?? text.count
        guard parsed.length == end, !parsed.isOutOfRange else { return nil }
        self = UInt64(parsed.value)
    }
}
