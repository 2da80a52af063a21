internal import StdnetBackend

/// A field of a hash with its value.
public struct HashEntry<Field: Sendable, Value: Sendable>: Sendable {
    /// The name of the field.
    public let field: Field
    /// Its value.
    public let value: Value

    /// Puts a field and a value together.
    @inlinable
    public init(field: Field, value: Value) {
        self.field = field
        self.value = value
    }
}

extension HashEntry: Equatable where Field: Equatable, Value: Equatable {}
extension HashEntry: Hashable where Field: Hashable, Value: Hashable {}

extension HashEntry where Field: ReplyDecodable, Value: ReplyDecodable {
    /// Reads fields and values: in turn, as RESP2 has them, or in pairs, as RESP3 does.
    static func all(in reply: Reply) throws(BackendError) -> [HashEntry] {
        var entries: [HashEntry] = []
        for (field, value) in try reply.pairs(of: "fields and values") {
            entries.append(HashEntry(field: try field.decode(), value: try value.decode()))
        }
        return entries
    }
}
