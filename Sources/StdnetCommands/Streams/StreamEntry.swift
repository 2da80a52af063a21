public import StdnetBackend

/// An entry of a stream: its name, and its fields in the order in which they were written.
public struct StreamEntry<Value: ReplyDecodable>: Sendable {
    /// One field of an entry.
    public struct Field: Sendable {
        /// The name of the field.
        public let name: String
        /// The value of the field.
        public let value: Value
    }

    /// The name of the entry.
    public let id: StreamID
    /// The fields as they were written: names may repeat.
    public let fields: [Field]
    /// Whether the entry was deleted while a consumer still had it pending: it has no fields then.
    public let isDeleted: Bool

    /// The value of the first field of a name.
    public subscript(name: String) -> Value? { fields.first { $0.name == name }?.value }
}

extension StreamEntry: ReplyDecodable {
    /// Reads an ID and a list of names and values in turn.
    public init(reply: Reply) throws(BackendError) {
        let parts = try reply.elements(atLeast: 2)
        id = try parts[0].decode()
        isDeleted = parts[1].isNull
        fields = isDeleted ? [] : try Self.fields(parts[1])
    }

    private static func fields(_ reply: Reply) throws(BackendError) -> [Field] {
        guard reply.kind.isCollection, reply.count.isMultiple(of: 2) else {
            throw reply.mismatch("fields and values")
        }
        var fields: [Field] = []
        fields.reserveCapacity(reply.count / 2)
        var elements = reply.elements
        while let name = elements.next(), let value = elements.next() {
            fields.append(Field(name: try name.decode(), value: try value.decode()))
        }
        return fields
    }
}

extension StreamEntry: Equatable where Value: Equatable {}
extension StreamEntry.Field: Equatable where Value: Equatable {}
extension StreamEntry: Hashable where Value: Hashable {}
extension StreamEntry.Field: Hashable where Value: Hashable {}

/// The entries that were read from one of several streams.
public struct StreamEntries<Value: ReplyDecodable>: Sendable {
    /// The key of the stream.
    public let key: String
    /// What was read, oldest first.
    public let entries: [StreamEntry<Value>]
}

extension StreamEntries: Equatable where Value: Equatable {}
extension StreamEntries: Hashable where Value: Hashable {}

extension StreamEntries {
    /// Reads what XREAD answers: pairs in an array, or a map; nothing when there is nothing new.
    static func all(in reply: Reply) throws(BackendError) -> [StreamEntries] {
        guard !reply.isNull else { return [] }
        guard reply.kind.isCollection else { throw reply.mismatch("streams") }
        var all: [StreamEntries] = []
        var elements = reply.elements
        while let element = elements.next() {
            if reply.kind == .map {
                guard let entries = elements.next() else { break }
                all.append(Self(key: try element.decode(), entries: try entries.decode()))
            } else {
                let pair = try element.elements(atLeast: 2)
                all.append(Self(key: try pair[0].decode(), entries: try pair[1].decode()))
            }
        }
        return all
    }
}
