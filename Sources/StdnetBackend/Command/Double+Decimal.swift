extension Double {
    /// Reads a number of up to 15 digits, with a minus and a point where there are any; nil for every
    /// other text, which may be a number nevertheless.
    ///
    /// So few digits and the power of ten are exact doubles, so that one division rounds correctly: a
    /// tenth of what reading any number takes.
    package init?(shortDecimal text: UnsafeRawBufferPointer) {
        var digits = 0
        var point: Int?
        var number = 0
        let start = text.first == UInt8(ascii: "-") ? 1 : 0
        for position in start..<max(start, text.count) {
            let byte = text[position]
            if byte == UInt8(ascii: "."), point == nil, digits > 0 {
                point = digits
            } else if byte &- 48 < 10, digits < 15 {
                number = number &* 10 &+ Int(byte &- 48)
                digits += 1
            } else {
                return nil
            }
        }
        guard digits > 0, point != digits else { return nil }
        let magnitude = Double(number) / Self.powersOfTen[digits - (point ?? digits)]
        self = start == 1 ? -magnitude : magnitude
    }

    private static let powersOfTen: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
    ]
}
