public import StdnetBackend

/// Writes the strings of several keys, all at once.
///
/// Complexity: O(keys).
public struct MSET: KeysCommand {
    static var name: StaticString { "MSET" }
    @usableFromInline let keys: [CommandArgument]

    /// Nothing: it does not fail.
    public typealias Response = Void

    /// Gives keys and strings: a dictionary, or key-value pairs in an order.
    @inlinable
    public init<Key: CommandArgumentConvertible, Value: CommandArgumentConvertible>(
        _ strings: some Sequence<(key: Key, value: Value)>
    ) {
        keys = strings.flattenedArguments()
    }
}

/// Writes the strings of several keys, all at once and only if none of the keys exists.
///
/// Complexity: O(keys).
public struct MSETNX: KeysCommand {
    static var name: StaticString { "MSETNX" }
    @usableFromInline let keys: [CommandArgument]

    /// Whether the strings were written.
    public typealias Response = Bool

    /// Gives keys and strings: a dictionary, or key-value pairs in an order.
    @inlinable
    public init<Key: CommandArgumentConvertible, Value: CommandArgumentConvertible>(
        _ strings: some Sequence<(key: Key, value: Value)>
    ) {
        keys = strings.flattenedArguments()
    }
}
