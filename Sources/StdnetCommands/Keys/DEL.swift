public import StdnetBackend

/// Deletes keys.
///
/// Complexity: O(keys), and O(elements) for each that is not a string.
public struct DEL: KeysCommand {
    static var name: StaticString { "DEL" }
    @usableFromInline let keys: [CommandArgument]

    /// How many of the keys there were.
    public typealias Response = Int

    /// Names the keys.
    @inlinable
    public init(_ keys: some Sequence<some CommandArgumentConvertible>) {
        self.keys = keys.commandArguments
    }
}

/// Deletes keys and leaves freeing their memory to a thread in the background.
///
/// Complexity: O(keys).
public struct UNLINK: KeysCommand {
    static var name: StaticString { "UNLINK" }
    @usableFromInline let keys: [CommandArgument]

    /// How many of the keys there were.
    public typealias Response = Int

    /// Names the keys.
    @inlinable
    public init(_ keys: some Sequence<some CommandArgumentConvertible>) {
        self.keys = keys.commandArguments
    }
}

/// Counts keys that exist.
///
/// Complexity: O(keys).
public struct EXISTS: KeysCommand {
    static var name: StaticString { "EXISTS" }
    @usableFromInline let keys: [CommandArgument]

    /// How many of the keys there are; one that is named twice counts twice.
    public typealias Response = Int

    /// Names the keys.
    @inlinable
    public init(_ keys: some Sequence<some CommandArgumentConvertible>) {
        self.keys = keys.commandArguments
    }
}

/// Marks keys as just used, as far as eviction goes.
///
/// Complexity: O(keys).
public struct TOUCH: KeysCommand {
    static var name: StaticString { "TOUCH" }
    @usableFromInline let keys: [CommandArgument]

    /// How many of the keys there are.
    public typealias Response = Int

    /// Names the keys.
    @inlinable
    public init(_ keys: some Sequence<some CommandArgumentConvertible>) {
        self.keys = keys.commandArguments
    }
}
