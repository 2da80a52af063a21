public import StdnetBackend

/// Writes a bit of a string, which grows where it is too short.
///
/// Complexity: O(1).
public struct SETBIT: NamedCommand {
    static var name: StaticString { "SETBIT" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let offset: Int
    @usableFromInline let bit: Bool

    /// The bit before.
    public typealias Response = Bool

    /// Names the key, the position of the bit and its value.
    @inlinable
    public init(_ key: some CommandArgumentConvertible, _ offset: Int, _ bit: Bool) {
        self.key = key.commandArgument
        self.offset = offset
        self.bit = bit
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(key)
        arguments.append(offset)
        arguments.append(bit ? 1 : 0)
    }
}

/// Reads a bit of a string.
///
/// Complexity: O(1).
public struct GETBIT: KeyWordCommand {
    static var name: StaticString { "GETBIT" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let word: CommandArgument

    /// The bit: false where there is none.
    public typealias Response = Bool

    /// Names the key and the position of the bit.
    @inlinable
    public init(_ key: some CommandArgumentConvertible, _ offset: Int) {
        self.key = key.commandArgument
        word = .integer(offset)
    }
}
