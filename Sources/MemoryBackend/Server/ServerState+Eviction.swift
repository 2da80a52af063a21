import StdnetBackend

// Memory that is used up: `maxmemory`.
extension ServerState {
    /// An estimate of the bytes in use, from the number of keys.
    var usedMemory: Int { 1 << 20 + keyspace.allCount * 100 }

    /// Removes keys as `maxmemory-policy` says until there is room, and notes whether there is.
    mutating func makeRoom() {
        isOutOfMemory = false
        // While clients are paused the data stand still.
        guard configuration.maxMemory > 0, !pause.isOn else { return }
        let home = keyspace.selected
        defer { keyspace.select(home) }
        var hasEvicted = false
        while usedMemory > configuration.maxMemory {
            guard evictOne() else {
                isOutOfMemory = true
                break
            }
            hasEvicted = true
        }
        guard hasEvicted else { return }
        isMakingRoom = true
        settle()
        isMakingRoom = false
    }

    private mutating func evictOne() -> Bool {
        let policy = configuration["maxmemory-policy"] ?? "noeviction"
        guard policy != "noeviction" else { return false }
        for number in Keyspace.databases where keyspace.mayHaveKeys(in: number) {
            keyspace.select(number)
            if keyspace.evict(by: policy) {
                statistics.evictedKeyCount += 1
                return true
            }
        }
        return false
    }
}

extension Keyspace {
    /// How many keys the best one to remove is chosen from.
    private static let sampleCount = 5

    /// Removes the key of the selected database that a policy finds the least worth, of a few.
    fileprivate mutating func evict(by policy: String) -> Bool {
        let needsDeadline = policy.hasPrefix("volatile")
        guard count > 0, !needsDeadline || expiringKeys.count > 0 else { return false }
        var best: (position: Int, worth: Int)?
        func consider(_ position: Int) {
            let slot = slot(position)
            guard !needsDeadline || slot.deadline != .max else { return }
            let worth = worth(slot, policy)
            if best.map({ worth < $0.worth }) ?? true { best = (position, worth) }
        }
        for _ in 0..<Self.sampleCount { consider(random.below(count)) }
        if best == nil {
            // Few keys end some time: the first one will do.
            for position in 0..<count where best == nil { consider(position) }
        }
        guard let position = best?.position else { return false }
        let key = table.entry(position).pointee.key
        remove(at: position)
        key.withBytes { changed($0, .evicted) }
        return true
    }

    private func worth(_ slot: Slot, _ policy: String) -> Int {
        if policy.hasSuffix("lru") { return -slot.use.idleSeconds(at: now) }
        if policy.hasSuffix("lfu") { return slot.use.count(at: now, settings) }
        return policy.hasSuffix("ttl") ? slot.deadline : 0
    }
}
