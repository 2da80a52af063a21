public import StdnetBackend

/// Reads what is in the first of several sets and in none of the others.
///
/// A key that does not exist is a set without members.
///
/// Complexity: O(n) for n members in all sets.
public struct SDIFF<Member: ReplyDecodable & Hashable>: KeysCommand {
    static var name: StaticString { "SDIFF" }
    @usableFromInline let keys: [CommandArgument]

    /// The members of that set.
    public typealias Response = Set<Member>

    /// Names the sets, and the type to read members as.
    @inlinable
    public init(
        _ keys: some Sequence<some CommandArgumentConvertible>,
        as _: Member.Type = String.self
    ) {
        self.keys = keys.commandArguments
    }
}

/// Stores what is in the first of several sets and in none of the others.
///
/// Complexity: O(n) for n members in all sets.
public struct SDIFFSTORE: KeyWordsCommand {
    static var name: StaticString { "SDIFFSTORE" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let words: [CommandArgument]

    /// How many members that is; the destination is overwritten, or removed when there is none.
    public typealias Response = Int

    /// Names the destination and the sets.
    @inlinable
    public init(
        _ destination: some CommandArgumentConvertible,
        _ keys: some Sequence<some CommandArgumentConvertible>
    ) {
        key = destination.commandArgument
        words = keys.commandArguments
    }
}

/// Reads what is in all of several sets.
///
/// A key that does not exist is a set without members.
///
/// Complexity: O(n·m) for m sets whose smallest has n members.
public struct SINTER<Member: ReplyDecodable & Hashable>: KeysCommand {
    static var name: StaticString { "SINTER" }
    @usableFromInline let keys: [CommandArgument]

    /// The members of that set.
    public typealias Response = Set<Member>

    /// Names the sets, and the type to read members as.
    @inlinable
    public init(
        _ keys: some Sequence<some CommandArgumentConvertible>,
        as _: Member.Type = String.self
    ) {
        self.keys = keys.commandArguments
    }
}

/// Stores what is in all of several sets.
///
/// Complexity: O(n·m) for m sets whose smallest has n members.
public struct SINTERSTORE: KeyWordsCommand {
    static var name: StaticString { "SINTERSTORE" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let words: [CommandArgument]

    /// How many members that is; the destination is overwritten, or removed when there is none.
    public typealias Response = Int

    /// Names the destination and the sets.
    @inlinable
    public init(
        _ destination: some CommandArgumentConvertible,
        _ keys: some Sequence<some CommandArgumentConvertible>
    ) {
        key = destination.commandArgument
        words = keys.commandArguments
    }
}

/// Reads what is in any of several sets.
///
/// A key that does not exist is a set without members.
///
/// Complexity: O(n) for n members in all sets.
public struct SUNION<Member: ReplyDecodable & Hashable>: KeysCommand {
    static var name: StaticString { "SUNION" }
    @usableFromInline let keys: [CommandArgument]

    /// The members of that set.
    public typealias Response = Set<Member>

    /// Names the sets, and the type to read members as.
    @inlinable
    public init(
        _ keys: some Sequence<some CommandArgumentConvertible>,
        as _: Member.Type = String.self
    ) {
        self.keys = keys.commandArguments
    }
}

/// Stores what is in any of several sets.
///
/// Complexity: O(n) for n members in all sets.
public struct SUNIONSTORE: KeyWordsCommand {
    static var name: StaticString { "SUNIONSTORE" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let words: [CommandArgument]

    /// How many members that is; the destination is overwritten, or removed when there is none.
    public typealias Response = Int

    /// Names the destination and the sets.
    @inlinable
    public init(
        _ destination: some CommandArgumentConvertible,
        _ keys: some Sequence<some CommandArgumentConvertible>
    ) {
        key = destination.commandArgument
        words = keys.commandArguments
    }
}

/// Counts what is in all of several sets, up to a limit.
///
/// Complexity: O(n·m) for m sets whose smallest has n members.
public struct SINTERCARD: NamedCommand {
    static var name: StaticString { "SINTERCARD" }
    @usableFromInline let keys: [CommandArgument]
    @usableFromInline let limit: Int?

    /// How many members that is, at most the limit.
    public typealias Response = Int

    /// Names the sets, and how many members are enough; nil counts all.
    @inlinable
    public init(_ keys: some Sequence<some CommandArgumentConvertible>, limit: Int? = nil) {
        self.keys = keys.commandArguments
        self.limit = limit
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(counting: keys)
        arguments.append("LIMIT", limit)
    }
}
