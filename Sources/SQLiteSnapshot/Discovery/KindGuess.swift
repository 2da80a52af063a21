import StdnetBackend

/// The narrowest kind of all values of a field, so that each comes back as it was.
struct KindGuess {
    /// How many values there were.
    private(set) var count = 0
    /// What all of them are.
    private(set) var kind = ValueKind.integer
    /// Whether there was an integer that a double has no room for.
    private var hasLargeInteger = false

    mutating func add(_ value: Bytes) {
        count += 1
        value.withUnsafeBytes { value in
            if kind == .integer || kind == .float {
                if let number = Self.integer(value) {
                    if number.magnitude > 1 << 53 { hasLargeInteger = true }
                } else {
                    kind = Self.isFraction(value) ? .float : .text
                }
                if kind == .float, hasLargeInteger { kind = .text }
            }
            if kind == .text, !value.isUTF8 { kind = .bytes }
        }
    }

    /// The integer that is written so: `007` is a text.
    private static func integer(_ value: UnsafeRawBufferPointer) -> Int? {
        guard let number = Int(decimal: value), String(number).utf8.elementsEqual(value) else {
            return nil
        }
        return number
    }

    /// Whether it is a number with a point or an exponent, and without zeros that mean something else.
    private static func isFraction(_ value: UnsafeRawBufferPointer) -> Bool {
        let digits = value.first == UInt8(ascii: "-") ? value.dropFirst() : value[...]
        let isDigit = { (byte: UInt8) in 0x30...0x39 ~= byte }
        guard digits.first.map(isDigit) == true else { return false }
        if digits.first == UInt8(ascii: "0"), digits.dropFirst().first.map(isDigit) == true {
            return false
        }
        let hasMark = digits.contains { $0 == UInt8(ascii: ".") || $0 | 0x20 == UInt8(ascii: "e") }
        return hasMark && Double(stored: value)?.isFinite == true
    }
}
