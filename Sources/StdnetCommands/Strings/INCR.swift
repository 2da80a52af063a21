public import StdnetBackend

/// Adds 1 to the integer of a string; no key counts as 0.
///
/// Complexity: O(1).
public struct INCR: KeyCommand {
    static var name: StaticString { "INCR" }
    @usableFromInline let key: CommandArgument

    /// The sum.
    public typealias Response = Int

    /// Names the key.
    @inlinable public init(_ key: some CommandArgumentConvertible) {
        self.key = key.commandArgument
    }
}

/// Adds to the integer of a string; no key counts as 0.
///
/// Complexity: O(1).
public struct INCRBY: KeyWordCommand {
    static var name: StaticString { "INCRBY" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let word: CommandArgument

    /// The sum.
    public typealias Response = Int

    /// Names the key and what is added.
    @inlinable public init(_ key: some CommandArgumentConvertible, _ increment: Int) {
        self.key = key.commandArgument
        word = .integer(increment)
    }
}

/// Adds to the number of a string; no key counts as 0.
///
/// Complexity: O(1).
public struct INCRBYFLOAT: KeyWordCommand {
    static var name: StaticString { "INCRBYFLOAT" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let word: CommandArgument

    /// The sum.
    public typealias Response = Double

    /// Names the key and what is added.
    @inlinable public init(_ key: some CommandArgumentConvertible, _ increment: Double) {
        self.key = key.commandArgument
        word = .double(increment)
    }
}

/// Subtracts 1 from the integer of a string; no key counts as 0.
///
/// Complexity: O(1).
public struct DECR: KeyCommand {
    static var name: StaticString { "DECR" }
    @usableFromInline let key: CommandArgument

    /// The difference.
    public typealias Response = Int

    /// Names the key.
    @inlinable public init(_ key: some CommandArgumentConvertible) {
        self.key = key.commandArgument
    }
}

/// Subtracts from the integer of a string; no key counts as 0.
///
/// Complexity: O(1).
public struct DECRBY: KeyWordCommand {
    static var name: StaticString { "DECRBY" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let word: CommandArgument

    /// The difference.
    public typealias Response = Int

    /// Names the key and what is subtracted.
    @inlinable public init(_ key: some CommandArgumentConvertible, _ decrement: Int) {
        self.key = key.commandArgument
        word = .integer(decrement)
    }
}
