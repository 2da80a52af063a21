// ZRANGE also serves what ZREVRANGE, ZRANGEBYSCORE, ZREVRANGEBYSCORE, ZRANGEBYLEX and
// ZREVRANGEBYLEX did.

public import StdnetBackend

/// Reads the members in a part of a sorted set, lowest score first.
///
/// ```swift
/// ZRANGE("ranking", .byRank(0, 9), reversed: true)
/// ZRANGE(withScoresOf: "ranking", .byScore(min: .exclusive(1), max: .infinity))
/// ```
///
/// Complexity: O(log n + m) for m members.
public struct ZRANGE<Response: Sendable>: NamedCommand {
    static var name: StaticString { "ZRANGE" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let selection: SortedSetSelection
    @usableFromInline let withScores: Bool
    @usableFromInline let read: @Sendable (Reply) throws(BackendError) -> Response

    /// Reads members as text; with `reversed` highest score first, where ranks are counted from
    /// too.
    @inlinable
    public init(
        _ key: some CommandArgumentConvertible,
        _ range: SortedSetRange,
        reversed: Bool = false
    ) where Response == [String] {
        self.init(key, range, reversed: reversed, as: String.self)
    }

    /// Reads members; with `reversed` highest score first, where ranks are counted from too.
    @inlinable
    public init<Member: ReplyDecodable>(
        _ key: some CommandArgumentConvertible,
        _ range: SortedSetRange,
        reversed: Bool = false,
        as _: Member.Type
    ) where Response == [Member] {
        self.key = key.commandArgument
        selection = SortedSetSelection(range, reversed: reversed)
        withScores = false
        read = { reply throws(BackendError) in try [Member](reply: reply) }
    }

    /// Reads members as text with their scores, which Redis does not do for a range `byLex`.
    @inlinable
    public init(
        withScoresOf key: some CommandArgumentConvertible,
        _ range: SortedSetRange,
        reversed: Bool = false
    ) where Response == [ScoredMember<String>] {
        self.init(withScoresOf: key, range, reversed: reversed, as: String.self)
    }

    /// Reads members with their scores, which Redis does not do for a range `byLex`.
    @inlinable
    public init<Member: ReplyDecodable>(
        withScoresOf key: some CommandArgumentConvertible,
        _ range: SortedSetRange,
        reversed: Bool = false,
        as _: Member.Type
    ) where Response == [ScoredMember<Member>] {
        self.key = key.commandArgument
        selection = SortedSetSelection(range, reversed: reversed)
        withScores = true
        read = { reply throws(BackendError) in try ScoredMember<Member>.all(in: reply) }
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(key)
        arguments.append(selection)
        arguments.append("WITHSCORES", if: withScores)
    }

    /// Reads what the initialiser asked for.
    public func decode(_ reply: Reply) throws(BackendError) -> Response { try read(reply) }
}
