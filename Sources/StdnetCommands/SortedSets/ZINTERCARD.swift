public import StdnetBackend

/// Counts what is in all of several sorted sets, up to a limit.
///
/// Complexity: O(n·k) for k sorted sets whose smallest has n members.
public struct ZINTERCARD: NamedCommand {
    static var name: StaticString { "ZINTERCARD" }
    @usableFromInline let keys: [CommandArgument]
    @usableFromInline let limit: Int?

    /// How many members that is, at most the limit.
    public typealias Response = Int

    /// Names the sorted sets, and how many members are enough; nil counts all.
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
