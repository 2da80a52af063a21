/// What `hash` gives in Python 2.7 with 64 bits, on which the original's composite ids rest.
enum PythonHash {
    /// The hash of a stored value; nil where a value of its kind has none that is the same each time.
    static func of(_ stored: Bytes, _ kind: ValueKind) -> Int? {
        stored.withUnsafeBytes { bytes in
            switch kind {
            case .integer: Int(decimal: bytes).map(checked)
            case .boolean: Int(decimal: bytes).map { $0 == 0 ? 0 : 1 }
            case .float: Double(stored: bytes).flatMap(of)
            case .text:
                String(validating: bytes, as: UTF8.self).map { text in
                    of(units: text.unicodeScalars.map { Int($0.value) })
                }
            case .bytes: of(units: bytes.map(Int.init))
            case .day: Day(stored: bytes).map(of)
            case .date, .decimal, .json: nil
            }
        }
    }

    /// The hash of a tuple of values with these hashes.
    static func of(tuple hashes: [Int]) -> Int {
        var result = 0x345678
        var factor = 1_000_003
        for (position, hash) in hashes.enumerated() {
            result = (result ^ hash) &* factor
            factor &+= 82_520 + 2 * (hashes.count - 1 - position)
        }
        return checked(result &+ 97_531)
    }

    /// The hash of a text, by its code points, or of bytes.
    private static func of(units: [Int]) -> Int {
        guard let first = units.first else { return 0 }
        var result = first << 7
        for unit in units { result = (1_000_003 &* result) ^ unit }
        return checked(result ^ units.count)
    }

    private static func of(_ day: Day) -> Int {
        let (year, month, day) = day.components
        return of(units: [year >> 8, year & 255, month, day])
    }

    /// The hash of a double: that of the integer which it equals, if it equals one.
    private static func of(_ number: Double) -> Int? {
        if number.isNaN { return 0 }
        if number.isInfinite { return number > 0 ? 314_159 : -271_828 }
        if number == number.rounded(.towardZero) { return Int(exactly: number).map(checked) }
        // The significand lies between 1/2 and 1 in C, and between 1 and 2 here.
        let exponent = Int(number.exponent) + 1
        var rest = number / Double(sign: .plus, exponent: exponent, significand: 1)
        rest *= 2_147_483_648
        let high = rest.rounded(.towardZero)
        rest = (rest - high) * 2_147_483_648
        return checked(Int(high) &+ Int(rest) &+ (exponent << 15))
    }

    /// -1 means an error to those who ask for a hash.
    private static func checked(_ hash: Int) -> Int { hash == -1 ? -2 : hash }
}
