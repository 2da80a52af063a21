/// What a sorted set holds: the order, and the score of each member.
struct SortedSet {
    private(set) var order = RankedList()
    private(set) var scores: ByteTable<Double>

    init(seed: HashSeed, capacity: Int = 4) { scores = ByteTable(seed: seed, capacity: capacity) }

    var count: Int { scores.count }
    var isEmpty: Bool { scores.isEmpty }

    func score(_ probe: Probe) -> Double? {
        scores.find(probe).map { scores.entry($0).pointee.value }
    }

    func score(_ member: ByteString) -> Double? {
        scores.find(member).map { scores.entry($0).pointee.value }
    }

    func rank(_ probe: Probe) -> Int? {
        scores.find(probe).map { position in
            let entry = scores.entry(position).pointee
            return order.rank(ScoredMember(score: entry.value, member: entry.key))
        }
    }

    /// Adds a member that is known to be absent.
    mutating func add(_ member: ByteString, _ score: Double) {
        scores.add(member, score)
        order.insert(ScoredMember(score: score, member: member))
    }

    /// Adds a member that is known to be absent.
    @inline(__always)
    mutating func add(_ probe: Probe, _ score: Double) {
        let score = Self.stored(score)
        scores.add(probe, score)
        order.insert(ScoredMember(score: score, member: probe.owned))
    }

    /// A score as Redis keeps it in small sorted sets: 0 has no sign.
    @inline(__always)
    static func stored(_ score: Double) -> Double { score + 0 }

    /// Gives a member another score.
    mutating func change(at position: Int, to score: Double) {
        let score = Self.stored(score)
        let entry = scores.entry(position).pointee
        order.remove(ScoredMember(score: entry.value, member: entry.key))
        order.insert(ScoredMember(score: score, member: entry.key))
        scores.setValue(score, at: position)
    }

    mutating func remove(at position: Int) {
        let entry = scores.remove(at: position)
        order.remove(ScoredMember(score: entry.value, member: entry.key))
    }

    /// Removes the members of a range of ranks and returns them in order.
    mutating func remove(ranks: Range<Int>) -> [ScoredMember] {
        var removed: [ScoredMember] = []
        removed.reserveCapacity(ranks.count)
        order.forEach(in: ranks) { removed.append(copy $0) }
        for element in removed {
            if let position = scores.find(element.member) { remove(at: position) }
        }
        return removed
    }
}
