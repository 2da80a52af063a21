public import StdnetBackend

/// Removes and answers the member with the lowest score or, with a count, several.
///
/// Complexity: O(m·log n) for m members.
public struct ZPOPMIN<Response: Sendable>: NamedCommand {
    static var name: StaticString { "ZPOPMIN" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let count: Int?
    @usableFromInline let read: @Sendable (Reply) throws(BackendError) -> Response

    /// Takes one member as text: nil when there is no sorted set.
    @inlinable
    public init(_ key: some CommandArgumentConvertible) where Response == ScoredMember<String>? {
        self.init(key, as: String.self)
    }

    /// Takes one member: nil when there is no sorted set.
    @inlinable
    public init<Member: ReplyDecodable>(_ key: some CommandArgumentConvertible, as _: Member.Type)
    where Response == ScoredMember<Member>? {
        self.key = key.commandArgument
        count = nil
        read = { reply throws(BackendError) in try ScoredMember<Member>.one(in: reply) }
    }

    /// Takes up to so many members as text.
    @inlinable
    public init(_ key: some CommandArgumentConvertible, count: Int)
    where Response == [ScoredMember<String>] {
        self.init(key, count: count, as: String.self)
    }

    /// Takes up to so many members.
    @inlinable
    public init<Member: ReplyDecodable>(
        _ key: some CommandArgumentConvertible,
        count: Int,
        as _: Member.Type
    ) where Response == [ScoredMember<Member>] {
        self.key = key.commandArgument
        self.count = count
        read = { reply throws(BackendError) in try ScoredMember<Member>.all(in: reply) }
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(key)
        if let count { arguments.append(count) }
    }

    /// Reads what the initialiser asked for.
    public func decode(_ reply: Reply) throws(BackendError) -> Response { try read(reply) }
}

/// Removes and answers the member with the highest score or, with a count, several.
///
/// Complexity: O(m·log n) for m members.
public struct ZPOPMAX<Response: Sendable>: NamedCommand {
    static var name: StaticString { "ZPOPMAX" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let count: Int?
    @usableFromInline let read: @Sendable (Reply) throws(BackendError) -> Response

    /// Takes one member as text: nil when there is no sorted set.
    @inlinable
    public init(_ key: some CommandArgumentConvertible) where Response == ScoredMember<String>? {
        self.init(key, as: String.self)
    }

    /// Takes one member: nil when there is no sorted set.
    @inlinable
    public init<Member: ReplyDecodable>(_ key: some CommandArgumentConvertible, as _: Member.Type)
    where Response == ScoredMember<Member>? {
        self.key = key.commandArgument
        count = nil
        read = { reply throws(BackendError) in try ScoredMember<Member>.one(in: reply) }
    }

    /// Takes up to so many members as text.
    @inlinable
    public init(_ key: some CommandArgumentConvertible, count: Int)
    where Response == [ScoredMember<String>] {
        self.init(key, count: count, as: String.self)
    }

    /// Takes up to so many members.
    @inlinable
    public init<Member: ReplyDecodable>(
        _ key: some CommandArgumentConvertible,
        count: Int,
        as _: Member.Type
    ) where Response == [ScoredMember<Member>] {
        self.key = key.commandArgument
        self.count = count
        read = { reply throws(BackendError) in try ScoredMember<Member>.all(in: reply) }
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(key)
        if let count { arguments.append(count) }
    }

    /// Reads what the initialiser asked for.
    public func decode(_ reply: Reply) throws(BackendError) -> Response { try read(reply) }
}

/// Removes the member with the lowest score from the first sorted set that has one, and waits
/// for one.
///
/// Complexity: O(log n).
public struct BZPOPMIN<Member: ReplyDecodable>: NamedCommand {
    static var name: StaticString { "BZPOPMIN" }
    @usableFromInline let keys: [CommandArgument]
    @usableFromInline let timeout: Duration?

    /// Nil when there was none in time.
    public typealias Response = PoppedMember<Member>?

    /// Names the sorted sets and how long to wait; nil is as long as it takes.
    @inlinable
    public init(
        _ keys: some Sequence<some CommandArgumentConvertible>,
        timeout: Duration?,
        as _: Member.Type = String.self
    ) {
        self.keys = keys.commandArguments
        self.timeout = timeout
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(contentsOf: keys)
        arguments.append(timeout.waitSeconds)
    }
}

/// Removes the member with the highest score from the first sorted set that has one, and waits
/// for one.
///
/// Complexity: O(log n).
public struct BZPOPMAX<Member: ReplyDecodable>: NamedCommand {
    static var name: StaticString { "BZPOPMAX" }
    @usableFromInline let keys: [CommandArgument]
    @usableFromInline let timeout: Duration?

    /// Nil when there was none in time.
    public typealias Response = PoppedMember<Member>?

    /// Names the sorted sets and how long to wait; nil is as long as it takes.
    @inlinable
    public init(
        _ keys: some Sequence<some CommandArgumentConvertible>,
        timeout: Duration?,
        as _: Member.Type = String.self
    ) {
        self.keys = keys.commandArguments
        self.timeout = timeout
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(contentsOf: keys)
        arguments.append(timeout.waitSeconds)
    }
}
