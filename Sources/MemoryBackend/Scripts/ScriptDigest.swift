/// The SHA-1 of a script, read from its hexadecimal digits in any case: found without making text.
struct ScriptDigest: Hashable {
    private let first: UInt64
    private let second: UInt64
    private let rest: UInt32

    /// Reads forty digits; nil for anything else.
    init?(_ digits: RawBytes) {
        guard digits.count == 40, let first = Self.word(digits[..<16]),
            let second = Self.word(digits[16..<32]), let rest = Self.word(digits[32...])
        else { return nil }
        self.first = first
        self.second = second
        self.rest = UInt32(truncatingIfNeeded: rest)
    }

    init?(_ digits: String) {
        var digits = digits
        guard let digest = digits.withUTF8({ ScriptDigest(RawBytes($0)) }) else { return nil }
        self = digest
    }

    private static func word(_ digits: Slice<RawBytes>) -> UInt64? {
        var word: UInt64 = 0
        for digit in digits {
            switch digit {
            case UInt8(ascii: "0")...UInt8(ascii: "9"): word = word << 4 | UInt64(digit & 15)
            case UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "A")...UInt8(ascii: "F"):
                word = word << 4 | UInt64((digit & 15) + 9)
            default: return nil
            }
        }
        return word
    }
}
