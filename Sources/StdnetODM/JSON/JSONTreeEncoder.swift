/// Encodes into a place of a tree.
struct JSONTreeEncoder: Encoder {
    let tree: JSONTree
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy _: Key.Type) -> KeyedEncodingContainer<Key> {
        tree.becomeObject()
        return KeyedEncodingContainer(Members(tree: tree, codingPath: codingPath))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        tree.becomeArray()
        return Elements(tree: tree, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        Single(tree: tree, codingPath: codingPath)
    }

    private struct Single: SingleValueEncodingContainer {
        let tree: JSONTree
        let codingPath: [any CodingKey]

        func encodeNil() { tree.encodeNull() }
        func encode<Value: Encodable>(_ value: Value) throws {
            try tree.encode(value, at: codingPath)
        }
    }

    private struct Elements: UnkeyedEncodingContainer {
        let tree: JSONTree
        let codingPath: [any CodingKey]
        var count: Int { tree.count }

        func encodeNil() { tree.element().encodeNull() }
        func encode<Value: Encodable>(_ value: Value) throws {
            try tree.element().encode(value, at: codingPath)
        }
        func nestedContainer<Key: CodingKey>(
            keyedBy keys: Key.Type
        ) -> KeyedEncodingContainer<Key> {
            superEncoder().container(keyedBy: keys)
        }
        func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
            superEncoder().unkeyedContainer()
        }
        func superEncoder() -> any Encoder {
            JSONTreeEncoder(tree: tree.element(), codingPath: codingPath)
        }
    }

    private struct Members<Key: CodingKey>: KeyedEncodingContainerProtocol {
        let tree: JSONTree
        let codingPath: [any CodingKey]

        func encodeNil(forKey key: Key) { tree.member(key.stringValue).encodeNull() }
        func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
            try tree.member(key.stringValue).encode(value, at: codingPath + [key])
        }
        func nestedContainer<Nested: CodingKey>(
            keyedBy keys: Nested.Type,
            forKey key: Key
        ) -> KeyedEncodingContainer<Nested> {
            superEncoder(forKey: key).container(keyedBy: keys)
        }
        func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
            superEncoder(forKey: key).unkeyedContainer()
        }
        func superEncoder() -> any Encoder {
            JSONTreeEncoder(tree: tree.member("super"), codingPath: codingPath)
        }
        func superEncoder(forKey key: Key) -> any Encoder {
            JSONTreeEncoder(tree: tree.member(key.stringValue), codingPath: codingPath + [key])
        }
    }
}
