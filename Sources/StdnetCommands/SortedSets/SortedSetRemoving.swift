public import StdnetBackend

/// Removes members from a sorted set.
///
/// Complexity: O(m·log n) for m members.
public struct ZREM: KeyWordsCommand {
    static var name: StaticString { "ZREM" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let words: [CommandArgument]

    /// How many of them were there.
    public typealias Response = Int

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

/// Removes the members whose ranks lie in a range.
///
/// Complexity: O(log n + m) for m of them.
public struct ZREMRANGEBYRANK: NamedCommand {
    static var name: StaticString { "ZREMRANGEBYRANK" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let first: Int
    @usableFromInline let last: Int

    /// How many that are.
    public typealias Response = Int

    /// Names the sorted set and the ranks, 0 the lowest and -1 the highest.
    @inlinable
    public init(_ key: some CommandArgumentConvertible, from first: Int, through last: Int) {
        self.key = key.commandArgument
        self.first = first
        self.last = last
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(key)
        arguments.append(first)
        arguments.append(last)
    }
}

/// Removes the members whose scores lie in a range.
///
/// Complexity: O(log n + m) for m of them.
public struct ZREMRANGEBYSCORE: NamedCommand {
    static var name: StaticString { "ZREMRANGEBYSCORE" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let min: ScoreBound
    @usableFromInline let max: ScoreBound

    /// How many that are.
    public typealias Response = Int

    /// Names the sorted set and the ends of the range.
    @inlinable
    public init(_ key: some CommandArgumentConvertible, min: ScoreBound, max: ScoreBound) {
        self.key = key.commandArgument
        self.min = min
        self.max = max
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(key)
        arguments.append(min)
        arguments.append(max)
    }
}

/// Removes the members that lie in a range, where all have the same score.
///
/// Complexity: O(log n + m) for m of them.
public struct ZREMRANGEBYLEX: NamedCommand {
    static var name: StaticString { "ZREMRANGEBYLEX" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let min: LexBound
    @usableFromInline let max: LexBound

    /// How many that are.
    public typealias Response = Int

    /// Names the sorted set and the ends of the range.
    @inlinable
    public init(_ key: some CommandArgumentConvertible, min: LexBound, max: LexBound) {
        self.key = key.commandArgument
        self.min = min
        self.max = max
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(key)
        arguments.append(min)
        arguments.append(max)
    }
}
