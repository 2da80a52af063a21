import StdnetBackend

/// When a key that is being written ends.
enum Expiry: Equatable {
    case none
    case keep
    case persist
    /// The word at this position, in milliseconds or seconds, from now or from 1970.
    case time(position: Int, isMilliseconds: Bool, isAbsolute: Bool)

    /// Reads the option of SET and GETEX at a position; nil when it is another or stands alone.
    init?(_ call: ArgumentView, _ position: Int) {
        let hasTime = call.hasWord(after: position)
        if hasTime, call.isWord("EX", at: position) {
            self = .time(position: position + 1, isMilliseconds: false, isAbsolute: false)
        } else if hasTime, call.isWord("PX", at: position) {
            self = .time(position: position + 1, isMilliseconds: true, isAbsolute: false)
        } else if hasTime, call.isWord("EXAT", at: position) {
            self = .time(position: position + 1, isMilliseconds: false, isAbsolute: true)
        } else if hasTime, call.isWord("PXAT", at: position) {
            self = .time(position: position + 1, isMilliseconds: true, isAbsolute: true)
        } else if call.isWord("KEEPTTL", at: position) {
            self = .keep
        } else if call.isWord("PERSIST", at: position) {
            self = .persist
        } else {
            return nil
        }
    }

    /// How many words the option takes.
    var wordCount: Int {
        if case .time = self { return 2 }
        return 1
    }

    /// Whether the same option may come again: the last one counts.
    func mayFollow(_ earlier: Expiry) -> Bool {
        switch (earlier, self) {
        case (.none, _): true
        case (.time(_, let oldUnit, let oldStart), .time(_, let unit, let start)):
            oldUnit == unit && oldStart == start
        default: earlier == self
        }
    }

    /// The deadline in milliseconds since 1970; nil where no word says one.
    func deadline(
        _ call: ArgumentView,
        now: Int,
        command: String
    ) throws(CommandError) -> Int? {
        guard case .time(let position, let isMilliseconds, let isAbsolute) = self else {
            return nil
        }
        let number = try call.requiredInteger(position)
        let (time, isTooLarge) = number.multipliedReportingOverflow(by: isMilliseconds ? 1 : 1000)
        guard number > 0, !isTooLarge else { throw .invalidExpiry(command) }
        // The end of time itself means that there is no deadline.
        guard !isAbsolute else { return min(time, .max - 1) }
        let (deadline, isTooLate) = now.addingReportingOverflow(time)
        guard !isTooLate else { throw .invalidExpiry(command) }
        return min(deadline, .max - 1)
    }
}
