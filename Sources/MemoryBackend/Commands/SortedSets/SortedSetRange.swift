import StdnetBackend

/// An end of a range of scores: `1.5`, `(1.5`, `-inf`.
private struct ScoreBound {
    let score: Double
    let isExcluded: Bool

    init(_ word: RawBytes) throws(CommandError) {
        isExcluded = word.first == UInt8(ascii: "(")
        let digits = isExcluded ? RawBytes(rebasing: word.dropFirst()) : word
        guard let score = Double(lenientText: digits) else { throw .notScore }
        self.score = score
    }
}

/// An end of a range of members: `-`, `+`, `[abc`, `(abc`.
private enum LexicalBound {
    case lowest, highest
    case member(ByteString, isExcluded: Bool)

    init(_ word: RawBytes) throws(CommandError) {
        switch word.first {
        // C sees a word's end in a zero byte.
        case UInt8(ascii: "-") where word.count == 1 || word[1] == 0: self = .lowest
        case UInt8(ascii: "+") where word.count == 1 || word[1] == 0: self = .highest
        case UInt8(ascii: "["), UInt8(ascii: "("):
            self = .member(
                ByteString(RawBytes(rebasing: word.dropFirst())),
                isExcluded: word.first == UInt8(ascii: "(")
            )
        default: throw .notLexical
        }
    }

    /// Whether a member comes before this bound, taken as the lower end of a range.
    func isAbove(_ other: ByteString) -> Bool {
        switch self {
        case .lowest: false
        case .highest: true
        case .member(let member, let isExcluded): isExcluded ? !(member < other) : other < member
        }
    }

    /// Whether a member comes before the end of the range whose upper end this bound is.
    func reaches(_ other: ByteString) -> Bool {
        switch self {
        case .lowest: false
        case .highest: true
        case .member(let member, let isExcluded): isExcluded ? other < member : !(member < other)
        }
    }
}

/// A range of a sorted set by rank, score or member.
struct SortedSetRange {
    /// What the ends of a range are.
    enum Kind {
        case rank, score, lexical
    }

    private enum Ends {
        case rank(Int, Int)
        case score(ScoreBound, ScoreBound)
        case lexical(LexicalBound, LexicalBound)
    }

    private let ends: Ends

    /// Reads the lower and the upper end of a range.
    init(
        _ kind: Kind,
        _ call: ArgumentView,
        from low: Int,
        to high: Int
    ) throws(CommandError) {
        switch kind {
        case .rank:
            let first = try call.requiredInteger(low)
            ends = .rank(first, try call.requiredInteger(high))
        case .score:
            let first = try ScoreBound(call[low])
            ends = .score(first, try ScoreBound(call[high]))
        case .lexical:
            let first = try LexicalBound(call[low])
            ends = .lexical(first, try LexicalBound(call[high]))
        }
    }

    /// The ranks of the members in the range.
    ///
    /// Where `isReversed` says so, ranks count from the highest, those of the result too.
    func ranks(in set: SortedSet, isReversed: Bool = false) -> Range<Int> {
        let range: Range<Int>
        switch ends {
        case .rank(let first, let last):
            return resolvedRange(from: first, through: last, count: set.count) ?? 0..<0
        case .score(let low, let high):
            let first = set.order.rank {
                low.isExcluded ? $0.score <= low.score : $0.score < low.score
            }
            let end = set.order.rank {
                high.isExcluded ? $0.score < high.score : $0.score <= high.score
            }
            range = first < end ? first..<end : 0..<0
        case .lexical(let low, let high):
            let first = set.order.rank { low.isAbove($0.member) }
            let end = set.order.rank { high.reaches($0.member) }
            range = first < end ? first..<end : 0..<0
        }
        return isReversed ? set.count - range.upperBound..<set.count - range.lowerBound : range
    }
}
