internal import StdnetBackend

/// A line of words, as a person types them: some in quotes.
///
/// Between double quotes `\n`, `\r`, `\t`, `\b`, `\a` and `\xHH` mean what they do in C; between
/// single quotes only `\'` means anything.
struct InlineRequest {
    private let line: UnsafeRawBufferPointer

    init(_ line: UnsafeRawBufferPointer) { self.line = line }

    /// Appends the words, and answers how many they are.
    func append(to words: inout Arguments) throws(ProtocolError) -> Int {
        var count = 0
        var at = 0
        while true {
            while at < line.count, Self.isSpace(line[at]) { at += 1 }
            guard at < line.count else { return count }
            let word = try word(&at)
            words.append(word)
            count += 1
        }
    }

    private func word(_ at: inout Int) throws(ProtocolError) -> [UInt8] {
        var word: [UInt8] = []
        while at < line.count, !Self.endsWord(line[at]) {
            let byte = line[at]
            at += 1
            guard byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") else {
                word.append(byte)
                continue
            }
            // A closing quote ends the word.
            try quoted(byte, &at, &word)
            return word
        }
        return word
    }

    private func quoted(
        _ quote: UInt8,
        _ at: inout Int,
        _ word: inout [UInt8]
    ) throws(ProtocolError) {
        while at < line.count {
            let byte = line[at]
            at += 1
            if byte == quote {
                guard at == line.count || Self.isSpace(line[at]) else { break }
                return
            }
            if byte == UInt8(ascii: "\\"), at < line.count {
                escape(quote, &at, &word)
            } else {
                word.append(byte)
            }
        }
        throw .init("unbalanced quotes in request")
    }

    private func escape(_ quote: UInt8, _ at: inout Int, _ word: inout [UInt8]) {
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

    /// Spaces outside of quotes that end a word: vertical tabs and form feeds only stand between words.
    private static func endsWord(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x09 || byte == 0x0a || byte == 0x0d
    }
}
