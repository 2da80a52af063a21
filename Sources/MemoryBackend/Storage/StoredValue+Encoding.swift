import StdnetBackend

// How Redis would store a value, in the words of OBJECT ENCODING.
extension StoredValue {
    /// The longest string that Redis stores beside its header, in one allocation.
    private static var longestEmbedded: Int { 44 }

    /// The name of the encoding that Redis would have given the value.
    func encodingName(_ settings: KeyspaceSettings) -> StaticString {
        switch self {
        case .inline(let bytes):
            bytes.withBytes { Int(decimal: $0) } == nil ? "embstr" : "int"
        case .heap(let bytes): bytes.count <= Self.longestEmbedded ? "embstr" : "raw"
        case .raw: "raw"
        case .embedded: "embstr"
        case .list(let box): box.content.encodingName
        case .hash(let box): box.content.encodingName
        case .set(let box): box.content.encodingName
        case .sortedSet(let box): box.content.encodingName
        case .stream(let box): box.content.encodingName
        }
    }
}

extension Keyspace.Slot {
    /// The name of the encoding that Redis would have given the value.
    func encodingName(_ settings: KeyspaceSettings) -> StaticString {
        value.encodingName(settings)
    }
}
