public import StdnetBackend

/// Adds to the integer of a field; no field counts as 0.
///
/// Complexity: O(1).
public struct HINCRBY: NamedCommand {
    static var name: StaticString { "HINCRBY" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let field: CommandArgument
    @usableFromInline let increment: Int

    /// The sum.
    public typealias Response = Int

    /// Names the hash, the field and what is added.
    @inlinable
    public init(
        _ key: some CommandArgumentConvertible,
        _ field: some CommandArgumentConvertible,
        _ increment: Int
    ) {
        self.key = key.commandArgument
        self.field = field.commandArgument
        self.increment = increment
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(key)
        arguments.append(field)
        arguments.append(increment)
    }
}

/// Adds to the number of a field; no field counts as 0.
///
/// Complexity: O(1).
public struct HINCRBYFLOAT: NamedCommand {
    static var name: StaticString { "HINCRBYFLOAT" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let field: CommandArgument
    @usableFromInline let increment: Double

    /// The sum.
    public typealias Response = Double

    /// Names the hash, the field and what is added.
    @inlinable
    public init(
        _ key: some CommandArgumentConvertible,
        _ field: some CommandArgumentConvertible,
        _ increment: Double
    ) {
        self.key = key.commandArgument
        self.field = field.commandArgument
        self.increment = increment
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(key)
        arguments.append(field)
        arguments.append(increment)
    }
}
