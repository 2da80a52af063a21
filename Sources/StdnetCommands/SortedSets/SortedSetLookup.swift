public import StdnetBackend

/// Reads the score of a member.
///
/// Complexity: O(1).
public struct ZSCORE: KeyWordCommand {
    static var name: StaticString { "ZSCORE" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let word: CommandArgument

    /// Nil when it is no member.
    public typealias Response = Double?

    /// Names the sorted set and the member.
    @inlinable
    public init(_ key: some CommandArgumentConvertible, _ member: some CommandArgumentConvertible) {
        self.key = key.commandArgument
        word = member.commandArgument
    }
}

/// Reads the scores of several members.
///
/// Complexity: O(n) for n members.
public struct ZMSCORE: KeyWordsCommand {
    static var name: StaticString { "ZMSCORE" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let words: [CommandArgument]

    /// Nil for each that is no member.
    public typealias Response = [Double?]

    /// Names the sorted set and the members.
    @inlinable
    public init(
        _ key: some CommandArgumentConvertible,
        _ members: some Sequence<some CommandArgumentConvertible>
    ) {
        self.key = key.commandArgument
        words = members.commandArguments
    }
}

/// Reads the rank of a member, 0 that of the lowest score.
///
/// Complexity: O(log n).
public struct ZRANK: KeyWordCommand {
    static var name: StaticString { "ZRANK" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let word: CommandArgument

    /// Nil when it is no member.
    public typealias Response = Int?

    /// Names the sorted set and the member.
    @inlinable
    public init(_ key: some CommandArgumentConvertible, _ member: some CommandArgumentConvertible) {
        self.key = key.commandArgument
        word = member.commandArgument
    }
}

/// Reads the rank of a member, 0 that of the highest score.
///
/// Complexity: O(log n).
public struct ZREVRANK: KeyWordCommand {
    static var name: StaticString { "ZREVRANK" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let word: CommandArgument

    /// Nil when it is no member.
    public typealias Response = Int?

    /// Names the sorted set and the member.
    @inlinable
    public init(_ key: some CommandArgumentConvertible, _ member: some CommandArgumentConvertible) {
        self.key = key.commandArgument
        word = member.commandArgument
    }
}

/// Chooses a random member of a sorted set or, with a count, several, which stay there.
///
/// Complexity: O(n) for n members.
public struct ZRANDMEMBER<Response: Sendable>: NamedCommand {
    static var name: StaticString { "ZRANDMEMBER" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let count: Int?
    @usableFromInline let withScores: Bool
    @usableFromInline let read: @Sendable (Reply) throws(BackendError) -> Response

    /// Chooses one member as text: nil when there is no sorted set.
    @inlinable
    public init(_ key: some CommandArgumentConvertible) where Response == String? {
        self.init(key, as: String.self)
    }

    /// Chooses one member: nil when there is no sorted set.
    @inlinable
    public init<Member: ReplyDecodable>(_ key: some CommandArgumentConvertible, as _: Member.Type)
    where Response == Member? {
        self.key = key.commandArgument
        count = nil
        withScores = false
        read = { reply throws(BackendError) in try Member?(reply: reply) }
    }

    /// Chooses so many members as text; with `repeats` one may come more than once.
    @inlinable
    public init(_ key: some CommandArgumentConvertible, count: Int, repeats: Bool = false)
    where Response == [String] {
        self.init(key, count: count, repeats: repeats, as: String.self)
    }

    /// Chooses so many members; with `repeats` one may come more than once.
    @inlinable
    public init<Member: ReplyDecodable>(
        _ key: some CommandArgumentConvertible,
        count: Int,
        repeats: Bool = false,
        as _: Member.Type
    ) where Response == [Member] {
        self.key = key.commandArgument
        self.count = repeats ? -count : count
        withScores = false
        read = { reply throws(BackendError) in try [Member](reply: reply) }
    }

    /// Chooses so many members as text, with their scores; with `repeats` one may come more than
    /// once.
    @inlinable
    public init(
        withScoresOf key: some CommandArgumentConvertible,
        count: Int,
        repeats: Bool = false
    ) where Response == [ScoredMember<String>] {
        self.init(withScoresOf: key, count: count, repeats: repeats, as: String.self)
    }

    /// Chooses so many members, with their scores; with `repeats` one may come more than once.
    @inlinable
    public init<Member: ReplyDecodable>(
        withScoresOf key: some CommandArgumentConvertible,
        count: Int,
        repeats: Bool = false,
        as _: Member.Type
    ) where Response == [ScoredMember<Member>] {
        self.key = key.commandArgument
        self.count = repeats ? -count : count
        withScores = true
        read = { reply throws(BackendError) in try ScoredMember<Member>.all(in: reply) }
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(key)
        if let count { arguments.append(count) }
        arguments.append("WITHSCORES", if: withScores)
    }

    /// Reads what the initialiser asked for.
    public func decode(_ reply: Reply) throws(BackendError) -> Response { try read(reply) }
}
