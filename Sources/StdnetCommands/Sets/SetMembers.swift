public import StdnetBackend

/// Adds members to a set, and makes the set when there is none.
///
/// Complexity: O(n) for n members.
public struct SADD: KeyWordsCommand {
    static var name: StaticString { "SADD" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let words: [CommandArgument]

    /// How many of them are new.
    public typealias Response = Int

    /// Names the set and the members.
    @inlinable
    public init(
        _ key: some CommandArgumentConvertible,
        _ members: some Sequence<some CommandArgumentConvertible>
    ) {
        self.key = key.commandArgument
        words = members.commandArguments
    }
}

/// Removes members from a set.
///
/// Complexity: O(n) for n members.
public struct SREM: KeyWordsCommand {
    static var name: StaticString { "SREM" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let words: [CommandArgument]

    /// How many of them were there.
    public typealias Response = Int

    /// Names the set and the members.
    @inlinable
    public init(
        _ key: some CommandArgumentConvertible,
        _ members: some Sequence<some CommandArgumentConvertible>
    ) {
        self.key = key.commandArgument
        words = members.commandArguments
    }
}

/// Counts the members of a set.
///
/// Complexity: O(1).
public struct SCARD: KeyCommand {
    static var name: StaticString { "SCARD" }
    @usableFromInline let key: CommandArgument

    /// 0 when there is no set.
    public typealias Response = Int

    /// Names the set.
    @inlinable
    public init(_ key: some CommandArgumentConvertible) {
        self.key = key.commandArgument
    }
}

/// Asks whether something is a member of a set.
///
/// Complexity: O(1).
public struct SISMEMBER: KeyWordCommand {
    static var name: StaticString { "SISMEMBER" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let word: CommandArgument

    /// Whether it is a member.
    public typealias Response = Bool

    /// Names the set and what may be its member.
    @inlinable
    public init(_ key: some CommandArgumentConvertible, _ member: some CommandArgumentConvertible) {
        self.key = key.commandArgument
        word = member.commandArgument
    }
}

/// Asks of several things whether they are members of a set.
///
/// Complexity: O(n) for n things.
public struct SMISMEMBER: KeyWordsCommand {
    static var name: StaticString { "SMISMEMBER" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let words: [CommandArgument]

    /// One word for each, in their order.
    public typealias Response = [Bool]

    /// Names the set and what may be its members.
    @inlinable
    public init(
        _ key: some CommandArgumentConvertible,
        _ members: some Sequence<some CommandArgumentConvertible>
    ) {
        self.key = key.commandArgument
        words = members.commandArguments
    }
}

/// Reads all members of a set.
///
/// Complexity: O(n) for n members: a great set is better read in steps by SSCAN.
public struct SMEMBERS<Member: ReplyDecodable & Hashable>: KeyCommand {
    static var name: StaticString { "SMEMBERS" }
    @usableFromInline let key: CommandArgument

    /// The members, none when there is no set.
    public typealias Response = Set<Member>

    /// Names the set, and the type to read members as.
    @inlinable
    public init(_ key: some CommandArgumentConvertible, as _: Member.Type = String.self) {
        self.key = key.commandArgument
    }
}

/// Moves a member from one set to another.
///
/// Complexity: O(1).
public struct SMOVE: NamedCommand {
    static var name: StaticString { "SMOVE" }
    @usableFromInline let member: CommandArgument
    @usableFromInline let source: CommandArgument
    @usableFromInline let destination: CommandArgument

    /// Whether it was a member of the first.
    public typealias Response = Bool

    /// Names the member and the two sets.
    @inlinable
    public init(
        _ member: some CommandArgumentConvertible,
        from source: some CommandArgumentConvertible,
        to destination: some CommandArgumentConvertible
    ) {
        self.member = member.commandArgument
        self.source = source.commandArgument
        self.destination = destination.commandArgument
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(source)
        arguments.append(destination)
        arguments.append(member)
    }
}
