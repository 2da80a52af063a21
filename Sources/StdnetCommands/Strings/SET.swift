public import StdnetBackend

/// Writes a string, whatever the key held before.
///
/// It answers nothing; with a condition whether it wrote, and with `returning` the string before. It
/// also serves what SETNX, SETEX, PSETEX and GETSET did.
///
/// ```swift
/// SET("greeting", "hello", expiry: .after(.seconds(10)))
/// SET("lock", token, if: .absent, expiry: .after(.seconds(30)))
/// SET("counter", 0, returning: Int.self)
/// ```
///
/// Complexity: O(1).
public struct SET<Response: Sendable>: NamedCommand {
    static var name: StaticString { "SET" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let value: CommandArgument
    @usableFromInline let condition: Existence?
    @usableFromInline let expiry: ExpiryChange
    @usableFromInline let returnsOld: Bool
    @usableFromInline let read: @Sendable (Reply) throws(BackendError) -> Response

    /// Writes in any case; an expiry that the key had is removed unless it is to be kept.
    @inlinable
    public init(
        _ key: some CommandArgumentConvertible,
        _ value: some CommandArgumentConvertible,
        expiry: ExpiryChange = .remove
    ) where Response == Void {
        self.key = key.commandArgument
        self.value = value.commandArgument
        condition = nil
        self.expiry = expiry
        returnsOld = false
        read = { reply throws(BackendError) in try reply.expect() }
    }

    /// Writes when the key exists, or when it does not; answers whether it wrote.
    @inlinable
    public init(
        _ key: some CommandArgumentConvertible,
        _ value: some CommandArgumentConvertible,
        if condition: Existence,
        expiry: ExpiryChange = .remove
    ) where Response == Bool {
        self.key = key.commandArgument
        self.value = value.commandArgument
        self.condition = condition
        self.expiry = expiry
        returnsOld = false
        read = { reply throws(BackendError) in
            if reply.isNull { return false }
            try reply.expect()
            return true
        }
    }

    /// Writes and answers the string before: nil when there was none.
    ///
    /// With the condition ``Existence/absent``, nil so says that it wrote, and with
    /// ``Existence/present`` that it did not.
    @inlinable
    public init<Value: ReplyDecodable>(
        _ key: some CommandArgumentConvertible,
        _ value: some CommandArgumentConvertible,
        if condition: Existence? = nil,
        expiry: ExpiryChange = .remove,
        returning _: Value.Type
    ) where Response == Value? {
        self.key = key.commandArgument
        self.value = value.commandArgument
        self.condition = condition
        self.expiry = expiry
        returnsOld = true
        read = { reply throws(BackendError) in try reply.decode() }
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(key)
        arguments.append(value)
        arguments.append(condition)
        arguments.append("GET", if: returnsOld)
        arguments.append(expiry, remove: nil, keep: "KEEPTTL")
    }

    /// Reads the answer that the initialiser asked for.
    public func decode(_ reply: Reply) throws(BackendError) -> Response { try read(reply) }
}
