import StdnetBackend

/// What a hash holds.
///
/// A small hash is a listpack in Redis, which shows: its fields stay in the order in which they were
/// added, and a scan answers all of them. Once too large, a hash is a hash table for ever.
struct HashContent: StoredCollection {
    var fields: CompactTable<ByteString>
    var isListpack = true

    init(seed: HashSeed, capacity: Int) { fields = CompactTable(seed: seed, capacity: capacity) }

    var isEmpty: Bool { fields.isEmpty }
    var encodingName: StaticString { isListpack ? "listpack" : "hashtable" }

    @inline(__always)
    static func box(in value: StoredValue) -> Box<HashContent>? {
        if case .hash(let box) = value { return box }
        return nil
    }

    static func value(holding box: Box<HashContent>) -> StoredValue { .hash(box) }

    func value(_ field: RawBytes) -> ByteString? {
        fields.find(field).map { fields.entry($0).value }
    }

    @inline(__always)
    func value(_ field: Probe) -> ByteString? { fields.value(field) }

    /// Sets one field, and says whether it is new.
    @inline(__always)
    mutating func set(
        _ field: Probe,
        _ value: RawBytes,
        _ settings: borrowing KeyspaceSettings
    ) -> Bool {
        let longest = settings.hashMaxListpackValue
        if isListpack, value.count > longest || field.bytes.count > longest { isListpack = false }
        let found = fields.find(field)
        if let found {
            fields.setValue(ByteString(value), at: found, seed: field.seed)
        } else {
            fields.add(field, ByteString(value))
        }
        // Also when no field came: the limit may have changed since.
        if isListpack, fields.count > settings.hashMaxListpackEntries { isListpack = false }
        return found == nil
    }

    /// Removes one field, and says whether it was there.
    mutating func remove(_ field: Probe) -> Bool {
        guard let found = fields.find(field) else { return false }
        if isListpack {
            fields.removeInOrder(at: found)
        } else {
            _ = fields.remove(at: found)
        }
        return true
    }

    /// Chooses the encoding anew, as for a hash that was just loaded.
    mutating func settleEncoding(_ settings: borrowing KeyspaceSettings) {
        let longest = settings.hashMaxListpackValue
        isListpack =
            fields.count <= settings.hashMaxListpackEntries
            && (0..<fields.count).allSatisfy { position in
                let entry = fields.entry(position)
                return entry.pointee.key.count <= longest && entry.pointee.value.count <= longest
            }
    }
}
