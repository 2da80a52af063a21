internal import StdnetBackend

/// A part of a sorted set.
public enum SortedSetRange: Sendable, Hashable {
    /// From one rank to another, both included: 0 is the first, -1 the last.
    case byRank(_ first: Int, _ last: Int)
    /// The members whose scores lie between two ends.
    case byScore(min: ScoreBound, max: ScoreBound, limit: Limit? = nil)
    /// The members that lie between two ends, where all have the same score.
    case byLex(min: LexBound, max: LexBound, limit: Limit? = nil)

    /// Every member.
    public static let all = SortedSetRange.byRank(0, -1)
}

/// A part of a sorted set, and the order in which it is walked.
@usableFromInline
struct SortedSetSelection: Sendable {
    let range: SortedSetRange
    let reversed: Bool

    @usableFromInline
    init(_ range: SortedSetRange, reversed: Bool) {
        self.range = range
        self.reversed = reversed
    }
}

extension Arguments {
    /// Appends the ends, how they are meant, the order and the limit.
    mutating func append(_ selection: SortedSetSelection) {
        var part: Limit?
        switch selection.range {
        case .byRank(let first, let last):
            append(first)
            append(last)
        case .byScore(let min, let max, let limit):
            // Redis wants the end first at which the walk starts.
            append(selection.reversed ? max : min)
            append(selection.reversed ? min : max)
            append("BYSCORE" as StaticString)
            part = limit
        case .byLex(let min, let max, let limit):
            append(selection.reversed ? max : min)
            append(selection.reversed ? min : max)
            append("BYLEX" as StaticString)
            part = limit
        }
        append("REV", if: selection.reversed)
        append(part)
    }
}
