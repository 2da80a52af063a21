public import StdnetBackend

/// Lists all keys that match a pattern; nobody else is served meanwhile.
///
/// Where there may be many keys, scan in steps instead.
///
/// Complexity: O(keys of the database).
public struct KEYS<Key: ReplyDecodable>: NamedCommand {
    static var name: StaticString { "KEYS" }
    @usableFromInline let pattern: CommandArgument

    /// The keys, in no order.
    public typealias Response = [Key]

    /// Gives the pattern, and what keys are read as.
    @inlinable
    public init(_ pattern: some CommandArgumentConvertible, as _: Key.Type = String.self) {
        self.pattern = pattern.commandArgument
    }

    func writeOperands(to arguments: inout Arguments) { arguments.append(pattern) }
}

/// Chooses a random key.
///
/// Complexity: O(1).
public struct RANDOMKEY<Key: ReplyDecodable>: BareCommand {
    static var name: StaticString { "RANDOMKEY" }

    /// The key; nil when there is none.
    public typealias Response = Key?

    /// Says what the key is read as.
    @inlinable public init(as _: Key.Type = String.self) {}
}

/// Tells what a key holds.
///
/// Complexity: O(1).
public struct TYPE: KeyCommand {
    static var name: StaticString { "TYPE" }
    @usableFromInline let key: CommandArgument

    /// The type; ``StdnetBackend/KeyType/none`` when there is no key.
    public typealias Response = KeyType

    /// Names the key.
    @inlinable public init(_ key: some CommandArgumentConvertible) {
        self.key = key.commandArgument
    }

    /// Reads the name of a type.
    public func decode(_ reply: Reply) throws(BackendError) -> KeyType {
        let name: String = try reply.decode()
        guard let type = KeyType(rawValue: name) else { throw reply.mismatch("a type of key") }
        return type
    }
}
