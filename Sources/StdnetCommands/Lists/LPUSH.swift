public import StdnetBackend

/// Puts elements before the first of a list, one after the other.
///
/// The last of the elements given is then the first of the list.
///
/// Complexity: O(elements).
public struct LPUSH: KeyWordsCommand {
    static var name: StaticString { "LPUSH" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let words: [CommandArgument]

    /// How many elements the list has now.
    public typealias Response = Int

    /// Names the list and the elements.
    @inlinable
    public init(
        _ key: some CommandArgumentConvertible,
        _ elements: some Sequence<some CommandArgumentConvertible>
    ) {
        self.key = key.commandArgument
        words = elements.commandArguments
    }
}

/// Puts elements after the last of a list, one after the other.
///
/// Complexity: O(elements).
public struct RPUSH: KeyWordsCommand {
    static var name: StaticString { "RPUSH" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let words: [CommandArgument]

    /// How many elements the list has now.
    public typealias Response = Int

    /// Names the list and the elements.
    @inlinable
    public init(
        _ key: some CommandArgumentConvertible,
        _ elements: some Sequence<some CommandArgumentConvertible>
    ) {
        self.key = key.commandArgument
        words = elements.commandArguments
    }
}

/// Puts elements before the first of a list, when there is the list.
///
/// Complexity: O(elements).
public struct LPUSHX: KeyWordsCommand {
    static var name: StaticString { "LPUSHX" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let words: [CommandArgument]

    /// How many elements the list has now: 0 when there is none.
    public typealias Response = Int

    /// Names the list and the elements.
    @inlinable
    public init(
        _ key: some CommandArgumentConvertible,
        _ elements: some Sequence<some CommandArgumentConvertible>
    ) {
        self.key = key.commandArgument
        words = elements.commandArguments
    }
}

/// Puts elements after the last of a list, when there is the list.
///
/// Complexity: O(elements).
public struct RPUSHX: KeyWordsCommand {
    static var name: StaticString { "RPUSHX" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let words: [CommandArgument]

    /// How many elements the list has now: 0 when there is none.
    public typealias Response = Int

    /// Names the list and the elements.
    @inlinable
    public init(
        _ key: some CommandArgumentConvertible,
        _ elements: some Sequence<some CommandArgumentConvertible>
    ) {
        self.key = key.commandArgument
        words = elements.commandArguments
    }
}
