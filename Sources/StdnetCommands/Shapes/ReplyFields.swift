internal import StdnetBackend

/// The fields of a reply that names them: a map, or an array of names and values in turn.
///
/// Servers append fields from version to version, so what is not asked for is passed over.
struct ReplyFields {
    private let values: [String: Reply]

    /// - Throws: ``BackendError/decoding(expected:found:)`` when the reply is neither.
    init(_ reply: Reply) throws(BackendError) { values = try reply.decode() }

    /// The value of a field; nil when the server doesn't tell it, or when it is null.
    subscript(name: String) -> Reply? {
        guard let value = values[name], !value.isNull else { return nil }
        return value
    }

    /// The value of a field.
    ///
    /// - Throws: ``BackendError/decoding(expected:found:)`` when it is missing or of another kind.
    func decode<Value: ReplyDecodable>(
        _ name: String,
        as _: Value.Type = Value.self
    ) throws(BackendError) -> Value {
        guard let value = values[name] else {
            throw .decoding(expected: "the field '\(name)'", found: "none")
        }
        return try value.decode()
    }

    /// The value of a field; nil when the server doesn't tell it, or when it is null.
    ///
    /// - Throws: ``BackendError/decoding(expected:found:)`` when it is of another kind.
    func decodeIfPresent<Value: ReplyDecodable>(
        _ name: String,
        as _: Value.Type = Value.self
    ) throws(BackendError) -> Value? { try self[name]?.decode() }
}

extension Reply {
    /// The elements of a collection that has at least so many: a structure without names.
    ///
    /// - Throws: ``BackendError/decoding(expected:found:)`` when it has fewer, or is no collection.
    func elements(atLeast least: Int) throws(BackendError) -> [Reply] {
        guard kind.isCollection, count >= least else {
            throw mismatch("an array of \(least) elements")
        }
        return Array(elements)
    }
}
