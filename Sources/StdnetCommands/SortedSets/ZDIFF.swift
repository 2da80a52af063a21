public import StdnetBackend

/// Reads what is in the first of several sorted sets and in none of the others, lowest score
/// first.
///
/// A key that does not exist is a sorted set without members.
///
/// Complexity: O(n + m·log m) for n members in all sorted sets and m in the result.
public struct ZDIFF<Response: Sendable>: NamedCommand {
    static var name: StaticString { "ZDIFF" }
    @usableFromInline let sources: SortedSetSources
    @usableFromInline let withScores: Bool
    @usableFromInline let read: @Sendable (Reply) throws(BackendError) -> Response

    /// Reads members as text.
    @inlinable
    public init(_ keys: some Sequence<some CommandArgumentConvertible>) where Response == [String] {
        self.init(keys, as: String.self)
    }

    /// Reads members.
    @inlinable
    public init<Member: ReplyDecodable>(
        _ keys: some Sequence<some CommandArgumentConvertible>,
        as _: Member.Type
    ) where Response == [Member] {
        sources = SortedSetSources(keys)
        withScores = false
        read = { reply throws(BackendError) in try [Member](reply: reply) }
    }

    /// Reads members as text with their scores.
    @inlinable
    public init(withScoresOf keys: some Sequence<some CommandArgumentConvertible>)
    where Response == [ScoredMember<String>] {
        self.init(withScoresOf: keys, as: String.self)
    }

    /// Reads members with their scores.
    @inlinable
    public init<Member: ReplyDecodable>(
        withScoresOf keys: some Sequence<some CommandArgumentConvertible>,
        as _: Member.Type
    ) where Response == [ScoredMember<Member>] {
        sources = SortedSetSources(keys)
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

/// Stores what is in the first of several sorted sets and in none of the others.
///
/// Complexity: O(n + m·log m) for n members in all sorted sets and m in the result.
public struct ZDIFFSTORE: NamedCommand {
    static var name: StaticString { "ZDIFFSTORE" }
    @usableFromInline let destination: CommandArgument
    @usableFromInline let sources: SortedSetSources

    /// How many members were stored; the destination is overwritten, or removed when there are
    /// none.
    public typealias Response = Int

    /// Names the destination and the sorted sets.
    @inlinable
    public init(
        _ destination: some CommandArgumentConvertible,
        _ keys: some Sequence<some CommandArgumentConvertible>
    ) {
        self.destination = destination.commandArgument
        sources = SortedSetSources(keys)
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(destination)
        arguments.append(sources)
    }
}
