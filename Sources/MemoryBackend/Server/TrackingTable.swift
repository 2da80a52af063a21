import StdnetBackend

/// Which clients may have which keys in a cache of their own, and which prefixes they asked for.
///
/// Keys are remembered without their database, and a client that went is forgotten when one of its
/// keys changes: so it is in Redis.
struct TrackingTable {
    /// A prefix that clients asked for, and the keys with it that have changed since the last message.
    struct Prefix {
        let prefix: Bytes
        var clients: [ServerClient]
        /// Each with the client that changed it last; 0 for none, and for scripts.
        var changed: [Bytes: ServerClient.Identifier] = [:]
    }

    /// How many clients track keys, by prefixes or what they read.
    private(set) var clientCount = 0
    private var readers: ByteTable<[ServerClient.Identifier]>
    /// How many pairs of a key and a client are remembered.
    private(set) var itemCount = 0
    /// In order of their bytes.
    private(set) var prefixes: [Prefix] = []
    /// Whether any key with a prefix has changed since the last messages.
    private(set) var hasChanged = false
    /// How many keys may be remembered; 0 for any number.
    var limit = 1_000_000
    /// How often in a row the limit was not reached by forgetting some keys.
    private var failures = 0
    /// When the keys above the limit are forgotten, if no command does it before.
    var nextTrim = Int.max

    init(seed: HashSeed) { readers = ByteTable(seed: seed) }

    /// Whether changes of keys have to be told to it.
    var isInUse: Bool { clientCount > 0 || readers.count > 0 }
    /// How many keys are remembered.
    var keyCount: Int { readers.count }
    var isOverLimit: Bool { clientCount > 0 && limit > 0 && readers.count > limit }

    mutating func addClient() { clientCount += 1 }

    /// Removes a client and its prefixes; not what it read.
    mutating func remove(_ client: ServerClient, _ tracked: [Bytes]) {
        clientCount -= 1
        guard !tracked.isEmpty else { return }
        for place in prefixes.indices { prefixes[place].clients.removeAll { $0 === client } }
        prefixes.removeAll { $0.clients.isEmpty }
    }

    /// Adds a client to a prefix; false when it is there already.
    mutating func add(_ client: ServerClient, to prefix: Bytes) -> Bool {
        guard
            let place = prefixes.firstIndex(where: { !$0.prefix.lexicographicallyPrecedes(prefix) }
            ),
            prefixes[place].prefix == prefix
        else {
            let place = prefixes.firstIndex { prefix.lexicographicallyPrecedes($0.prefix) }
            prefixes.insert(
                Prefix(prefix: prefix, clients: [client]),
                at: place ?? prefixes.endIndex
            )
            return true
        }
        guard !prefixes[place].clients.contains(where: { $0 === client }) else { return false }
        prefixes[place].clients.append(client)
        return true
    }

    /// Notes that a client has read a key.
    mutating func remember(_ key: RawBytes, _ client: ServerClient.Identifier) {
        let probe = readers.probe(key)
        guard let position = readers.find(probe) else {
            readers.add(probe, [client])
            itemCount += 1
            return
        }
        let isNew = readers.withValue(at: position) { known in
            guard !known.contains(client) else { return false }
            known.append(client)
            return true
        }
        if isNew { itemCount += 1 }
    }

    /// Forgets who has read a key, and says who it was.
    mutating func takeReaders(of key: Bytes) -> [ServerClient.Identifier] {
        guard readers.count > 0 else { return [] }
        guard let position = key.withUnsafeBytes({ readers.find(readers.probe($0)) }) else {
            return []
        }
        let entry = readers.remove(at: position)
        itemCount -= entry.value.count
        return entry.value
    }

    /// Forgets everything that was read.
    mutating func removeAllReaders() {
        readers = ByteTable(seed: readers.seed)
        itemCount = 0
    }

    /// Notes for those who asked for a prefix that a key with it has changed.
    mutating func note(_ key: Bytes, changedBy client: ServerClient.Identifier) {
        for place in prefixes.indices where key.starts(with: prefixes[place].prefix) {
            prefixes[place].changed[key] = client
            hasChanged = true
        }
    }

    /// The prefixes with changed keys, which count as told now.
    mutating func takeChanged() -> [Prefix] {
        guard hasChanged else { return [] }
        hasChanged = false
        let changed = prefixes.filter { !$0.changed.isEmpty }
        for place in prefixes.indices { prefixes[place].changed = [:] }
        return changed
    }

    /// Some keys to forget, because there are too many; the more, the more often it was in vain.
    mutating func excess(_ random: inout SeededGenerator) -> [Bytes] {
        guard isOverLimit else {
            failures = 0
            return []
        }
        let effort = 100 * (failures + 1)
        let count = min(readers.count - limit, effort)
        failures = count < readers.count - limit ? failures + 1 : 0
        let start = random.below(readers.count)
        return (start..<start + count).map { place in
            readers.entry(place % readers.count).pointee.key.withBytes { Bytes($0) }
        }
    }
}
