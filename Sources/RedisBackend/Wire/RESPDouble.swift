extension Double {
    /// A double as RESP3 writes it: `inf`, `-inf`, `nan`, or decimal digits with sign, fraction and
    /// exponent; nil for anything else, also for what is too large.
    init?(resp text: UnsafeBufferPointer<UInt8>) {
        guard let shape = DecimalShape(text) else {
            guard let value = Self.special(text) else { return nil }
            self = value
            return
        }
        if let value = shape.exactValue {
            self = value
            return
        }
        // The shape is that of a Swift literal, so only what is too large is refused here.
        guard let value = Double(String(decoding: text, as: UTF8.self)), value.isFinite else {
            return nil
        }
        self = value
    }

    private static func special(_ text: UnsafeBufferPointer<UInt8>) -> Double? {
        switch String(decoding: text.prefix(5), as: UTF8.self) {
        case "inf", "+inf": .infinity
        case "-inf": -.infinity
        // C prints the sign of what has none.
        case "nan", "-nan": .nan
        default: nil
        }
    }
}

/// A decimal number taken apart; only what has the right form can be.
private struct DecimalShape {
    private var mantissa: Int64 = 0
    private var digitCount = 0
    private var fractionCount = 0
    private var hasExponent = false
    private let isNegative: Bool

    init?(_ text: UnsafeBufferPointer<UInt8>) {
        var rest = text[...]
        isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        guard takeDigits(&rest) > 0 else { return nil }
        if rest.first == UInt8(ascii: ".") {
            rest.removeFirst()
            fractionCount = takeDigits(&rest)
            guard fractionCount > 0 else { return nil }
        }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            hasExponent = true
            rest.removeFirst()
            if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") {
                rest.removeFirst()
            }
            guard takeDigits(&rest) > 0 else { return nil }
        }
        guard rest.isEmpty else { return nil }
    }

    private mutating func takeDigits(_ rest: inout Slice<UnsafeBufferPointer<UInt8>>) -> Int {
        var count = 0
        while let byte = rest.first, byte &- UInt8(ascii: "0") <= 9 {
            rest.removeFirst()
            count += 1
            digitCount += 1
            if digitCount <= 15 {
                mantissa = mantissa * 10 + Int64(byte - UInt8(ascii: "0"))
            }
        }
        return count
    }

    /// The value where one division gives it: fifteen digits and their power of ten are exact doubles,
    /// and the quotient of two doubles is rounded once.
    var exactValue: Double? {
        guard digitCount <= 15, !hasExponent else { return nil }
        var power = 1.0
        for _ in 0..<fractionCount { power *= 10 }
        let magnitude = Double(mantissa) / power
        return isNegative ? -magnitude : magnitude
    }
}
