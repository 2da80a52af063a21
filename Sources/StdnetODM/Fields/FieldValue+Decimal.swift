#if canImport(FoundationEssentials)
public import struct FoundationEssentials.Decimal
#else
public import struct Foundation.Decimal
#endif

/// An exact decimal number of up to 38 digits: stored plainly, without an exponent and without zeros that
/// could be left out, such as `-0.5` or `1200`.
///
/// Other spellings, such as Python's `1.10` and `1E+2`, are read when they are exactly such a
/// number; an index finds them by their own text only, until the object is saved. Scores are
/// doubles, but a range compares all digits at its bounds; objects that a query sorts come in the order of
/// their ids where the doubles are equal. NaN can't be stored.
extension Decimal: ScoredValue {
    /// How the bytes are to be read.
    public static var kind: ValueKind { .decimal }
    /// What the stored bytes look like.
    public static var storedForm: String { "a number in up to 38 decimal digits" }
    /// NaN has no digits.
    public var refusal: String? { isNaN ? "a decimal is a number: nil can stand for none" : nil }
    /// Whether other decimals have the same double: all but zero do.
    public var sharesScore: Bool { !isZero }
    /// Appends the stored bytes.
    public func store(in arguments: inout Arguments) -> Bool {
        arguments.append(isNaN ? "nan" : description)
        return true
    }
    /// Reads stored bytes: fails when a `Decimal` can't hold all of their digits.
    public init?(stored: UnsafeRawBufferPointer?) {
        guard let stored, let digits = DecimalDigits(stored),
            let number = Decimal(string: String(decoding: stored, as: UTF8.self)), !number.isNaN
        else { return nil }
        // Foundation rounds what has too many digits.
        guard digits == DecimalDigits(number.description) else { return nil }
        self = number
    }
}

/// A number as its significant digits and the power of ten of the last one.
private struct DecimalDigits: Equatable {
    var isNegative = false
    var digits: [UInt8] = []
    var exponent = 0

    init?(_ text: String) {
        var text = text
        guard let read = text.withUTF8({ Self(UnsafeRawBufferPointer($0)) }) else { return nil }
        self = read
    }

    /// Reads digits with perhaps a sign, a point and an exponent.
    init?(_ text: UnsafeRawBufferPointer) {
        var rest = text[...]
        isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        var hasPoint = false
        var hasDigits = false
        while let byte = rest.first, byte | 0x20 != UInt8(ascii: "e") {
            rest.removeFirst()
            if byte == UInt8(ascii: "."), !hasPoint {
                hasPoint = true
                continue
            }
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            hasDigits = true
            if hasPoint { exponent -= 1 }
            // Zeros before the first digit say nothing.
            if byte != UInt8(ascii: "0") || !digits.isEmpty { digits.append(byte) }
        }
        guard hasDigits else { return nil }
        if !rest.isEmpty {
            let power = rest.dropFirst(rest.dropFirst().first == UInt8(ascii: "+") ? 2 : 1)
            guard power.count <= 5, let shift = Int(String(decoding: power, as: UTF8.self)) else {
                return nil
            }
            exponent += shift
        }
        while digits.last == UInt8(ascii: "0") {
            digits.removeLast()
            exponent += 1
        }
        if digits.isEmpty { (isNegative, exponent) = (false, 0) }
    }
}
