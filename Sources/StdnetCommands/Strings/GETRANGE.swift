public import StdnetBackend

/// Reads a part of a string.
///
/// It also serves what SUBSTR did.
///
/// Complexity: O(length of the part).
public struct GETRANGE<Value: ReplyDecodable>: KeyRangeCommand {
    static var name: StaticString { "GETRANGE" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let first: Int
    @usableFromInline let last: Int

    /// The part: empty when there is no key, or nothing in the range.
    public typealias Response = Value

    /// Names the key and the part, both ends included; negative positions count from the end.
    @inlinable
    public init(
        _ key: some CommandArgumentConvertible,
        from first: Int = 0,
        through last: Int = -1,
        as _: Value.Type = String.self
    ) {
        self.key = key.commandArgument
        self.first = first
        self.last = last
    }
}

/// Writes over a part of a string; what is missing before it becomes zero bytes.
///
/// Complexity: O(length of what is written).
public struct SETRANGE: NamedCommand {
    static var name: StaticString { "SETRANGE" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let offset: Int
    @usableFromInline let value: CommandArgument

    /// How many bytes the string has now.
    public typealias Response = Int

    /// Names the key, the position of the first byte and what is written from there.
    @inlinable
    public init(
        _ key: some CommandArgumentConvertible,
        at offset: Int,
        _ value: some CommandArgumentConvertible
    ) {
        self.key = key.commandArgument
        self.offset = offset
        self.value = value.commandArgument
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(key)
        arguments.append(offset)
        arguments.append(value)
    }
}

/// Appends to a string, or writes it when there is none.
///
/// Complexity: O(1), amortised.
public struct APPEND: KeyWordCommand {
    static var name: StaticString { "APPEND" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let word: CommandArgument

    /// How many bytes the string has now.
    public typealias Response = Int

    /// Names the key and what is appended.
    @inlinable
    public init(
        _ key: some CommandArgumentConvertible,
        _ value: some CommandArgumentConvertible
    ) {
        self.key = key.commandArgument
        word = value.commandArgument
    }
}

/// Counts the bytes of a string.
///
/// Complexity: O(1).
public struct STRLEN: KeyCommand {
    static var name: StaticString { "STRLEN" }
    @usableFromInline let key: CommandArgument

    /// How many bytes there are: 0 when there is no key.
    public typealias Response = Int

    /// Names the key.
    @inlinable public init(_ key: some CommandArgumentConvertible) {
        self.key = key.commandArgument
    }
}
