public import StdnetBackend

/// Reads a string.
///
/// Complexity: O(1).
public struct GET<Value: ReplyDecodable>: KeyCommand {
    static var name: StaticString { "GET" }
    @usableFromInline let key: CommandArgument

    /// The string; nil when there is no key.
    public typealias Response = Value?

    /// Names the key, and what its string is read as.
    @inlinable
    public init(_ key: some CommandArgumentConvertible, as _: Value.Type = String.self) {
        self.key = key.commandArgument
    }
}

/// Reads a string and deletes its key.
///
/// Complexity: O(1).
public struct GETDEL<Value: ReplyDecodable>: KeyCommand {
    static var name: StaticString { "GETDEL" }
    @usableFromInline let key: CommandArgument

    /// The string; nil when there was no key.
    public typealias Response = Value?

    /// Names the key, and what its string is read as.
    @inlinable
    public init(_ key: some CommandArgumentConvertible, as _: Value.Type = String.self) {
        self.key = key.commandArgument
    }
}

/// Reads a string and sets or removes its expiry.
///
/// Complexity: O(1).
public struct GETEX<Value: ReplyDecodable>: NamedCommand {
    static var name: StaticString { "GETEX" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let expiry: ExpiryChange

    /// The string; nil when there is no key.
    public typealias Response = Value?

    /// Names the key, what becomes of its expiry, and what its string is read as.
    @inlinable
    public init(
        _ key: some CommandArgumentConvertible,
        expiry: ExpiryChange,
        as _: Value.Type = String.self
    ) {
        self.key = key.commandArgument
        self.expiry = expiry
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(key)
        arguments.append(expiry, remove: "PERSIST", keep: nil)
    }
}

/// Reads the strings of several keys.
///
/// Complexity: O(keys).
public struct MGET<Value: ReplyDecodable>: KeysCommand {
    static var name: StaticString { "MGET" }
    @usableFromInline let keys: [CommandArgument]

    /// A string for each key in order; nil where there is none, or something else than a string.
    public typealias Response = [Value?]

    /// Names the keys, and what their strings are read as.
    @inlinable
    public init(
        _ keys: some Sequence<some CommandArgumentConvertible>,
        as _: Value.Type = String.self
    ) {
        self.keys = keys.commandArguments
    }
}
