import StdnetBackend

extension RowBuffer {
    /// Appends stored bytes as a value of their kind.
    ///
    /// Answers why they don't fit, and has appended nothing then.
    @inline(__always)
    mutating func append(
        _ stored: UnsafeRawBufferPointer,
        as kind: ValueKind,
        dates: SnapshotDates
    ) -> Misfit? {
        switch kind {
        case .integer:
            guard let number = Int(decimal: stored) else { return .notInteger }
            append(number)
        case .float:
            guard let number = Double(stored: stored) else { return .notNumber }
            guard !number.isNaN else { return .notANumber }
            append(number)
        case .decimal:
            guard stored.isDecimal else { return .notNumber }
            append(text: stored)
        case .bytes: append(blob: stored)
        case .text, .json:
            guard stored.isUTF8 else { return .notText }
            append(text: stored)
        case .boolean:
            guard stored.count == 1, let digit = stored.first, digit & 0xFE == UInt8(ascii: "0")
            else { return .notBoolean }
            append(Int(digit & 1))
        case .date: return append(date: stored, dates)
        case .day: return append(day: stored, dates)
        }
        return nil
    }

    private mutating func append(
        date stored: UnsafeRawBufferPointer,
        _ dates: SnapshotDates
    ) -> Misfit? {
        guard let seconds = Double(stored: stored), seconds.isFinite else { return .notDate }
        switch dates {
        case .seconds: append(seconds)
        case .text:
            guard appendText({ CalendarText.append(moment: seconds, to: &$0) }) else {
                return .outsideCalendar
            }
        }
        return nil
    }

    private mutating func append(
        day stored: UnsafeRawBufferPointer,
        _ dates: SnapshotDates
    ) -> Misfit? {
        guard let seconds = Int(decimal: stored) else { return .notDay }
        switch dates {
        case .seconds: append(seconds)
        case .text:
            guard seconds.isMultiple(of: 86_400) else { return .notMidnight }
            guard appendText({ CalendarText.append(day: seconds / 86_400, to: &$0) }) else {
                return .outsideCalendar
            }
        }
        return nil
    }
}

extension UnsafeRawBufferPointer {
    /// Whether the bytes are a number in decimal digits, with a sign, a point and an exponent where
    /// there are any.
    fileprivate var isDecimal: Bool {
        let isSign = { (byte: UInt8) in byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") }
        let isDigit = { (byte: UInt8) in (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
        let parts = split(maxSplits: 1, omittingEmptySubsequences: false) {
            $0 | 0x20 == UInt8(ascii: "e")
        }
        let mantissa = parts[0].dropFirst(parts[0].first.map(isSign) == true ? 1 : 0)
        let digits = mantissa.split(
            separator: UInt8(ascii: "."),
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        guard digits.joined().allSatisfy(isDigit), digits.contains(where: { !$0.isEmpty }) else {
            return false
        }
        guard parts.count == 2 else { return true }
        let exponent = parts[1].dropFirst(parts[1].first.map(isSign) == true ? 1 : 0)
        return !exponent.isEmpty && exponent.allSatisfy(isDigit)
    }

    /// Whether the bytes are UTF-8; text without accents is known to be by looking at it once.
    @inline(__always)
    var isUTF8: Bool {
        var all: UInt8 = 0
        for byte in self { all |= byte }
        return all < 0x80 || String(validating: self, as: UTF8.self) != nil
    }
}
