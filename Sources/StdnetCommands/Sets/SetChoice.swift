public import StdnetBackend

/// Removes and answers a random member of a set or, with a count, several members.
///
/// Complexity: O(n) for n members.
public struct SPOP<Response: ReplyDecodable>: NamedCommand {
    static var name: StaticString { "SPOP" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let count: Int?

    /// Takes one member as text: nil when there is no set.
    @inlinable
    public init(_ key: some CommandArgumentConvertible) where Response == String? {
        self.init(key, as: String.self)
    }

    /// Takes one member: nil when there is no set.
    @inlinable
    public init<Member: ReplyDecodable & Hashable>(
        _ key: some CommandArgumentConvertible,
        as _: Member.Type
    ) where Response == Member? {
        self.key = key.commandArgument
        count = nil
    }

    /// Takes up to so many members as text.
    @inlinable
    public init(_ key: some CommandArgumentConvertible, count: Int) where Response == Set<String> {
        self.init(key, count: count, as: String.self)
    }

    /// Takes up to so many members.
    @inlinable
    public init<Member: ReplyDecodable & Hashable>(
        _ key: some CommandArgumentConvertible,
        count: Int,
        as _: Member.Type
    ) where Response == Set<Member> {
        self.key = key.commandArgument
        self.count = count
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(key)
        if let count { arguments.append(count) }
    }
}

/// Chooses a random member of a set or, with a count, several members, which stay there.
///
/// Complexity: O(n) for n members.
public struct SRANDMEMBER<Response: ReplyDecodable>: NamedCommand {
    static var name: StaticString { "SRANDMEMBER" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let count: Int?

    /// Chooses one member as text: nil when there is no set.
    @inlinable
    public init(_ key: some CommandArgumentConvertible) where Response == String? {
        self.init(key, as: String.self)
    }

    /// Chooses one member: nil when there is no set.
    @inlinable
    public init<Member: ReplyDecodable>(_ key: some CommandArgumentConvertible, as _: Member.Type)
    where Response == Member? {
        self.key = key.commandArgument
        count = nil
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
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(key)
        if let count { arguments.append(count) }
    }
}
