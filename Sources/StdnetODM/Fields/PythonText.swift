extension Arguments {
    /// Appends a double as Python's `repr` writes it: what the original stored.
    ///
    /// These are the shortest digits that read back as the same double, as Swift writes them; but Python
    /// changes to an exponent at 1e16 and Swift at 2^53, and Python knows one NaN.
    mutating func append(python number: Double) {
        guard !number.isNaN else { return append("nan" as StaticString) }
        guard number.magnitude >= 9_007_199_254_740_992, number.magnitude < 1e16 else {
            return append(number.description)
        }
        // All doubles are even here, so none has shorter digits than the integer that it is.
        append(joining: String(Int64(number)), ".0")
    }

    /// Appends a float in the shortest digits that read back as the same float, laid out as Python would
    /// write them.
    mutating func append(python number: Float) {
        guard !number.isNaN else { return append("nan" as StaticString) }
        guard number.magnitude >= 16_777_216, number.magnitude < 1e16 else {
            return append(number.description)
        }
        // One digit, perhaps a point and more digits, `e+` and the exponent.
        let text = number.description.utf8
        guard let mark = text.firstIndex(of: UInt8(ascii: "e")),
            let exponent = Int(text[text.index(mark, offsetBy: 2)...].decoded)
        else { return append(number.description) }
        let digits = text[..<mark].filter { $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: "-") }
        let zeros = String(repeating: "0", count: max(0, exponent + 1 - digits.count))
        append(joining: number < 0 ? "-" : "", String(decoding: digits, as: UTF8.self), zeros, ".0")
    }
}

extension Substring.UTF8View {
    fileprivate var decoded: String { String(decoding: self, as: UTF8.self) }
}

/// Reads a number that Python's `float` or ours wrote; nil for finite digits beyond the type, and for what
/// Swift alone takes for numbers: hexadecimal digits, and anything at all after a NUL.
func pythonNumber<Number: BinaryFloatingPoint & LosslessStringConvertible>(
    _ stored: UnsafeRawBufferPointer
) -> Number? {
    guard !stored.contains(where: { $0 == 0 || $0 | 0x20 == UInt8(ascii: "x") }),
        let number = Number(String(decoding: stored, as: UTF8.self))
    else { return nil }
    if number.isInfinite, let last = stored.last, last <= UInt8(ascii: "9") { return nil }
    return number
}
