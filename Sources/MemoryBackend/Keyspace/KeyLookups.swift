import StdnetBackend

/// Counts keys that commands looked up to read them: `keyspace_hits` and `keyspace_misses`.
///
/// An object of its own, so that commands that only read can count without lending the keyspace. Each
/// keyspace has one to itself.
final class KeyLookups {
    /// How many keys were there, and how many were not.
    struct Counts {
        var hits = 0
        var misses = 0
    }

    @exclusivity(unchecked) var counts = Counts()
    /// Whether keys that are not there are noted, because somebody hears of them.
    @exclusivity(unchecked) var notesMisses = false
    @exclusivity(unchecked) private(set) var missed: [Bytes] = []

    @inline(never)
    func miss(_ key: RawBytes, isNoted: Bool = true) {
        counts.misses &+= 1
        if notesMisses, isNoted { missed.append(Bytes(key)) }
    }

    /// Takes out the keys that were not there, in order.
    func takeMissed() -> [Bytes] {
        defer { missed = [] }
        return missed
    }
}

extension Keyspace {
    /// Where a key is, for commands that read something of it without using it.
    @inline(__always)
    func look(_ key: RawBytes, isNoted: Bool = true) -> Int? {
        guard let position = peek(key) else {
            lookups.miss(key, isNoted: isNoted)
            return nil
        }
        lookups.counts.hits &+= 1
        return position
    }

    /// Where a key is, for commands that change it: a use, but no reading.
    @inline(__always)
    func locate(_ key: RawBytes) -> Int? {
        guard let position = peek(key) else { return nil }
        use(position)
        return position
    }

    /// Makes events of the keys that the running command did not find.
    @inline(never)
    mutating func noteMisses() {
        let misses = lookups.takeMissed()
        guard !misses.isEmpty, changes.isObserved else { return }
        changes.prepend(
            misses.map { .key($0, database: selected, event: .miss, isModified: false) }
        )
    }
}
