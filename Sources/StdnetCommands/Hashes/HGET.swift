public import StdnetBackend

/// Reads a field of a hash.
///
/// Complexity: O(1).
public struct HGET<Value: ReplyDecodable>: KeyWordCommand {
    static var name: StaticString { "HGET" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let word: CommandArgument

    /// The value; nil when there is no such field.
    public typealias Response = Value?

    /// Names the hash, the field, and what its value is read as.
    @inlinable
    public init(
        _ key: some CommandArgumentConvertible,
        _ field: some CommandArgumentConvertible,
        as _: Value.Type = String.self
    ) {
        self.key = key.commandArgument
        word = field.commandArgument
    }
}

/// Reads several fields of a hash.
///
/// Complexity: O(fields).
public struct HMGET<Value: ReplyDecodable>: KeyWordsCommand {
    static var name: StaticString { "HMGET" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let words: [CommandArgument]

    /// A value for each field in order; nil where there is none.
    public typealias Response = [Value?]

    /// Names the hash, the fields, and what their values are read as.
    @inlinable
    public init(
        _ key: some CommandArgumentConvertible,
        _ fields: some Sequence<some CommandArgumentConvertible>,
        as _: Value.Type = String.self
    ) {
        self.key = key.commandArgument
        words = fields.commandArguments
    }
}

/// Reads a whole hash.
///
/// Complexity: O(fields of the hash).
public struct HGETALL<Field: ReplyDecodable & Hashable, Value: ReplyDecodable>: KeyCommand {
    static var name: StaticString { "HGETALL" }
    @usableFromInline let key: CommandArgument

    /// The values by field: none when there is no hash.
    public typealias Response = [Field: Value]

    /// Names the hash, and what its values and its fields are read as.
    @inlinable
    public init(
        _ key: some CommandArgumentConvertible,
        as _: Value.Type = String.self,
        fields _: Field.Type = String.self
    ) {
        self.key = key.commandArgument
    }
}

/// Reads the names of all fields of a hash.
///
/// Complexity: O(fields of the hash).
public struct HKEYS<Field: ReplyDecodable>: KeyCommand {
    static var name: StaticString { "HKEYS" }
    @usableFromInline let key: CommandArgument

    /// The names, in no order: none when there is no hash.
    public typealias Response = [Field]

    /// Names the hash, and what its fields are read as.
    @inlinable
    public init(_ key: some CommandArgumentConvertible, as _: Field.Type = String.self) {
        self.key = key.commandArgument
    }
}

/// Reads the values of all fields of a hash.
///
/// Complexity: O(fields of the hash).
public struct HVALS<Value: ReplyDecodable>: KeyCommand {
    static var name: StaticString { "HVALS" }
    @usableFromInline let key: CommandArgument

    /// The values, in the order of HKEYS: none when there is no hash.
    public typealias Response = [Value]

    /// Names the hash, and what its values are read as.
    @inlinable
    public init(_ key: some CommandArgumentConvertible, as _: Value.Type = String.self) {
        self.key = key.commandArgument
    }
}
