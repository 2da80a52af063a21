import StdnetBackend

/// Words as redis-cli writes and reads them.
enum StoryText {
    /// A command as a line.
    static func line(_ words: [Bytes]) -> String {
        words.map { word($0) }.joined(separator: " ")
    }

    private static func word(_ bytes: Bytes) -> String {
        let isPlain = bytes.allSatisfy { byte in
            byte > 0x20 && byte < 0x7f && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
                && byte != UInt8(ascii: "'")
        }
        if isPlain, !bytes.isEmpty { return String(decoding: bytes, as: UTF8.self) }
        var text = "\""
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                text += "\\" + String(UnicodeScalar(byte))
            case UInt8(ascii: "\n"): text += "\\n"
            case UInt8(ascii: "\r"): text += "\\r"
            case UInt8(ascii: "\t"): text += "\\t"
            case 0x20..<0x7f: text += String(UnicodeScalar(byte))
            default: text += "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }
        }
        return text + "\""
    }

    /// The words of a line.
    static func words(_ line: some StringProtocol) -> [Bytes] {
        let bytes = Array(line.utf8)
        var words: [Bytes] = []
        var position = 0
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: " ") {
                position += 1
            } else if bytes[position] == UInt8(ascii: "\"") {
                position += 1
                words.append(quoted(bytes, &position))
            } else {
                let end = bytes[position...].firstIndex(of: UInt8(ascii: " ")) ?? bytes.count
                words.append(Bytes(bytes[position..<end]))
                position = end
            }
        }
        return words
    }

    private static func quoted(_ bytes: [UInt8], _ position: inout Int) -> Bytes {
        var word: Bytes = []
        while position < bytes.count, bytes[position] != UInt8(ascii: "\"") {
            if bytes[position] == UInt8(ascii: "\\"), position + 1 < bytes.count {
                position += 1
                switch bytes[position] {
                case UInt8(ascii: "n"): word.append(10)
                case UInt8(ascii: "r"): word.append(13)
                case UInt8(ascii: "t"): word.append(9)
                case UInt8(ascii: "x"):
                    let digits = String(decoding: bytes[(position + 1)...].prefix(2), as: UTF8.self)
                    word.append(UInt8(digits, radix: 16) ?? 0)
                    position += 2
                default: word.append(bytes[position])
                }
            } else {
                word.append(bytes[position])
            }
            position += 1
        }
        position += 1
        return word
    }

    /// A reply on one line.
    static func reply(_ bytes: Bytes) -> String {
        let shown = bytes.prefix(600)
        var text = ""
        var isReturn = false
        for byte in shown {
            switch byte {
            case 13: isReturn = true
            case 10 where isReturn:
                text += "·"
                isReturn = false
            case 0x20..<0x7f: text += String(UnicodeScalar(byte))
            default: text += "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
            }
        }
        return bytes.count > shown.count ? text + "… (\(bytes.count) bytes)" : text
    }
}
