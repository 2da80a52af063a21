public import StdnetBackend

/// Writes fields of a hash.
///
/// It also serves what HMSET did.
///
/// Complexity: O(fields).
public struct HSET: KeyWordsCommand {
    static var name: StaticString { "HSET" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let words: [CommandArgument]

    /// How many of the fields are new.
    public typealias Response = Int

    /// Names the hash, and gives fields and values: a dictionary, or key-value pairs in an order.
    @inlinable
    public init<Field: CommandArgumentConvertible, Value: CommandArgumentConvertible>(
        _ key: some CommandArgumentConvertible,
        _ fields: some Sequence<(key: Field, value: Value)>
    ) {
        self.key = key.commandArgument
        words = fields.flattenedArguments()
    }
}

/// Writes a field of a hash that does not exist yet.
///
/// Complexity: O(1).
public struct HSETNX: NamedCommand {
    static var name: StaticString { "HSETNX" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let field: CommandArgument
    @usableFromInline let value: CommandArgument

    /// Whether the field was written.
    public typealias Response = Bool

    /// Names the hash, the field and its value.
    @inlinable
    public init(
        _ key: some CommandArgumentConvertible,
        _ field: some CommandArgumentConvertible,
        _ value: some CommandArgumentConvertible
    ) {
        self.key = key.commandArgument
        self.field = field.commandArgument
        self.value = value.commandArgument
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(key)
        arguments.append(field)
        arguments.append(value)
    }
}

/// Deletes fields of a hash.
///
/// Complexity: O(fields).
public struct HDEL: KeyWordsCommand {
    static var name: StaticString { "HDEL" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let words: [CommandArgument]

    /// How many fields were deleted.
    public typealias Response = Int

    /// Names the hash and the fields.
    @inlinable
    public init(
        _ key: some CommandArgumentConvertible,
        _ fields: some Sequence<some CommandArgumentConvertible>
    ) {
        self.key = key.commandArgument
        words = fields.commandArguments
    }
}
