public import StdnetBackend

/// One of the two ends of a sorted set.
public enum SortedSetEnd: Sendable, Hashable {
    /// Where the lowest score is: `MIN`.
    case lowest
    /// Where the highest score is: `MAX`.
    case highest
}

/// Removes members from one end of the first sorted set that has any, and answers them.
///
/// Complexity: O(k + m·log n) for k keys and m members.
public struct ZMPOP<Member: ReplyDecodable>: NamedCommand {
    static var name: StaticString { "ZMPOP" }
    @usableFromInline let keys: [CommandArgument]
    @usableFromInline let end: SortedSetEnd
    @usableFromInline let count: Int?

    /// The members and their sorted set; nil when all are empty.
    public typealias Response = PoppedMembers<Member>?

    /// Names the sorted sets, the end, and how many members are wanted; nil is one.
    @inlinable
    public init(
        _ keys: some Sequence<some CommandArgumentConvertible>,
        _ end: SortedSetEnd,
        count: Int? = nil,
        as _: Member.Type = String.self
    ) {
        self.keys = keys.commandArguments
        self.end = end
        self.count = count
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(counting: keys)
        arguments.append(end)
        arguments.append("COUNT", count)
    }
}

/// Removes members from one end of the first sorted set that has any, or waits for one that has.
///
/// Complexity: O(k + m·log n) for k keys and m members.
public struct BZMPOP<Member: ReplyDecodable>: NamedCommand {
    static var name: StaticString { "BZMPOP" }
    @usableFromInline let pop: ZMPOP<Member>
    @usableFromInline let timeout: Duration?

    /// The members and their sorted set; nil when none came in time.
    public typealias Response = PoppedMembers<Member>?

    /// Names the sorted sets, the end, how many members are wanted, and how long to wait; a timeout
    /// of nil is as long as it takes.
    @inlinable
    public init(
        _ keys: some Sequence<some CommandArgumentConvertible>,
        _ end: SortedSetEnd,
        count: Int? = nil,
        timeout: Duration?,
        as _: Member.Type = String.self
    ) {
        pop = ZMPOP(keys, end, count: count, as: Member.self)
        self.timeout = timeout
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(timeout.waitSeconds)
        pop.writeOperands(to: &arguments)
    }
}

extension Arguments {
    /// Appends `MIN` or `MAX`.
    fileprivate mutating func append(_ end: SortedSetEnd) {
        switch end {
        case .lowest: append("MIN" as StaticString)
        case .highest: append("MAX" as StaticString)
        }
    }
}
