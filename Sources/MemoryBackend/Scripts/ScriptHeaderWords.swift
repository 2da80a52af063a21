/// The words of a line, with the quotes of redis-cli: `"..."` with escapes, `'...'` without.
struct ScriptHeaderWords {
    private let line: RawBytes
    private var at = 0

    init(_ line: RawBytes) { self.line = line }

    /// All words; nil when a quote is not closed, or closed within a word.
    var all: [[UInt8]]? {
        var reader = self
        var words: [[UInt8]] = []
        while reader.skipSpace() {
            guard let word = reader.word() else { return nil }
            words.append(word)
        }
        return words
    }

    /// Whether something comes after the space.
    private mutating func skipSpace() -> Bool {
        while at < line.count, Self.isSpace(line[at]) { at += 1 }
        return at < line.count
    }

    private mutating func word() -> [UInt8]? {
        var word: [UInt8] = []
        while at < line.count, !Self.isSpace(line[at]) {
            let byte = line[at]
            at += 1
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "'"):
                guard quoted(by: byte, &word) else { return nil }
            default: word.append(byte)
            }
        }
        return word
    }

    /// Reads up to the quote that closes, behind which the word must end.
    private mutating func quoted(by quote: UInt8, _ word: inout [UInt8]) -> Bool {
        while at < line.count {
            let byte = line[at]
            at += 1
            if byte == quote {
                return at == line.count || Self.isSpace(line[at])
            } else if byte == UInt8(ascii: "\\"), at < line.count {
                escaped(in: quote, &word)
            } else {
                word.append(byte)
            }
        }
        return false
    }

    private mutating func escaped(in quote: UInt8, _ word: inout [UInt8]) {
        let byte = line[at]
        guard quote == UInt8(ascii: "\"") else {
            if byte == quote { at += 1 }
            return word.append(byte == quote ? byte : UInt8(ascii: "\\"))
        }
        if byte == UInt8(ascii: "x"), at + 2 < line.count,
            let high = Self.digit(line[at + 1]), let low = Self.digit(line[at + 2])
        {
            at += 3
            return word.append(high << 4 | low)
        }
        at += 1
        switch byte {
        case UInt8(ascii: "n"): word.append(UInt8(ascii: "\n"))
        case UInt8(ascii: "r"): word.append(UInt8(ascii: "\r"))
        case UInt8(ascii: "t"): word.append(UInt8(ascii: "\t"))
        case UInt8(ascii: "b"): word.append(8)
        case UInt8(ascii: "a"): word.append(7)
        default: word.append(byte)
        }
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        Character(UnicodeScalar(byte)).hexDigitValue.map { UInt8($0) }
    }

    private static func isSpace(_ byte: UInt8) -> Bool {
        byte == 0x20 || (0x09...0x0d).contains(byte)
    }
}
