extension Double {
    /// Reads a number from its text: decimal digits, or what a double calls itself.
    ///
    /// Up to 15 digits need no text: digits and power of ten are exact doubles then, so that one
    /// division rounds correctly. All else is left to the standard library.
    init?(stored: UnsafeRawBufferPointer) {
        var digits = 0
        var point: Int?
        var number = 0
        let start = stored.first == UInt8(ascii: "-") ? 1 : 0
        for position in start..<max(start, stored.count) {
            let byte = stored[position]
            if byte == UInt8(ascii: "."), point == nil, digits > 0 {
                point = digits
            } else if byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9"), digits < 15 {
                number = number * 10 + Int(byte - UInt8(ascii: "0"))
                digits += 1
            } else {
                self.init(slowly: stored)
                return
            }
        }
        guard digits > 0, point != digits else {
            self.init(slowly: stored)
            return
        }
        let magnitude = Double(number) / Self.powersOfTen[digits - (point ?? digits)]
        self = start == 1 ? -magnitude : magnitude
    }

    private init?(slowly stored: UnsafeRawBufferPointer) {
        // Hexadecimal floats are Swift's, nobody stores them.
        guard !stored.contains(where: { $0 | 0x20 == UInt8(ascii: "x") }) else { return nil }
        self.init(String(decoding: stored, as: UTF8.self))
    }

    private static let powersOfTen: [Double] = [
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
    ]
}
