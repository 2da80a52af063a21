/// A value of a series as it stands in its sorted set: `[1356998400,"\"text\""]`, the time and the value as
/// the JSON of two.
///
/// Only the score is the time: the digits here are there to make members of equal values differ. The
/// original wrote them with 14 places, so that times of one millisecond could become one; where 14 places
/// lose something, ours have as many as it takes.
enum SeriesMember {
    /// The member of a time and the bytes of a value.
    static func bytes(time: Double, value: UnsafeRawBufferPointer) -> Bytes {
        var member: Bytes = [UInt8(ascii: "[")]
        member += Array(time.generalText.utf8)
        member += [UInt8(ascii: ","), UInt8(ascii: "\"")]
        for byte in value { append(byte, to: &member) }
        member += [UInt8(ascii: "\""), UInt8(ascii: "]")]
        return member
    }

    /// The bytes of the value; nil for what is no such member.
    static func value(in member: UnsafeRawBufferPointer) -> Bytes? {
        guard member.first == UInt8(ascii: "["), member.last == UInt8(ascii: "]"),
            let comma = member.firstIndex(of: UInt8(ascii: ",")),
            case let text = member[(comma + 1)..<(member.count - 1)], text.count >= 2,
            text.first == UInt8(ascii: "\""), text.last == UInt8(ascii: "\"")
        else { return nil }
        var value: Bytes = []
        value.reserveCapacity(text.count)
        var rest = text.dropFirst().dropLast()
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\") else {
                value.append(byte)
                continue
            }
            guard let escape = rest.popFirst() else { return nil }
            if escape == UInt8(ascii: "u") {
                guard let scalar = codePoint(in: &rest) else { return nil }
                value += Array(String(Character(scalar)).utf8)
            } else {
                guard let meant = escapes.first(where: { $0.letter == escape }) else { return nil }
                value.append(meant.byte)
            }
        }
        return value
    }

    private static let escapes: [(letter: UInt8, byte: UInt8)] = [
        (UInt8(ascii: "\""), 0x22), (UInt8(ascii: "\\"), 0x5C), (UInt8(ascii: "/"), 0x2F),
        (UInt8(ascii: "b"), 0x08), (UInt8(ascii: "f"), 0x0C), (UInt8(ascii: "n"), 0x0A),
        (UInt8(ascii: "r"), 0x0D), (UInt8(ascii: "t"), 0x09),
    ]

    /// Appends a byte as cjson writes it.
    private static func append(_ byte: UInt8, to member: inout Bytes) {
        if let escape = escapes.first(where: { $0.byte == byte }) {
            member += [UInt8(ascii: "\\"), escape.letter]
        } else if byte < 0x20 || byte == 0x7F {
            let digits = String(byte, radix: 16)
            member += Array("\\u00\(digits.count < 2 ? "0" : "")\(digits)".utf8)
        } else {
            member.append(byte)
        }
    }

    /// One code point from the four digits behind `\u`, or from two halves.
    private static func codePoint(
        in text: inout Swift.Slice<UnsafeRawBufferPointer>
    ) -> Unicode.Scalar? {
        guard let first = fourDigits(in: &text) else { return nil }
        guard (0xD800...0xDBFF).contains(first) else { return Unicode.Scalar(first) }
        guard text.popFirst() == UInt8(ascii: "\\"), text.popFirst() == UInt8(ascii: "u"),
            let second = fourDigits(in: &text), (0xDC00...0xDFFF).contains(second)
        else { return nil }
        return Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
    }

    private static func fourDigits(in text: inout Swift.Slice<UnsafeRawBufferPointer>) -> UInt32? {
        let digits = text.prefix(4)
        guard digits.count == 4,
            digits.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit })
        else { return nil }
        text = text.dropFirst(4)
        return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    }
}

extension Double {
    /// The shortest digits that read back as the same number, laid out as C's `%.14g` lays them out.
    var generalText: String {
        var text = magnitude.description
        var exponent = 0
        if let mark = text.firstIndex(of: "e") {
            exponent = Int(text[text.index(after: mark)...]) ?? 0
            text = String(text[..<mark])
        }
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        exponent += (parts.first?.utf8.count ?? 1) - 1
        var digits = Array(parts.joined().utf8)
        let zeros = digits.prefix { $0 == UInt8(ascii: "0") }.count
        guard zeros < digits.count else { return "0" }
        digits.removeFirst(zeros)
        exponent -= zeros
        while digits.last == UInt8(ascii: "0") { digits.removeLast() }
        return (self < 0 ? "-" : "") + Self.layOut(digits, exponent)
    }

    /// Lays out `d.ddd` times a power of ten.
    private static func layOut(_ digits: [UInt8], _ exponent: Int) -> String {
        func text(_ part: some Sequence<UInt8>) -> String {
            String(decoding: Array(part), as: UTF8.self)
        }
        guard exponent >= -4, exponent < Swift.max(14, digits.count) else {
            let power = String(abs(exponent))
            return text(digits.prefix(1)) + (digits.count > 1 ? "." + text(digits.dropFirst()) : "")
                + (exponent < 0 ? "e-" : "e+") + (power.utf8.count < 2 ? "0" : "") + power
        }
        guard exponent >= 0 else {
            return "0." + String(repeating: "0", count: -exponent - 1) + text(digits)
        }
        let whole = digits.prefix(exponent + 1)
        let padding = String(repeating: "0", count: exponent + 1 - whole.count)
        let fraction = digits.dropFirst(exponent + 1)
        return text(whole) + padding + (fraction.isEmpty ? "" : "." + text(fraction))
    }
}
