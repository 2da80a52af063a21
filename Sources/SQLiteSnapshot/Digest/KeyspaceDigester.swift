import StdnetBackend

/// Computes the digests of keys, and of all of them together, while they come part by part.
///
/// The message of a part is a letter for its kind and then its values: byte strings after their
/// length, all numbers in eight bytes, the lowest first. The order of a list is in the messages of
/// its elements.
struct KeyspaceDigester {
    /// The digest of all that is complete.
    private(set) var total = ContentDigest.zero
    private var hash = BLAKE2b()
    private var key = Bytes()
    private var database = 0
    private var type = StoredType.string
    private var expiry: Int64 = -1
    /// How many parts the key has so far.
    private(set) var count = 0
    private var sum = ContentDigest.zero
    private var group = Bytes()
    private var consumer = Bytes()

    /// Takes a library of functions.
    mutating func library(_ code: UnsafeRawBufferPointer) {
        hash.update(UInt8(ascii: "f"))
        update(code)
        total += hash.finish()
    }

    /// Begins a key.
    mutating func begin(_ key: StoredKey) {
        self.key.removeAll(keepingCapacity: true)
        self.key.append(contentsOf: key.name)
        database = key.database
        type = key.type
        expiry = key.expiry ?? -1
        count = 0
        sum = .zero
    }

    mutating func string(_ value: UnsafeRawBufferPointer) {
        hash.update(UInt8(ascii: "s"))
        update(value)
        add()
    }

    /// Takes the next element of a list, or a member of a set.
    mutating func element(_ value: UnsafeRawBufferPointer) {
        if type == .list {
            hash.update(UInt8(ascii: "l"))
            hash.update(UInt64(count))
        } else {
            hash.update(UInt8(ascii: "e"))
        }
        update(value)
        add()
    }

    mutating func field(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
        hash.update(UInt8(ascii: "h"))
        update(name)
        update(value)
        add()
    }

    mutating func member(_ member: UnsafeRawBufferPointer, score: Double) {
        hash.update(UInt8(ascii: "z"))
        update(member)
        hash.update(score.bitPattern)
        add()
    }

    mutating func entry(_ id: StreamEntryID, _ fields: ArgumentView) {
        hash.update(UInt8(ascii: "x"))
        update(id)
        for position in 0..<fields.count { update(fields[position]) }
        add()
    }

    mutating func stream(_ state: StoredStream) {
        hash.update(UInt8(ascii: "X"))
        update(state.lastID)
        update(state.maxDeletedID)
        update(state.entriesAdded)
        add()
    }

    mutating func group(_ name: UnsafeRawBufferPointer, _ state: StoredStreamGroup) {
        group.removeAll(keepingCapacity: true)
        group.append(contentsOf: name)
        hash.update(UInt8(ascii: "g"))
        update(name)
        update(state.lastID)
        update(state.entriesRead ?? -1)
        add()
    }

    mutating func consumer(_ name: UnsafeRawBufferPointer, _ state: StoredStreamConsumer) {
        consumer.removeAll(keepingCapacity: true)
        consumer.append(contentsOf: name)
        hash.update(UInt8(ascii: "c"))
        update(group)
        update(name)
        update(state.seen)
        update(state.active ?? -1)
        add()
    }

    mutating func pending(_ id: StreamEntryID, _ delivery: StoredDelivery) {
        hash.update(UInt8(ascii: "p"))
        update(group)
        update(consumer)
        update(id)
        update(delivery.time)
        hash.update(delivery.count)
        add()
    }

    /// Completes a key and answers its digest.
    mutating func end() -> ContentDigest {
        hash.update(UInt8(ascii: "k"))
        update(Int64(database))
        update(Bytes(type.rawValue.utf8))
        update(key)
        update(expiry)
        hash.update(UInt64(count))
        sum.withBytes { hash.update($0) }
        let digest = hash.finish()
        total += digest
        return digest
    }

    /// Forgets the parts of a key that will not be complete.
    mutating func abandon() {
        count = 0
        sum = .zero
    }

    /// Takes back a key that was complete.
    mutating func remove(_ digest: ContentDigest) { total -= digest }

    private mutating func add() {
        sum += hash.finish()
        count += 1
    }

    private mutating func update(_ bytes: UnsafeRawBufferPointer) {
        hash.update(UInt64(bytes.count))
        hash.update(bytes)
    }

    private mutating func update(_ bytes: Bytes) { bytes.withUnsafeBytes { update($0) } }

    private mutating func update(_ number: Int64) { hash.update(UInt64(bitPattern: number)) }

    private mutating func update(_ id: StreamEntryID) {
        hash.update(id.milliseconds)
        hash.update(id.sequence)
    }
}
