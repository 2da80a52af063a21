/// The members of an object, to decode from.
struct JSONMembers<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let members: [String: JSONParsed]
    let codingPath: [any CodingKey]

    var allKeys: [Key] { members.keys.sorted().compactMap { Key(stringValue: $0) } }

    func contains(_ key: Key) -> Bool { members[key.stringValue] != nil }

    func decodeNil(forKey key: Key) throws -> Bool { try reader(of: key).value.isNull }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        try reader(of: key).decode(type)
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy keys: Nested.Type,
        forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        try reader(of: key).container(keyedBy: keys)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try reader(of: key).unkeyedContainer()
    }

    func superDecoder() -> any Decoder {
        JSONReader(members["super"] ?? .null, at: codingPath)
    }

    func superDecoder(forKey key: Key) throws -> any Decoder { try reader(of: key) }

    private func reader(of key: Key) throws -> JSONReader {
        guard let value = members[key.stringValue] else {
            let context = DecodingError.Context(
                codingPath: codingPath,
                debugDescription: "no '\(key.stringValue)'"
            )
            throw DecodingError.keyNotFound(key, context)
        }
        return JSONReader(value, at: codingPath + [key])
    }
}

/// The elements of an array, to decode from.
struct JSONElements: UnkeyedDecodingContainer {
    let elements: [JSONParsed]
    let codingPath: [any CodingKey]
    private(set) var currentIndex = 0

    init(elements: [JSONParsed], codingPath: [any CodingKey]) {
        self.elements = elements
        self.codingPath = codingPath
    }

    var count: Int? { elements.count }
    var isAtEnd: Bool { currentIndex >= elements.count }

    mutating func decodeNil() throws -> Bool {
        guard try peek().value.isNull else { return false }
        currentIndex += 1
        return true
    }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let value = try peek().decode(type)
        currentIndex += 1
        return value
    }

    mutating func nestedContainer<Key: CodingKey>(
        keyedBy keys: Key.Type
    ) throws -> KeyedDecodingContainer<Key> {
        try superDecoder().container(keyedBy: keys)
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try superDecoder().unkeyedContainer()
    }

    mutating func superDecoder() throws -> any Decoder {
        let reader = try peek()
        currentIndex += 1
        return reader
    }

    private func peek() throws -> JSONReader {
        guard !isAtEnd else {
            let context = DecodingError.Context(
                codingPath: codingPath,
                debugDescription: "no element \(currentIndex)"
            )
            throw DecodingError.valueNotFound(JSONParsed.self, context)
        }
        return JSONReader(elements[currentIndex], at: codingPath)
    }
}
