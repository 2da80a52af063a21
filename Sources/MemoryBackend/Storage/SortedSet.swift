/// What a sorted set holds: the order, and the score of each member.
struct SortedSet {
    /// How large a sorted set may be that Redis keeps as a listpack.
    struct Limits {
        /// The most members.
        let entries: Int
        /// The most bytes of a member.
        let value: Int
    }

    private(set) var order = RankedList()
    private(set) var scores: ByteTable<Double>
    /// Whether Redis would still keep this as a listpack: once too large, it never is one again.
    private(set) var isListpack = true

    init(seed: HashSeed, capacity: Int = 4) { scores = ByteTable(seed: seed, capacity: capacity) }

    /// A sorted set of given scores: a listpack where the limits allow it, never without limits.
    init(_ scores: consuming ByteTable<Double>, limits: Limits?) {
        self.scores = scores
        isListpack = limits.map { self.scores.fits($0) } ?? false
        var elements: [ScoredMember] = []
        elements.reserveCapacity(self.scores.count)
        for position in 0..<self.scores.count {
            let entry = self.scores.entry(position).pointee
            let score = stored(entry.value)
            if isListpack { self.scores.setValue(score, at: position) }
            elements.append(ScoredMember(score: score, member: entry.key))
        }
        elements.sort { $0 < $1 }
        order = RankedList(sorted: elements)
    }

    var count: Int { scores.count }
    var isEmpty: Bool { scores.isEmpty }

    /// The name of Redis's encoding.
    var encodingName: StaticString { isListpack ? "listpack" : "skiplist" }

    func score(_ probe: Probe) -> Double? {
        scores.find(probe).map { scores.entry($0).pointee.value }
    }

    func rank(_ probe: Probe) -> Int? {
        scores.find(probe).map { position in
            let entry = scores.entry(position).pointee
            return order.rank(ScoredMember(score: entry.value, member: entry.key))
        }
    }

    /// Adds a member that is known to be absent.
    @inline(__always)
    mutating func add(_ probe: Probe, _ score: Double, _ limits: Limits) {
        willAdd(byteCount: probe.bytes.count, limits)
        let score = stored(score)
        scores.add(probe, score)
        order.insert(ScoredMember(score: score, member: probe.owned))
    }

    /// Adds a member of another sorted set that is known to be absent here.
    mutating func add(_ member: ByteString, _ score: Double, _ limits: Limits) {
        willAdd(byteCount: member.count, limits)
        let score = stored(score)
        scores.add(member, score)
        order.insert(ScoredMember(score: score, member: member))
    }

    /// Gives up the listpack for what makes it too large.
    @inline(__always)
    private mutating func willAdd(byteCount: Int, _ limits: Limits) {
        if isListpack, scores.count >= limits.entries || byteCount > limits.value {
            isListpack = false
        }
    }

    /// Gives up the listpack, as Redis does when it knows that a result will be large.
    mutating func becomeSkiplist() { isListpack = false }

    /// A score as Redis keeps it: a listpack has integers where it can, so that 0 has no sign.
    @inline(__always)
    private func stored(_ score: Double) -> Double { isListpack ? score + 0 : score }

    /// Gives a member another score.
    mutating func change(at position: Int, to score: Double) {
        let score = stored(score)
        let entry = scores.entry(position).pointee
        order.remove(ScoredMember(score: entry.value, member: entry.key))
        order.insert(ScoredMember(score: score, member: entry.key))
        scores.setValue(score, at: position)
    }

    mutating func remove(at position: Int) {
        let entry = scores.remove(at: position)
        order.remove(ScoredMember(score: entry.value, member: entry.key))
    }

    /// Removes and returns the lowest member of at least one, or the highest.
    mutating func pop(highest: Bool) -> ScoredMember {
        let element = order[highest ? count - 1 : 0]
        if let position = scores.find(element.member) { remove(at: position) }
        return element
    }

    /// Removes the members of a range of ranks.
    mutating func remove(ranks: Range<Int>) {
        guard !ranks.isEmpty else { return }
        guard ranks.count < count else {
            scores = ByteTable(seed: scores.seed)
            order = RankedList()
            return
        }
        order.forEach(in: ranks) { element in
            if let position = scores.find(element.member) { scores.remove(at: position) }
        }
        order.remove(ranks: ranks)
    }
}

extension ByteTable<Double> {
    /// Whether a sorted set with these scores may be a listpack.
    fileprivate func fits(_ limits: SortedSet.Limits) -> Bool {
        count <= limits.entries
            && (0..<count).allSatisfy { entry($0).pointee.key.count <= limits.value }
    }
}

extension KeyspaceSettings {
    /// How large a sorted set may be that Redis keeps as a listpack.
    @inline(__always) var sortedSetLimits: SortedSet.Limits {
        SortedSet.Limits(entries: sortedSetMaxListpackEntries, value: sortedSetMaxListpackValue)
    }
}
