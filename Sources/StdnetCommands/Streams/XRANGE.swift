public import StdnetBackend

/// Reads entries of a stream, oldest first.
///
/// Complexity: O(n) for n entries read.
public struct XRANGE<Value: ReplyDecodable>: NamedCommand {
    static var name: StaticString { "XRANGE" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let start: StreamBound
    @usableFromInline let end: StreamBound
    @usableFromInline let count: Int?

    /// The entries, oldest first.
    public typealias Response = [StreamEntry<Value>]

    /// Names the stream, the ends of the range — both included unless they say otherwise —, how
    /// many entries at most, and what values are read as.
    @inlinable
    public init(
        _ key: some CommandArgumentConvertible,
        from first: StreamBound = .first,
        through last: StreamBound = .last,
        count: Int? = nil,
        as _: Value.Type = String.self
    ) {
        self.key = key.commandArgument
        start = first
        end = last
        self.count = count
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(key)
        arguments.append(start)
        arguments.append(end)
        arguments.append("COUNT", count)
    }
}

/// Reads entries of a stream, newest first.
///
/// Complexity: O(n) for n entries read.
public struct XREVRANGE<Value: ReplyDecodable>: NamedCommand {
    static var name: StaticString { "XREVRANGE" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let start: StreamBound
    @usableFromInline let end: StreamBound
    @usableFromInline let count: Int?

    /// The entries, newest first.
    public typealias Response = [StreamEntry<Value>]

    /// Names the stream, the ends of the range — both included unless they say otherwise —, how
    /// many entries at most, and what values are read as.
    @inlinable
    public init(
        _ key: some CommandArgumentConvertible,
        from last: StreamBound = .last,
        through first: StreamBound = .first,
        count: Int? = nil,
        as _: Value.Type = String.self
    ) {
        self.key = key.commandArgument
        start = last
        end = first
        self.count = count
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(key)
        arguments.append(start)
        arguments.append(end)
        arguments.append("COUNT", count)
    }
}
