public import StdnetBackend

/// An end of a range of scores; a number stands for itself, included.
///
/// ```swift
/// ZCOUNT("ranking", min: .exclusive(1), max: 5)
/// ```
public enum ScoreBound: Sendable, Hashable {
    /// The score belongs to the range.
    case inclusive(Double)
    /// The score is the first that does not belong to the range.
    case exclusive(Double)

    /// Above every score.
    public static let infinity = ScoreBound.inclusive(.infinity)
    /// Below every score.
    public static let negativeInfinity = ScoreBound.inclusive(-.infinity)
}

extension ScoreBound: ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral {
    /// Makes a bound that belongs to the range.
    public init(floatLiteral value: Double) { self = .inclusive(value) }
    /// Makes a bound that belongs to the range.
    public init(integerLiteral value: Int) { self = .inclusive(Double(value)) }
}

/// An end of a range of members that all have the same score.
public enum LexBound: Sendable, Hashable {
    /// Before every member.
    case first
    /// After every member.
    case last
    /// The member belongs to the range.
    case inclusive(CommandArgument)
    /// The member is the first that does not belong to the range.
    case exclusive(CommandArgument)
}

extension Arguments {
    mutating func append(_ bound: ScoreBound) {
        switch bound {
        case .inclusive(let score): append(score)
        case .exclusive(let score): append(joining: "(", score.description)
        }
    }

    mutating func append(_ bound: LexBound) {
        switch bound {
        case .first: append("-" as StaticString)
        case .last: append("+" as StaticString)
        case .inclusive(let member): append("[", then: member)
        case .exclusive(let member): append("(", then: member)
        }
    }

    /// Appends a sign and a word as one byte string.
    private mutating func append(_ sign: String, then word: CommandArgument) {
        switch word {
        case .text(let text): append(joining: sign, text)
        case .integer(let number): append(joining: sign, number.description)
        case .double(let number): append(joining: sign, number.description)
        case .bytes(let bytes): append(Bytes(sign.utf8) + bytes)
        }
    }
}
