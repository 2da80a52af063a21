public import StdnetBackend

/// Moves an element from an end of a list to an end of another, or of the same.
///
/// It also serves what RPOPLPUSH did.
///
/// Complexity: O(1).
public struct LMOVE<Value: ReplyDecodable>: NamedCommand {
    static var name: StaticString { "LMOVE" }
    @usableFromInline let source: CommandArgument
    @usableFromInline let destination: CommandArgument
    @usableFromInline let ends: (from: ListEnd, to: ListEnd)

    /// The element; nil when the first list is empty.
    public typealias Response = Value?

    /// Names the two lists, their ends, and what the element is read as.
    @inlinable
    public init(
        _ source: some CommandArgumentConvertible,
        _ from: ListEnd,
        to destination: some CommandArgumentConvertible,
        _ to: ListEnd,
        as _: Value.Type = String.self
    ) {
        self.source = source.commandArgument
        self.destination = destination.commandArgument
        ends = (from, to)
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(source)
        arguments.append(destination)
        arguments.append(ends.from)
        arguments.append(ends.to)
    }
}

/// Moves an element from an end of a list to an end of another, and waits for one when there is none.
///
/// It also serves what BRPOPLPUSH did.
///
/// Complexity: O(1).
public struct BLMOVE<Value: ReplyDecodable>: NamedCommand {
    static var name: StaticString { "BLMOVE" }
    private let move: LMOVE<Value>
    private let timeout: Duration?

    /// The element; nil when none came in time.
    public typealias Response = Value?

    /// Names the two lists, their ends, how long to wait — nil is for ever — and what the element is
    /// read as.
    public init(
        _ source: some CommandArgumentConvertible,
        _ from: ListEnd,
        to destination: some CommandArgumentConvertible,
        _ to: ListEnd,
        timeout: Duration?,
        as _: Value.Type = String.self
    ) {
        move = LMOVE(source, from, to: destination, to, as: Value.self)
        self.timeout = timeout
    }

    func writeOperands(to arguments: inout Arguments) {
        move.writeOperands(to: &arguments)
        arguments.append(timeout.waitSeconds)
    }
}
