public import StdnetBackend

/// Reads a part of a list.
///
/// Complexity: O(distance of the part to the nearer end + length of the part).
public struct LRANGE<Value: ReplyDecodable>: KeyRangeCommand {
    static var name: StaticString { "LRANGE" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let first: Int
    @usableFromInline let last: Int

    /// The elements: none when there is no list.
    public typealias Response = [Value]

    /// Names the list and the part, both ends included; negative positions count from the end.
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

/// Removes everything but a part of a list.
///
/// Complexity: O(elements removed).
public struct LTRIM: KeyRangeCommand {
    static var name: StaticString { "LTRIM" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let first: Int
    @usableFromInline let last: Int

    /// Nothing.
    public typealias Response = Void

    /// Names the list and the part that stays, both ends included; negative positions count from the
    /// end.
    @inlinable
    public init(_ key: some CommandArgumentConvertible, from first: Int, through last: Int) {
        self.key = key.commandArgument
        self.first = first
        self.last = last
    }
}

/// Reads one element of a list.
///
/// Complexity: O(distance to the nearer end).
public struct LINDEX<Value: ReplyDecodable>: KeyWordCommand {
    static var name: StaticString { "LINDEX" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let word: CommandArgument

    /// The element; nil when the list has none there.
    public typealias Response = Value?

    /// Names the list and the position; negative positions count from the end.
    @inlinable
    public init(
        _ key: some CommandArgumentConvertible,
        _ index: Int,
        as _: Value.Type = String.self
    ) {
        self.key = key.commandArgument
        word = .integer(index)
    }
}

/// Counts the elements of a list.
///
/// Complexity: O(1).
public struct LLEN: KeyCommand {
    static var name: StaticString { "LLEN" }
    @usableFromInline let key: CommandArgument

    /// How many elements there are: 0 when there is no list.
    public typealias Response = Int

    /// Names the list.
    @inlinable public init(_ key: some CommandArgumentConvertible) {
        self.key = key.commandArgument
    }
}
