public import StdnetBackend

/// Counts the members of a sorted set.
///
/// Complexity: O(1).
public struct ZCARD: KeyCommand {
    static var name: StaticString { "ZCARD" }
    @usableFromInline let key: CommandArgument

    /// 0 when there is no sorted set.
    public typealias Response = Int

    /// Names the sorted set.
    @inlinable
    public init(_ key: some CommandArgumentConvertible) {
        self.key = key.commandArgument
    }
}

/// Counts the members whose scores lie in a range.
///
/// Complexity: O(log n).
public struct ZCOUNT: NamedCommand {
    static var name: StaticString { "ZCOUNT" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let min: ScoreBound
    @usableFromInline let max: ScoreBound

    /// How many they are.
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

/// Counts the members that lie in a range, where all have the same score.
///
/// Complexity: O(log n).
public struct ZLEXCOUNT: NamedCommand {
    static var name: StaticString { "ZLEXCOUNT" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let min: LexBound
    @usableFromInline let max: LexBound

    /// How many they are.
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
