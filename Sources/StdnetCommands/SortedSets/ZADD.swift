public import StdnetBackend

/// Which of the given scores are written.
public enum ScoreCondition: Sendable, Hashable {
    /// Those of new members only: `NX`.
    case absent
    /// Those of members that are there already: `XX`.
    case present
    /// Those of new members, and those that are greater than they were: `GT`.
    case greater
    /// Those of new members, and those that are less than they were: `LT`.
    case less
    /// Those of members that are there already, when they are greater than they were: `XX GT`.
    case presentAndGreater
    /// Those of members that are there already, when they are less than they were: `XX LT`.
    case presentAndLess
}

/// Adds members to a sorted set, or changes their scores.
///
/// ```swift
/// ZADD("ranking", ["ann": 12, "bob": 7.5], if: .greater)
/// ZADD("ranking", increment: 2, of: "ann", if: .present)
/// ```
///
/// Complexity: O(m·log n) for m members.
public struct ZADD<Response: ReplyDecodable>: NamedCommand {
    static var name: StaticString { "ZADD" }
    private let key: CommandArgument
    private let condition: ScoreCondition?
    private let option: StaticString?
    /// Scores and members in turn.
    private let words: [CommandArgument]

    /// Writes the scores for which a condition holds; answers how many members are new or, with
    /// `countsChanges`, how many are new or got another score.
    public init(
        _ key: some CommandArgumentConvertible,
        _ members: some Sequence<ScoredMember<some CommandArgumentConvertible & Sendable>>,
        if condition: ScoreCondition? = nil,
        countsChanges: Bool = false
    ) where Response == Int {
        self.key = key.commandArgument
        self.condition = condition
        option = countsChanges ? "CH" : nil
        words = members.flatMap { [.double($0.score), $0.member.commandArgument] }
    }

    /// Writes the scores for which a condition holds; answers how many members are new or, with
    /// `countsChanges`, how many are new or got another score.
    public init<Member: CommandArgumentConvertible>(
        _ key: some CommandArgumentConvertible,
        _ members: some Sequence<(key: Member, value: Double)>,
        if condition: ScoreCondition? = nil,
        countsChanges: Bool = false
    ) where Response == Int {
        let members = members.map { ScoredMember($0.key, score: $0.value) }
        self.init(key, members, if: condition, countsChanges: countsChanges)
    }

    /// Adds to the score of a member; answers the new score, or nil when the condition does not hold.
    public init(
        _ key: some CommandArgumentConvertible,
        increment: Double,
        of member: some CommandArgumentConvertible,
        if condition: ScoreCondition? = nil
    ) where Response == Double? {
        self.key = key.commandArgument
        self.condition = condition
        option = "INCR"
        words = [.double(increment), member.commandArgument]
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(key)
        arguments.append(condition)
        if let option { arguments.append(option) }
        arguments.append(contentsOf: words)
    }
}

/// Adds to the score of a member, and makes the member when there is none.
///
/// Complexity: O(log n).
public struct ZINCRBY: NamedCommand {
    static var name: StaticString { "ZINCRBY" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let increment: Double
    @usableFromInline let member: CommandArgument

    /// The new score.
    public typealias Response = Double

    /// Names the sorted set and the member, and says what is added.
    @inlinable
    public init(
        _ key: some CommandArgumentConvertible,
        _ increment: Double,
        _ member: some CommandArgumentConvertible
    ) {
        self.key = key.commandArgument
        self.increment = increment
        self.member = member.commandArgument
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(key)
        arguments.append(increment)
        arguments.append(member)
    }
}

extension Arguments {
    /// Appends `NX`, `XX`, `GT`, `LT`, or two of them.
    fileprivate mutating func append(_ condition: ScoreCondition?) {
        switch condition {
        case .absent: append("NX" as StaticString)
        case .present: append("XX" as StaticString)
        case .greater: append("GT" as StaticString)
        case .less: append("LT" as StaticString)
        case .presentAndGreater:
            append("XX" as StaticString)
            append("GT" as StaticString)
        case .presentAndLess:
            append("XX" as StaticString)
            append("LT" as StaticString)
        case nil: break
        }
    }
}
