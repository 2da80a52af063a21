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
        case .text:
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
    /// Whether the bytes are UTF-8; text without accents is known to be by looking at it once.
    @inline(__always)
    var isUTF8: Bool {
        var all: UInt8 = 0
        for byte in self { all |= byte }
        return all < 0x80 || String(validating: self, as: UTF8.self) != nil
    }
}
