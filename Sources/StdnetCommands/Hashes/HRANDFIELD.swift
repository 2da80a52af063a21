public import StdnetBackend

/// Chooses a random field of a hash or, with a count, several, also with their values.
///
/// A positive count chooses different fields, at most all; a negative one exactly so many, of which
/// some may be equal.
///
/// ```swift
/// HRANDFIELD("hash")
/// HRANDFIELD("hash", count: 3)
/// HRANDFIELD("hash", count: 3, values: Int.self)
/// ```
///
/// Complexity: O(count).
public struct HRANDFIELD<Response: Sendable>: NamedCommand {
    static var name: StaticString { "HRANDFIELD" }
    private let key: CommandArgument
    private let count: Int?
    private let hasValues: Bool
    private let read: @Sendable (Reply) throws(BackendError) -> Response

    /// Chooses one field, its name as text: nil when there is no hash.
    public init(_ key: some CommandArgumentConvertible) where Response == String? {
        self.init(key, as: String.self)
    }

    /// Chooses one field: nil when there is no hash.
    public init<Field: ReplyDecodable>(
        _ key: some CommandArgumentConvertible,
        as _: Field.Type
    ) where Response == Field? {
        self.key = key.commandArgument
        count = nil
        hasValues = false
        read = { reply throws(BackendError) in try reply.decode() }
    }

    /// Chooses so many fields, their names as text.
    public init(_ key: some CommandArgumentConvertible, count: Int) where Response == [String] {
        self.init(key, count: count, as: String.self)
    }

    /// Chooses so many fields.
    public init<Field: ReplyDecodable>(
        _ key: some CommandArgumentConvertible,
        count: Int,
        as _: Field.Type
    ) where Response == [Field] {
        self.key = key.commandArgument
        self.count = count
        hasValues = false
        read = { reply throws(BackendError) in try reply.decode() }
    }

    /// Chooses so many fields with their values, the names of fields as text.
    public init<Value: ReplyDecodable>(
        _ key: some CommandArgumentConvertible,
        count: Int,
        values: Value.Type
    ) where Response == [HashEntry<String, Value>] {
        self.init(key, count: count, as: String.self, values: values)
    }

    /// Chooses so many fields with their values.
    public init<Field: ReplyDecodable, Value: ReplyDecodable>(
        _ key: some CommandArgumentConvertible,
        count: Int,
        as _: Field.Type,
        values _: Value.Type
    ) where Response == [HashEntry<Field, Value>] {
        self.key = key.commandArgument
        self.count = count
        hasValues = true
        read = { reply throws(BackendError) in try HashEntry.all(in: reply) }
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(key)
        if let count { arguments.append(count) }
        arguments.append("WITHVALUES", if: hasValues)
    }

    /// Reads the answer that the initialiser asked for.
    public func decode(_ reply: Reply) throws(BackendError) -> Response { try read(reply) }
}
