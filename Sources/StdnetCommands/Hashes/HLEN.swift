public import StdnetBackend

/// Counts the fields of a hash.
///
/// Complexity: O(1).
public struct HLEN: KeyCommand {
    static var name: StaticString { "HLEN" }
    @usableFromInline let key: CommandArgument

    /// How many fields there are: 0 when there is no hash.
    public typealias Response = Int

    /// Names the hash.
    @inlinable public init(_ key: some CommandArgumentConvertible) {
        self.key = key.commandArgument
    }
}

/// Tells whether a hash has a field.
///
/// Complexity: O(1).
public struct HEXISTS: KeyWordCommand {
    static var name: StaticString { "HEXISTS" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let word: CommandArgument

    /// Whether there is such a field.
    public typealias Response = Bool

    /// Names the hash and the field.
    @inlinable
    public init(
        _ key: some CommandArgumentConvertible,
        _ field: some CommandArgumentConvertible
    ) {
        self.key = key.commandArgument
        word = field.commandArgument
    }
}

/// Counts the bytes of a field's value.
///
/// Complexity: O(1).
public struct HSTRLEN: KeyWordCommand {
    static var name: StaticString { "HSTRLEN" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let word: CommandArgument

    /// How many bytes there are: 0 when there is no such field.
    public typealias Response = Int

    /// Names the hash and the field.
    @inlinable
    public init(
        _ key: some CommandArgumentConvertible,
        _ field: some CommandArgumentConvertible
    ) {
        self.key = key.commandArgument
        word = field.commandArgument
    }
}
