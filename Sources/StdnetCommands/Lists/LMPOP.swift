public import StdnetBackend

/// Takes elements from an end of the first list that has some.
///
/// Complexity: O(keys + count).
public struct LMPOP<Value: ReplyDecodable>: NamedCommand {
    static var name: StaticString { "LMPOP" }
    @usableFromInline let keys: [CommandArgument]
    @usableFromInline let end: ListEnd
    @usableFromInline let count: Int?

    /// The elements and their list; nil when all lists are empty.
    public typealias Response = PoppedElements<Value>?

    /// Names the lists, the end, how many elements at most — nil is one — and what they are read as.
    @inlinable
    public init(
        _ keys: some Sequence<some CommandArgumentConvertible>,
        _ end: ListEnd,
        count: Int? = nil,
        as _: Value.Type = String.self
    ) {
        self.keys = keys.commandArguments
        self.end = end
        self.count = count
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(counting: keys)
        arguments.append(end)
        arguments.append("COUNT", count)
    }
}

/// Takes elements from an end of the first list that has some, and waits when none has.
///
/// Complexity: O(keys + count).
public struct BLMPOP<Value: ReplyDecodable>: NamedCommand {
    static var name: StaticString { "BLMPOP" }
    private let pop: LMPOP<Value>
    private let timeout: Duration?

    /// The elements and their list; nil when none came in time.
    public typealias Response = PoppedElements<Value>?

    /// Names the lists, the end, how many elements at most — nil is one —, how long to wait — nil is
    /// for ever — and what the elements are read as.
    public init(
        _ keys: some Sequence<some CommandArgumentConvertible>,
        _ end: ListEnd,
        count: Int? = nil,
        timeout: Duration?,
        as _: Value.Type = String.self
    ) {
        pop = LMPOP(keys, end, count: count, as: Value.self)
        self.timeout = timeout
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(timeout.waitSeconds)
        pop.writeOperands(to: &arguments)
    }
}

/// Elements that were taken from one of several lists.
public struct PoppedElements<Value: Sendable>: Sendable {
    /// The list that they were in.
    public let key: String
    /// The elements, from the end that they were taken from.
    public let elements: [Value]

    /// Puts a list and elements together.
    @inlinable
    public init(key: String, elements: [Value]) {
        self.key = key
        self.elements = elements
    }
}

extension PoppedElements: Equatable where Value: Equatable {}

extension PoppedElements: ReplyDecodable where Value: ReplyDecodable {
    /// Reads a key and its elements.
    public init(reply: Reply) throws(BackendError) {
        let parts = try reply.parts(2, of: "a key and elements")
        key = try parts[0].decode()
        elements = try parts[1].decode()
    }
}
