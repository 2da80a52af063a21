public import StdnetBackend

/// Stores the members in a part of a sorted set as a sorted set.
///
/// The destination is overwritten, or removed when there are none.
///
/// Complexity: O(log n + m) for m members.
public struct ZRANGESTORE: NamedCommand {
    static var name: StaticString { "ZRANGESTORE" }
    @usableFromInline let destination: CommandArgument
    @usableFromInline let source: CommandArgument
    @usableFromInline let selection: SortedSetSelection

    /// How many members were stored.
    public typealias Response = Int

    /// Names the destination, the sorted set and the part.
    ///
    /// - Parameters:
    ///   - destination: Where the members are stored.
    ///   - source: The sorted set.
    ///   - range: Which of its members.
    ///   - reversed: Whether ranks and limits count from the highest score.
    @inlinable
    public init(
        _ destination: some CommandArgumentConvertible,
        _ source: some CommandArgumentConvertible,
        _ range: SortedSetRange,
        reversed: Bool = false
    ) {
        self.destination = destination.commandArgument
        self.source = source.commandArgument
        selection = SortedSetSelection(range, reversed: reversed)
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(destination)
        arguments.append(source)
        arguments.append(selection)
    }
}
