public import StdnetBackend

/// Takes the first element of the first list that has one, and waits when none has.
///
/// Complexity: O(keys).
public struct BLPOP<Value: ReplyDecodable>: NamedCommand {
    static var name: StaticString { "BLPOP" }
    @usableFromInline let keys: [CommandArgument]
    @usableFromInline let timeout: Duration?

    /// The element and its list; nil when none came in time.
    public typealias Response = PoppedElement<Value>?

    /// Names the lists, how long to wait — nil is for ever — and what the element is read as.
    @inlinable
    public init(
        _ keys: some Sequence<some CommandArgumentConvertible>,
        timeout: Duration?,
        as _: Value.Type = String.self
    ) {
        self.keys = keys.commandArguments
        self.timeout = timeout
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(contentsOf: keys)
        arguments.append(timeout.waitSeconds)
    }
}

/// Takes the last element of the first list that has one, and waits when none has.
///
/// Complexity: O(keys).
public struct BRPOP<Value: ReplyDecodable>: NamedCommand {
    static var name: StaticString { "BRPOP" }
    @usableFromInline let keys: [CommandArgument]
    @usableFromInline let timeout: Duration?

    /// The element and its list; nil when none came in time.
    public typealias Response = PoppedElement<Value>?

    /// Names the lists, how long to wait — nil is for ever — and what the element is read as.
    @inlinable
    public init(
        _ keys: some Sequence<some CommandArgumentConvertible>,
        timeout: Duration?,
        as _: Value.Type = String.self
    ) {
        self.keys = keys.commandArguments
        self.timeout = timeout
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(contentsOf: keys)
        arguments.append(timeout.waitSeconds)
    }
}

/// An element that was taken from one of several lists.
public struct PoppedElement<Value: Sendable>: Sendable {
    /// The list that it was in.
    public let key: String
    /// The element.
    public let element: Value

    /// Puts a list and an element together.
    @inlinable
    public init(key: String, element: Value) {
        self.key = key
        self.element = element
    }
}

extension PoppedElement: Equatable where Value: Equatable {}

extension PoppedElement: ReplyDecodable where Value: ReplyDecodable {
    /// Reads a key and an element.
    public init(reply: Reply) throws(BackendError) {
        let parts = try reply.parts(2, of: "a key and an element")
        key = try parts[0].decode()
        element = try parts[1].decode()
    }
}
