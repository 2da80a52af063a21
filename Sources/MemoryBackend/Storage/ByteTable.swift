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
    var index: ContiguousArray<UInt64> = []
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
        let mask = index.count - 1
        let tag = UInt32(truncatingIfNeeded: probe.hash)
        return index.withUnsafeBufferPointer { slots in
            var at = Int(tag) & mask
            while true {
                let slot = slots[at]
                if slot == 0 { return nil }
                if slot.tag == tag, probe.matches(entry(slot.position).pointee.key) {
                    return slot.position
                }
                at = (at + 1) & mask
            }
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
            if entries.count * 4 > index.count * 3 { grow() }
            place(UInt32(truncatingIfNeeded: hash), position)
        }
    }

    /// Removes an entry; the last one takes its place.
    @inline(never) @discardableResult
    mutating func remove(at position: Int) -> Entry {
        let last = entries.count - 1
        if !index.isEmpty {
            unplace(slot(of: position))
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
        let mask = index.count - 1
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
        let mask = index.count - 1
        var at = Int(UInt32(truncatingIfNeeded: entry(position).pointee.key.hash(seed))) & mask
        while index[at].position != position { at = (at + 1) & mask }
        return at
    }

    @inline(__always)
    private mutating func place(_ tag: UInt32, _ position: Int) {
        let mask = index.count - 1
        index.withUnsafeMutableBufferPointer { slots in
            var at = Int(tag) & mask
            while slots[at] != 0 { at = (at + 1) & mask }
            slots[at] = UInt64(tag: tag, position: position)
        }
    }

    /// Empties a slot and moves followers up: there are no tombstones.
    mutating func unplace(_ slot: Int) {
        let mask = index.count - 1
        index.withUnsafeMutableBufferPointer { slots in
            var hole = slot
            var at = slot
            while true {
                at = (at + 1) & mask
                if slots[at] == 0 { break }
                let home = Int(slots[at].tag) & mask
                if (at - home) & mask >= (at - hole) & mask {
                    slots[hole] = slots[at]
                    hole = at
                }
            }
            slots[hole] = 0
        }
    }

    mutating func rebuild(_ size: Int) {
        index = ContiguousArray(repeating: 0, count: size)
        for position in 0..<entries.count {
            place(UInt32(truncatingIfNeeded: entry(position).pointee.key.hash(seed)), position)
        }
    }

    /// Doubles the index; the tags are in the slots, so no entry is read.
    @inline(never)
    private mutating func grow() {
        let old = index
        index = ContiguousArray(repeating: 0, count: old.count * 2)
        let mask = index.count - 1
        index.withUnsafeMutableBufferPointer { slots in
            for slot in old where slot != 0 {
                var at = Int(slot.tag) & mask
                while slots[at] != 0 { at = (at + 1) & mask }
                slots[at] = slot
            }
        }
    }
}

/// A slot of the index: the tag above, the position plus one below.
extension UInt64 {
    @inline(__always)
    fileprivate init(tag: UInt32, position: Int) {
        self = UInt64(tag) << 32 | UInt64(UInt32(truncatingIfNeeded: position + 1))
    }

    @inline(__always) var tag: UInt32 { UInt32(truncatingIfNeeded: self >> 32) }

    @inline(__always) var position: Int {
        get { Int(UInt32(truncatingIfNeeded: self)) - 1 }
        set { self = UInt64(tag: tag, position: newValue) }
    }
}
