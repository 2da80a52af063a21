/// Moments and days in the form of ISO 8601, in UTC, as SQLite's date functions read them.
///
/// A fraction has as many digits as the stored number needs to be read back the same.
enum CalendarText {
    /// Appends a moment, such as `2013-07-04T12:30:15.25Z`.
    ///
    /// Answers false, and appends nothing, outside of the years 0000 to 9999: SQLite knows no
    /// others, and they don't sort as text.
    static func append(moment seconds: Double, to text: inout [UInt8]) -> Bool {
        let whole = seconds.rounded(.down)
        guard whole >= -62_167_219_200, whole < 253_402_300_800 else { return false }
        let day = (whole / 86_400).rounded(.down)
        let rest = Int(whole - day * 86_400)
        append(civilDay: Int(day), to: &text)
        text.append(UInt8(ascii: "T"))
        append(pair: rest / 3600, to: &text)
        text.append(UInt8(ascii: ":"))
        append(pair: rest / 60 % 60, to: &text)
        text.append(UInt8(ascii: ":"))
        append(pair: rest % 60, to: &text)
        if whole != seconds {
            text.append(UInt8(ascii: "."))
            let start = text.count
            appendFraction(of: seconds.magnitude, to: &text)
            if seconds < 0 { complement(&text[start...]) }
        }
        text.append(UInt8(ascii: "Z"))
        return true
    }

    /// Appends a day, such as `2013-07-04`; answers false outside of the years 0000 to 9999.
    static func append(day: Int, to text: inout [UInt8]) -> Bool {
        guard day >= -719_528, day < 2_932_897 else { return false }
        append(civilDay: day, to: &text)
        return true
    }

    /// Counts years from March, so that the leap day comes last.
    private static func append(civilDay day: Int, to text: inout [UInt8]) {
        let shifted = day + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let year = era * 400 + yearOfEra + (month >= 10 ? 1 : 0)
        append(pair: year / 100, to: &text)
        append(pair: year % 100, to: &text)
        text.append(UInt8(ascii: "-"))
        append(pair: month >= 10 ? month - 9 : month + 3, to: &text)
        text.append(UInt8(ascii: "-"))
        append(pair: dayOfYear - (153 * month + 2) / 5 + 1, to: &text)
    }

    /// Appends a number below 100 as two digits.
    private static func append(pair number: Int, to text: inout [UInt8]) {
        text.append(UInt8(ascii: "0") + UInt8(number / 10))
        text.append(UInt8(ascii: "0") + UInt8(number % 10))
    }

    /// Appends the digits after the point of a number that is not whole, as its shortest text has
    /// them: `5` for 0.5, and `000015` for 0.000015, which is 1.5e-05 in short.
    private static func appendFraction(of number: Double, to text: inout [UInt8]) {
        let parts = number.description.utf8.split(separator: UInt8(ascii: "e"))
        guard let mantissa = parts.first else { return }
        let digits = mantissa.split(separator: UInt8(ascii: "."))
        guard parts.count == 2, let exponent = Int(String(decoding: parts[1], as: UTF8.self)) else {
            if let last = digits.last { text.append(contentsOf: last) }
            return
        }
        text.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: max(0, -exponent - 1)))
        for part in digits { text.append(contentsOf: part) }
    }

    /// Turns the digits of a fraction into those of one minus it; the last one is not 0.
    private static func complement(_ digits: inout ArraySlice<UInt8>) {
        let nine = UInt8(ascii: "9") + UInt8(ascii: "0")
        for position in digits.indices { digits[position] = nine - digits[position] }
        if let last = digits.indices.last { digits[last] += 1 }
    }
}
