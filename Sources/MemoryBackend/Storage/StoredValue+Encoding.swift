import StdnetBackend

// A stand-in until the encodings of values are kept as Redis keeps them.
extension Keyspace.Slot {
    /// The name of the encoding that Redis would use.
    func encodingName(_ settings: KeyspaceSettings) -> StaticString {
        switch value {
        case .inline(let bytes):
            return bytes.withBytes { Int(decimal: $0) } == nil ? "embstr" : "int"
        case .heap(let bytes): return bytes.count <= 44 ? "embstr" : "raw"
        case .list: return "quicklist"
        case .set(let box):
            let members = box.content.members
            let isIntset =
                members.count <= settings.setMaxIntsetEntries
                && (0..<members.count).allSatisfy {
                    members.entry($0).pointee.key.withBytes { Int(decimal: $0) } != nil
                }
            return isIntset ? "intset" : "hashtable"
        case .hash(let box):
            let fields = box.content.fields
            let limit = settings.hashMaxListpackValue
            let isListpack =
                fields.count <= settings.hashMaxListpackEntries
                && (0..<fields.count).allSatisfy {
                    let entry = fields.entry($0).pointee
                    return entry.key.count <= limit && entry.value.count <= limit
                }
            return isListpack ? "listpack" : "hashtable"
        case .sortedSet(let box):
            let scores = box.content.scores
            let isListpack =
                scores.count <= settings.sortedSetMaxListpackEntries
                && (0..<scores.count).allSatisfy {
                    scores.entry($0).pointee.key.count <= settings.sortedSetMaxListpackValue
                }
            return isListpack ? "listpack" : "skiplist"
        }
    }
}
