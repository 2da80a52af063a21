import StdnetBackend

/// What in a reply depends on when exactly commands ran.
///
/// Both servers play a story at their own time, so that these numbers may differ by as much as their
/// clocks did, and by one where they are rounded to seconds. All other numbers beside them are the same.
enum ReplyTimes: Sendable {
    /// When a key ends, in units of so many milliseconds.
    case deadline(unit: Int)
    /// How long something lasts or is past, in units of so many milliseconds.
    case duration(unit: Int)
    /// What XPENDING and XINFO tell of entries and consumers.
    case stream

    /// Deadlines that a story gives as a moment, not as a time from now, lie between these times after
    /// its start, and those given as a time from now do not: so the former are the same in both.
    static let absolute = 1 << 42..<1 << 43

    func accept(
        _ one: ReplyTree,
        _ other: ReplyTree,
        _ circumstances: ReplyComparison.Circumstances
    ) -> Bool {
        switch self {
        case .stream: return acceptStream(one, other, circumstances)
        case .deadline(let unit), .duration(let unit):
            if one == other { return true }
            guard let number = one.number, let second = other.number, number >= 0, second >= 0
            else { return false }
            if case .deadline = self {
                let times = [number, second].map {
                    $0.multipliedReportingOverflow(by: unit).partialValue &- circumstances.start
                }
                if times.contains(where: { Self.absolute.contains($0) }) { return false }
            }
            let (difference, isTooLarge) = number.subtractingReportingOverflow(second)
            let allowed = circumstances.patience / unit + (unit > 1 ? 1 : 0)
            return !isTooLarge && difference.magnitude <= allowed
        }
    }

    private func acceptStream(
        _ one: ReplyTree,
        _ other: ReplyTree,
        _ circumstances: ReplyComparison.Circumstances
    ) -> Bool {
        guard case .list(let kind, let values) = one, case .list(kind, let others) = other,
            values.count == others.count
        else { return one == other }
        // The last but one of an entry that is pending: an ID, who has it, the time, how many times.
        let isEntry = values.count >= 3 && values[0].isStreamID && values[values.count - 1].isNumber
        return values.indices.allSatisfy { place in
            let isTime =
                isEntry ? place == values.count - 2 : place > 0 && values[place - 1].isNameOfTime
            let times = isTime ? Self.duration(unit: 1) : .stream
            return times.accept(values[place], others[place], circumstances)
        }
    }
}

extension ReplyTree {
    fileprivate var isStreamID: Bool {
        guard case .bulk(_, let text) = self else { return false }
        let parts = text.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        return parts.count == 2
            && parts.allSatisfy { UInt64(String(decoding: $0, as: UTF8.self)) != nil }
    }

    fileprivate var isNumber: Bool {
        if case .line(UInt8(ascii: ":"), _) = self { true } else { false }
    }

    fileprivate var isNameOfTime: Bool {
        guard case .bulk(_, let name) = self else { return false }
        return ["idle", "seen-time"].contains(String(decoding: name, as: UTF8.self))
    }
}
