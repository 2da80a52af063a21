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

    // Branches would be guessed wrongly as often as not: nobody foresees digits of a digest.
    private static func word(_ digits: Slice<RawBytes>) -> UInt64? {
        var word: UInt64 = 0
        var wrong: UInt8 = 0
        for digit in digits {
            let decimal = digit &- UInt8(ascii: "0")
            let letter = (digit | 0x20) &- UInt8(ascii: "a")
            word = word << 4 | UInt64(decimal < 10 ? decimal : (letter &+ 10) & 15)
            wrong |= min(decimal / 10, letter / 6)
        }
        return wrong == 0 ? word : nil
    }

    /// Digests are spread evenly: a part of one tells as much as the whole.
    func hash(into hasher: inout Hasher) { hasher.combine(first) }
}
