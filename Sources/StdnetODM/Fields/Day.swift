/// A day of the calendar, without a time and without a time zone.
///
/// Stored as the seconds since 1970 of its midnight in UTC, as the original's DateField where the
/// machine's time zone was UTC.
public struct Day: Sendable, Hashable, Codable {
    /// Days since 1 January 1970; negative before.
    public let daysSince1970: Int

    /// Counts from 1 January 1970.
    public init(daysSince1970: Int) { self.daysSince1970 = daysSince1970 }

    /// Names a day of the Gregorian calendar; nil when there is no such day.
    public init?(_ year: Int, _ month: Int, _ day: Int) {
        guard (1...12).contains(month), (1...31).contains(day),
            (-200_000_000_000...200_000_000_000).contains(year)
        else {
            return nil
        }
        self.init(daysSince1970: Self.days(year, month, day))
        let named = components
        guard named.year == year, named.month == month, named.day == day else { return nil }
    }

    /// Days before a date, counting years from March so that the leap day comes last.
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month > 2 ? year : year - 1
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
            - 719_468
    }

    /// Year, month and day.
    public var components: (year: Int, month: Int, day: Int) {
        // Days so far away that this overflows can't be stored; they have components all the same.
        let shifted = daysSince1970 &+ 719_468
        let era = (shifted >= 0 ? shifted : shifted &- 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }
}

extension Day: Comparable {
    /// The earlier day comes first.
    public static func < (left: Day, right: Day) -> Bool {
        left.daysSince1970 < right.daysSince1970
    }
}

extension Day: CustomStringConvertible {
    /// The ISO 8601 form, such as `2012-02-29`.
    public var description: String {
        let (year, month, day) = components
        let digits = { (number: Int, width: Int) in
            String(repeating: "0", count: max(0, width - String(number).count)) + String(number)
        }
        return "\(year < 0 ? "-" : "")\(digits(abs(year), 4))-\(digits(month, 2))-\(digits(day, 2))"
    }
}

extension Day: ScoredValue, IDValue {
    /// How the bytes are to be read.
    public static var kind: ValueKind { .day }
    /// Days whose seconds are no 64-bit integer.
    public var refusal: String? {
        let isTooFar = daysSince1970.multipliedReportingOverflow(by: 86_400).overflow
        return isTooFar ? "the seconds since 1970 of a day are an integer of 64 bits" : nil
    }
    /// Appends the stored bytes.
    public func store(in arguments: inout Arguments) -> Bool {
        let seconds = daysSince1970.multipliedReportingOverflow(by: 86_400)
        arguments.append(
            seconds.overflow ? (daysSince1970 < 0 ? -Int.max : Int.max) : seconds.partialValue
        )
        return true
    }
    /// Reads stored bytes.
    public init?(stored: UnsafeRawBufferPointer?) {
        guard let seconds = Int(stored: stored), seconds % 86_400 == 0 else { return nil }
        self.init(daysSince1970: seconds / 86_400)
    }
}
