/// Reads what ``CalendarText`` writes: the same number of seconds comes back.
struct CalendarReading {
    /// Since 1970 in UTC.
    let seconds: Double

    /// Reads `2013-07-04` or `2013-07-04T12:30:15.25Z`; nil for anything else.
    init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 10, let year = Self.number(bytes[0..<4]),
            let month = Self.number(bytes[5..<7]), let day = Self.number(bytes[8..<10]),
            bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"), 1...12 ~= month,
            1...31 ~= day
        else { return nil }
        let midnight = Self.day(year, month, day) * 86_400
        if bytes.count == 10 {
            seconds = Double(midnight)
            return
        }
        guard bytes.count >= 20, bytes[10] == UInt8(ascii: "T"), bytes.last == UInt8(ascii: "Z"),
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            let hour = Self.number(bytes[11..<13]), let minute = Self.number(bytes[14..<16]),
            let second = Self.number(bytes[17..<19])
        else { return nil }
        let whole = midnight + hour * 3600 + minute * 60 + second
        var digits = Array(bytes[19..<bytes.count - 1])
        guard !digits.isEmpty else {
            seconds = Double(whole)
            return
        }
        let isFraction = digits.removeFirst() == UInt8(ascii: ".") && !digits.isEmpty
        guard isFraction, digits.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
        // The digits are those of a decimal text, so only a whole text gives the same double.
        if whole < 0 { Self.complement(&digits) }
        let text = "\(whole < 0 ? -whole - 1 : whole).\(String(decoding: digits, as: UTF8.self))"
        guard let magnitude = Double(text) else { return nil }
        seconds = whole < 0 ? -magnitude : magnitude
    }

    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        digits.allSatisfy { 0x30...0x39 ~= $0 } ? Int(String(decoding: digits, as: UTF8.self)) : nil
    }

    /// Days since 1970; years count from March, so that the leap day comes last.
    private static func day(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
            - 719_468
    }

    /// One minus a fraction that is not zero; zeros at its end stay.
    private static func complement(_ digits: inout [UInt8]) {
        guard let last = digits.lastIndex(where: { $0 != UInt8(ascii: "0") }) else { return }
        for position in 0...last {
            digits[position] = UInt8(ascii: "9") - digits[position] + UInt8(ascii: "0")
        }
        digits[last] += 1
    }
}
