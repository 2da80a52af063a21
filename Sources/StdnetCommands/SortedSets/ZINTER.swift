public import StdnetBackend

/// Reads what is in all of several sorted sets, lowest score first.
///
/// A key that does not exist is a sorted set without members.
///
/// Complexity: O(n·k + m·log m) for k sorted sets whose smallest has n members, and m members
/// in the result.
public struct ZINTER<Response: Sendable>: NamedCommand {
    static var name: StaticString { "ZINTER" }
    @usableFromInline let sources: SortedSetSources
    @usableFromInline let withScores: Bool
    @usableFromInline let read: @Sendable (Reply) throws(BackendError) -> Response

    /// Reads members as text.
    @inlinable
    public init(
        _ keys: some Sequence<some CommandArgumentConvertible>,
        aggregate: ScoreAggregate = .sum
    ) where Response == [String] {
        self.init(keys, aggregate: aggregate, as: String.self)
    }

    /// Reads members.
    @inlinable
    public init<Member: ReplyDecodable>(
        _ keys: some Sequence<some CommandArgumentConvertible>,
        aggregate: ScoreAggregate = .sum,
        as _: Member.Type
    ) where Response == [Member] {
        sources = SortedSetSources(keys, aggregate: aggregate)
        withScores = false
        read = { reply throws(BackendError) in try [Member](reply: reply) }
    }

    /// Reads members as text; the scores of each sorted set are multiplied by its weight.
    @inlinable
    public init<Key: CommandArgumentConvertible>(
        _ keys: some Sequence<(key: Key, value: Double)>,
        aggregate: ScoreAggregate = .sum
    ) where Response == [String] {
        self.init(keys, aggregate: aggregate, as: String.self)
    }

    /// Reads members; the scores of each sorted set are multiplied by its weight.
    @inlinable
    public init<Member: ReplyDecodable, Key: CommandArgumentConvertible>(
        _ keys: some Sequence<(key: Key, value: Double)>,
        aggregate: ScoreAggregate = .sum,
        as _: Member.Type
    ) where Response == [Member] {
        sources = SortedSetSources(weighted: keys, aggregate: aggregate)
        withScores = false
        read = { reply throws(BackendError) in try [Member](reply: reply) }
    }

    /// Reads members as text with their scores.
    @inlinable
    public init(
        withScoresOf keys: some Sequence<some CommandArgumentConvertible>,
        aggregate: ScoreAggregate = .sum
    ) where Response == [ScoredMember<String>] {
        self.init(withScoresOf: keys, aggregate: aggregate, as: String.self)
    }

    /// Reads members with their scores.
    @inlinable
    public init<Member: ReplyDecodable>(
        withScoresOf keys: some Sequence<some CommandArgumentConvertible>,
        aggregate: ScoreAggregate = .sum,
        as _: Member.Type
    ) where Response == [ScoredMember<Member>] {
        sources = SortedSetSources(keys, aggregate: aggregate)
        withScores = true
        read = { reply throws(BackendError) in try ScoredMember<Member>.all(in: reply) }
    }

    /// Reads members as text with their scores; the scores of each sorted set are multiplied by its
    /// weight.
    @inlinable
    public init<Key: CommandArgumentConvertible>(
        withScoresOf keys: some Sequence<(key: Key, value: Double)>,
        aggregate: ScoreAggregate = .sum
    ) where Response == [ScoredMember<String>] {
        self.init(withScoresOf: keys, aggregate: aggregate, as: String.self)
    }

    /// Reads members with their scores; the scores of each sorted set are multiplied by its weight.
    @inlinable
    public init<Member: ReplyDecodable, Key: CommandArgumentConvertible>(
        withScoresOf keys: some Sequence<(key: Key, value: Double)>,
        aggregate: ScoreAggregate = .sum,
        as _: Member.Type
    ) where Response == [ScoredMember<Member>] {
        sources = SortedSetSources(weighted: keys, aggregate: aggregate)
        withScores = true
        read = { reply throws(BackendError) in try ScoredMember<Member>.all(in: reply) }
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(sources)
        arguments.append("WITHSCORES", if: withScores)
    }

    /// Reads what the initialiser asked for.
    public func decode(_ reply: Reply) throws(BackendError) -> Response { try read(reply) }
}

/// Stores what is in all of several sorted sets.
///
/// Complexity: O(n·k + m·log m) for k sorted sets whose smallest has n members, and m members
/// in the result.
public struct ZINTERSTORE: NamedCommand {
    static var name: StaticString { "ZINTERSTORE" }
    @usableFromInline let destination: CommandArgument
    @usableFromInline let sources: SortedSetSources

    /// How many members were stored; the destination is overwritten, or removed when there are
    /// none.
    public typealias Response = Int

    /// Names the destination and the sorted sets.
    @inlinable
    public init(
        _ destination: some CommandArgumentConvertible,
        _ keys: some Sequence<some CommandArgumentConvertible>,
        aggregate: ScoreAggregate = .sum
    ) {
        self.destination = destination.commandArgument
        sources = SortedSetSources(keys, aggregate: aggregate)
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(destination)
        arguments.append(sources)
    }

    /// Names the destination and the sorted sets, each with what its scores are multiplied by.
    @inlinable
    public init<Key: CommandArgumentConvertible>(
        _ destination: some CommandArgumentConvertible,
        _ keys: some Sequence<(key: Key, value: Double)>,
        aggregate: ScoreAggregate = .sum
    ) {
        self.destination = destination.commandArgument
        sources = SortedSetSources(weighted: keys, aggregate: aggregate)
    }
}
