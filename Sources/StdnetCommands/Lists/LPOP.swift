public import StdnetBackend

/// Removes and answers the first element of a list or, with a count, the first elements.
///
/// ```swift
/// LPOP("queue")
/// LPOP("queue", count: 10, as: Int.self)
/// ```
///
/// Complexity: O(count).
public struct LPOP<Response: ReplyDecodable>: CountedKeyCommand {
    static var name: StaticString { "LPOP" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let count: Int?

    /// Takes one element as text: nil when there is no list.
    @inlinable
    public init(_ key: some CommandArgumentConvertible) where Response == String? {
        self.init(key, as: String.self)
    }

    /// Takes one element: nil when there is no list.
    @inlinable
    public init<Value: ReplyDecodable>(
        _ key: some CommandArgumentConvertible,
        as _: Value.Type
    ) where Response == Value? {
        self.key = key.commandArgument
        count = nil
    }

    /// Takes up to so many elements as text.
    @inlinable
    public init(_ key: some CommandArgumentConvertible, count: Int) where Response == [String] {
        self.init(key, count: count, as: String.self)
    }

    /// Takes up to so many elements.
    @inlinable
    public init<Value: ReplyDecodable>(
        _ key: some CommandArgumentConvertible,
        count: Int,
        as _: Value.Type
    ) where Response == [Value] {
        self.key = key.commandArgument
        self.count = count
    }
}

/// Removes and answers the last element of a list or, with a count, the last elements.
///
/// ```swift
/// RPOP("queue")
/// RPOP("queue", count: 10, as: Int.self)
/// ```
///
/// Complexity: O(count).
public struct RPOP<Response: ReplyDecodable>: CountedKeyCommand {
    static var name: StaticString { "RPOP" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let count: Int?

    /// Takes one element as text: nil when there is no list.
    @inlinable
    public init(_ key: some CommandArgumentConvertible) where Response == String? {
        self.init(key, as: String.self)
    }

    /// Takes one element: nil when there is no list.
    @inlinable
    public init<Value: ReplyDecodable>(
        _ key: some CommandArgumentConvertible,
        as _: Value.Type
    ) where Response == Value? {
        self.key = key.commandArgument
        count = nil
    }

    /// Takes up to so many elements as text, the last of the list first.
    @inlinable
    public init(_ key: some CommandArgumentConvertible, count: Int) where Response == [String] {
        self.init(key, count: count, as: String.self)
    }

    /// Takes up to so many elements, the last of the list first.
    @inlinable
    public init<Value: ReplyDecodable>(
        _ key: some CommandArgumentConvertible,
        count: Int,
        as _: Value.Type
    ) where Response == [Value] {
        self.key = key.commandArgument
        self.count = count
    }
}
