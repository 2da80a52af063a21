/// The one hash table: keyspace, hashes, sets, and the scores of sorted sets.
///
/// Entries lie dense, in pages (a random one in constant time, cheap copies); an open-addressed index
/// of 64-bit slots, a tag of 32 hash bits and a position, finds them. Up to eight entries need no
/// index. An empty slot is zero, so positions in slots count from one.
struct ByteTable<Value> {
    /// A key and its value.
    struct Entry {
        let key: ByteString
        var value: Value
    }

    private static var linearLimit: Int { 8 }
    static var smallestIndex: Int { 32 }

    let seed: HashSeed
    var index = SlotIndex()
    var entries: PagedArray<Entry>

    init(seed: HashSeed, capacity: Int = 4) {
        self.seed = seed
        entries = PagedArray(capacity: capacity)
    }

    @inline(__always) var count: Int { entries.count }
    @inline(__always) var isEmpty: Bool { entries.count == 0 }

    @inline(__always)
    func probe(_ bytes: RawBytes) -> Probe { Probe(bytes, seed) }

    /// An entry for reading; valid until the next change.
    @inline(__always)
    func entry(_ position: Int) -> UnsafePointer<Entry> { entries.pointer(position) }

    /// The value of an entry, to be replaced.
    @inline(__always)
    mutating func setValue(_ value: consuming Value, at position: Int) {
        entries.writable(position).pointee.value = value
    }

    /// The value of an entry, to be changed in place.
    @inline(__always)
    mutating func withValue<Result, Failure: Error>(
        at position: Int,
        _ body: (inout Value) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try body(&entries.writable(position).pointee.value)
    }

    /// Where a key is.
    @inline(__always)
    func find(_ probe: Probe) -> Int? {
        if index.isEmpty {
            var position = 0
            while position < entries.count {
                if probe.matches(entry(position).pointee.key) { return position }
                position += 1
            }
            return nil
        }
        let mask = index.mask
        let tag = UInt32(truncatingIfNeeded: probe.hash)
        var at = Int(tag) & mask
        while true {
            let slot = index[at]
            if slot == 0 { return nil }
            if slot.tag == tag, probe.matches(entry(slot.position).pointee.key) {
                return slot.position
            }
            at = (at + 1) & mask
        }
    }

    /// Where a key that another table of the keyspace holds is.
    func find(_ key: ByteString) -> Int? { key.withBytes { find(probe($0)) } }

    /// Adds a key that is known to be absent; it becomes the last entry.
    @inline(__always)
    mutating func add(_ probe: Probe, _ value: consuming Value) {
        add(probe.owned, hash: probe.hash, value)
    }

    /// Adds a key of another table that is known to be absent here.
    mutating func add(_ key: ByteString, _ value: consuming Value) {
        add(key, hash: key.hash(seed), value)
    }

    @inline(__always)
    private mutating func add(_ key: ByteString, hash: UInt64, _ value: consuming Value) {
        let position = entries.count
        entries.append(Entry(key: key, value: value))
        if index.isEmpty {
            if position >= Self.linearLimit { rebuild(Self.smallestIndex) }
        } else {
            if entries.count * 4 > index.count * 3 { index = index.doubled() }
            index.place(UInt64(tag: UInt32(truncatingIfNeeded: hash), position: position))
        }
    }

    /// Removes an entry; the last one takes its place.
    @inline(never) @discardableResult
    mutating func remove(at position: Int) -> Entry {
        let last = entries.count - 1
        if !index.isEmpty {
            index.empty(slot(of: position))
            if position != last { index[slot(of: last)].position = position }
        }
        var removed = entries.removeLast()
        if position != last { swap(&removed, &entries.writable(position).pointee) }
        if entries.count * 8 < index.count, index.count > Self.smallestIndex {
            rebuild(index.count / 2)
        }
        return removed
    }

    /// Where the keys with a hash are: one, but for collisions.
    func positions(hash: UInt64) -> [Int] {
        guard !index.isEmpty else {
            return (0..<count).filter { entry($0).pointee.key.hash(seed) == hash }
        }
        let mask = index.mask
        let tag = UInt32(truncatingIfNeeded: hash)
        var at = Int(tag) & mask
        var found: [Int] = []
        while index[at] != 0 {
            if index[at].tag == tag, entry(index[at].position).pointee.key.hash(seed) == hash {
                found.append(index[at].position)
            }
            at = (at + 1) & mask
        }
        return found
    }
}

// The index.
extension ByteTable {
    func slot(of position: Int) -> Int {
        let mask = index.mask
        var at = Int(UInt32(truncatingIfNeeded: entry(position).pointee.key.hash(seed))) & mask
        while index[at].position != position { at = (at + 1) & mask }
        return at
    }

    mutating func rebuild(_ size: Int) {
        index = SlotIndex(count: size)
        for position in 0..<entries.count {
            let tag = UInt32(truncatingIfNeeded: entry(position).pointee.key.hash(seed))
            index.place(UInt64(tag: tag, position: position))
        }
    }
}
