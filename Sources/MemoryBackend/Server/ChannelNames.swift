import StdnetBackend

/// What a client listens to: names, each once, in the order in which they came.
struct ChannelNames {
    private var numbers: [Bytes: Int] = [:]
    private var next = 0

    var count: Int { numbers.count }
    var isEmpty: Bool { numbers.isEmpty }
    /// The names in order.
    var all: [Bytes] { numbers.sorted { $0.value < $1.value }.map(\.key) }

    /// Adds a name; false when it is there already.
    mutating func insert(_ name: Bytes) -> Bool {
        guard numbers[name] == nil else { return false }
        numbers[name] = next
        next += 1
        return true
    }

    /// Removes a name; false when it is not there.
    mutating func remove(_ name: Bytes) -> Bool { numbers.removeValue(forKey: name) != nil }
}

/// Who listens to patterns, in the order in which the patterns came into use.
struct PatternListeners {
    private var entries: [(pattern: Bytes, clients: [ServerClient])] = []
    private var places: [Bytes: Int] = [:]

    /// How many patterns there are.
    var count: Int { places.count }

    mutating func add(_ client: ServerClient, to pattern: Bytes) {
        if let place = places[pattern] {
            entries[place].clients.append(client)
        } else {
            places[pattern] = entries.count
            entries.append((pattern, [client]))
        }
    }

    mutating func remove(_ client: ServerClient, from pattern: Bytes) {
        guard let place = places[pattern] else { return }
        entries[place].clients.removeAll { $0 === client }
        guard entries[place].clients.isEmpty else { return }
        places[pattern] = nil
        // The place stays empty until most are: so each removal costs little.
        if entries.count > 2 * places.count + 8 { removeEmptyPlaces() }
    }

    private mutating func removeEmptyPlaces() {
        entries.removeAll { $0.clients.isEmpty }
        for (place, entry) in entries.enumerated() { places[entry.pattern] = place }
    }

    /// Visits the patterns that somebody listens to.
    func forEach(_ visit: (_ pattern: Bytes, _ clients: [ServerClient]) -> Void) {
        for (pattern, clients) in entries where !clients.isEmpty { visit(pattern, clients) }
    }
}

/// Keys, each once, in the order in which they came.
struct ReadyKeys {
    private var keys: [ServerClient.WatchedKey] = []
    private var known: Set<ServerClient.WatchedKey> = []

    var isEmpty: Bool { keys.isEmpty }

    mutating func append(_ key: ServerClient.WatchedKey) {
        if known.insert(key).inserted { keys.append(key) }
    }

    /// Takes all of them out.
    mutating func takeAll() -> [ServerClient.WatchedKey] {
        defer { self = ReadyKeys() }
        return keys
    }
}
