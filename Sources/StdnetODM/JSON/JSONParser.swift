/// JSON as it was read.
enum JSONParsed {
    case null
    case truth(Bool)
    /// A number by its text.
    case number(String)
    case text(String)
    case array([JSONParsed])
    case object([String: JSONParsed])
}

/// Reads JSON text.
struct JSONParser {
    /// Deeper nesting is refused: every level takes stack.
    private static var depthLimit: Int { 512 }

    private let bytes: UnsafeRawBufferPointer
    private var position = 0
    private var depth = 0

    init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    /// The one value that the text holds; nil when it is not JSON.
    mutating func parse() -> JSONParsed? {
        guard let value = value() else { return nil }
        skipSpace()
        return position == bytes.count ? value : nil
    }

    private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
    }

    private mutating func take(_ word: StaticString) -> Bool {
        let count = word.utf8CodeUnitCount
        guard position + count <= bytes.count else { return false }
        let matches = word.withUTF8Buffer { word in
            bytes[position..<position + count].elementsEqual(word)
        }
        if matches { position += count }
        return matches
    }

    private mutating func value() -> JSONParsed? {
        skipSpace()
        switch next {
        case UInt8(ascii: "{"): return nested { $0.object() }
        case UInt8(ascii: "["): return nested { $0.array() }
        case UInt8(ascii: "\""): return text().map(JSONParsed.text)
        case UInt8(ascii: "t"): return take("true") ? .truth(true) : nil
        case UInt8(ascii: "f"): return take("false") ? .truth(false) : nil
        case UInt8(ascii: "n"): return take("null") ? .null : nil
        case UInt8(ascii: "N"): return take("NaN") ? .number("nan") : nil
        case UInt8(ascii: "I"): return take("Infinity") ? .number("inf") : nil
        default: return take("-Infinity") ? .number("-inf") : number()
        }
    }

    private mutating func nested(_ read: (inout Self) -> JSONParsed?) -> JSONParsed? {
        position += 1
        depth += 1
        defer { depth -= 1 }
        return depth <= Self.depthLimit ? read(&self) : nil
    }

    private mutating func array() -> JSONParsed? {
        var elements: [JSONParsed] = []
        skipSpace()
        if take("]") { return .array([]) }
        while let element = value() {
            elements.append(element)
            skipSpace()
            if take("]") { return .array(elements) }
            guard take(",") else { return nil }
        }
        return nil
    }

    private mutating func object() -> JSONParsed? {
        var members: [String: JSONParsed] = [:]
        skipSpace()
        if take("}") { return .object([:]) }
        while true {
            skipSpace()
            guard next == UInt8(ascii: "\""), let name = text() else { return nil }
            skipSpace()
            guard take(":"), let value = value() else { return nil }
            members[name] = value
            skipSpace()
            if take("}") { return .object(members) }
            guard take(",") else { return nil }
        }
    }

    private mutating func number() -> JSONParsed? {
        let start = position
        _ = take("-")
        guard digits(), bytes[start] != UInt8(ascii: "0") || position <= start + 1 else {
            return nil
        }
        if take("."), !digits() { return nil }
        if take("e") || take("E") {
            if !take("-") { _ = take("+") }
            guard digits() else { return nil }
        }
        return .number(String(decoding: bytes[start..<position], as: UTF8.self))
    }

    private mutating func digits() -> Bool {
        let start = position
        while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
            position += 1
        }
        return position > start
    }

    // MARK: Texts

    /// A text from its first quote to its last; nil when it has none, or is not UTF-8.
    private mutating func text() -> String? {
        position += 1
        var units: [UInt8] = []
        while let byte = next {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(validating: units, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let scalar = escaped() else { return nil }
                units.append(contentsOf: String(Character(scalar)).utf8)
            default: units.append(byte)
            }
        }
        return nil
    }

    private mutating func escaped() -> Unicode.Scalar? {
        guard let byte = next else { return nil }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
        case UInt8(ascii: "n"): return "\n"
        case UInt8(ascii: "r"): return "\r"
        case UInt8(ascii: "t"): return "\t"
        case UInt8(ascii: "b"): return "\u{8}"
        case UInt8(ascii: "f"): return "\u{c}"
        case UInt8(ascii: "u"): return codePoint()
        default: return nil
        }
    }

    /// One code point from one `\u`, or from two that are halves of it.
    private mutating func codePoint() -> Unicode.Scalar? {
        guard let first = fourDigits() else { return nil }
        guard (0xD800...0xDBFF).contains(first) else { return Unicode.Scalar(first) }
        guard take("\\u"), let second = fourDigits(), (0xDC00...0xDFFF).contains(second) else {
            return nil
        }
        return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    }

    private mutating func fourDigits() -> UInt32? {
        guard position + 4 <= bytes.count else { return nil }
        let digits = bytes[position..<position + 4]
        position += 4
        guard digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }) else { return nil }
        return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    }
}
