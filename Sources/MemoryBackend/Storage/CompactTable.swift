/// A table that lies packed in one allocation as long as its entries are few and short.
struct CompactTable<Value: PackedValue> {
    /// A key and its value.
    struct Entry {
        let key: ByteString
        let value: Value

        /// The entry itself, as those of a ``ByteTable`` are reached.
        @inline(__always) var pointee: Entry { self }
    }

    /// A table that is not packed; shared until it is written.
    private final class Large {
        // Unchecked: nothing that the table is passed to comes back to it.
        @exclusivity(unchecked) var table: ByteTable<Value>

        init(_ table: ByteTable<Value>) { self.table = table }
    }

    private var packed = PackedEntries<Value>()
    private var large: Large?

    /// Makes an empty table, for about so many entries.
    init(seed: HashSeed, capacity: Int) {
        if capacity > Value.packedLimit {
            large = Large(ByteTable(seed: seed, capacity: capacity))
        }
    }

    @inline(__always) var count: Int { large?.table.count ?? packed.count }
    @inline(__always) var isEmpty: Bool { count == 0 }

    /// An entry for reading.
    @inline(__always)
    func entry(_ position: Int) -> Entry {
        if let large {
            let entry = large.table.entry(position)
            return Entry(key: entry.pointee.key, value: entry.pointee.value)
        }
        return Entry(key: packed.key(position), value: packed.value(position))
    }

    /// Where a key is.
    @inline(__always)
    func find(_ probe: Probe) -> Int? {
        if let large { return large.table.find(probe) }
        return packed.find(probe.bytes)
    }

    /// Where a key is.
    func find(_ key: RawBytes) -> Int? {
        if let large { return large.table.find(large.table.probe(key)) }
        return packed.find(key)
    }

    /// Where a key is.
    func find(_ key: ByteString) -> Int? { key.withBytes { find($0) } }

    /// The value of a key.
    @inline(__always)
    func value(_ probe: Probe) -> Value? {
        if let large {
            return large.table.find(probe).map { large.table.entry($0).pointee.value }
        }
        return packed.find(probe.bytes).map { packed.value($0) }
    }

    /// Adds a key that is known to be absent; it becomes the last entry.
    @inline(__always)
    mutating func add(_ probe: Probe, _ value: Value) {
        if large == nil {
            if packed.hasRoom(keySize: probe.bytes.count, value) {
                return packed.insert(probe.bytes, value, at: packed.count)
            }
            unpack(probe.seed)
        }
        write { $0.add(probe, value) }
    }

    /// Adds a key of another table that is known to be absent here.
    mutating func add(_ key: ByteString, _ value: Value, seed: HashSeed) {
        key.withBytes { add(Probe($0, seed), value) }
    }

    /// Replaces the value of an entry.
    @inline(__always)
    mutating func setValue(_ value: Value, at position: Int, seed: HashSeed) {
        if large == nil {
            if value.packedSize != nil { return packed.setValue(value, at: position) }
            unpack(seed)
        }
        write { $0.setValue(value, at: position) }
    }

    /// Removes an entry; the last one takes its place.
    mutating func remove(at position: Int) -> ByteString {
        guard large == nil else { return write { $0.remove(at: position).key } ?? .empty }
        let key = packed.key(position)
        let last = packed.count - 1
        if position != last {
            let moved = (key: packed.key(last), value: packed.value(last))
            packed.remove(at: last)
            packed.remove(at: position)
            moved.key.withBytes { packed.insert($0, moved.value, at: position) }
        } else {
            packed.remove(at: position)
        }
        return key
    }

    /// Removes an entry; those behind it move up and keep their order.
    mutating func removeInOrder(at position: Int) {
        if large == nil {
            packed.remove(at: position)
        } else {
            write { $0.removeInOrder(at: position) }
        }
    }

    /// Visits entries for SCAN; see ``ByteTable/scan(from:limit:_:)``.
    func scan(from start: UInt64, limit: Int, _ visit: (Int) -> Void) -> UInt64 {
        if let large { return large.table.scan(from: start, limit: limit, visit) }
        for position in 0..<packed.count { visit(position) }
        return 0
    }

    /// Gives up being packed.
    @inline(never)
    mutating func unpack(_ seed: HashSeed) {
        guard large == nil else { return }
        var table = ByteTable<Value>(seed: seed, capacity: packed.count + 1)
        for position in 0..<packed.count {
            table.add(packed.key(position), packed.value(position))
        }
        packed = PackedEntries()
        large = Large(table)
    }

    /// Changes the table that is not packed; a copy of it when it is shared.
    @inline(__always) @discardableResult
    private mutating func write<Result>(_ body: (inout ByteTable<Value>) -> Result) -> Result? {
        if !isKnownUniquelyReferenced(&large) { large = large.map { Large($0.table) } }
        guard let large else { return nil }
        return body(&large.table)
    }
}

extension CompactTable<NoValue> {
    /// Adds a member that is known to be absent; it becomes the last one.
    @inline(__always)
    mutating func add(_ probe: Probe) { add(probe, NoValue()) }

    /// Adds a member of another set that is known to be absent here.
    mutating func add(_ key: ByteString, seed: HashSeed) { add(key, NoValue(), seed: seed) }
}
