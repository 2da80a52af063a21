/// What a sorted set holds: the order, and the score of each member.
///
/// A small one, of short members, lies packed in its order. Else a table has the scores, and a list the
/// order. A position is a rank in the first, and a place in the table in the second.
struct SortedSet {
    /// How large a sorted set may be that Redis keeps as a listpack.
    struct Limits {
        /// The most members.
        let entries: Int
        /// The most bytes of a member.
        let value: Int
    }

    /// A sorted set that is not packed; shared until it is written.
    private final class Large {
        // Unchecked: nothing that these are passed to comes back to them.
        @exclusivity(unchecked) var order: RankedList
        @exclusivity(unchecked) var scores: ByteTable<Double>

        init(_ order: RankedList, _ scores: ByteTable<Double>) {
            self.order = order
            self.scores = scores
        }
    }

    private var packed = PackedEntries<Double>()
    private var large: Large?
    /// Whether Redis would still keep this as a listpack: once too large, it never is one again.
    private(set) var isListpack = true

    init(seed: HashSeed, capacity: Int = 4) {
        if capacity > Double.packedLimit {
            large = Large(RankedList(), ByteTable(seed: seed, capacity: capacity))
        }
    }

    /// A sorted set of given scores: a listpack where the limits allow it, never without limits.
    init(_ given: ByteTable<Double>, limits: Limits?) {
        var scores = given
        isListpack = limits.map { scores.fits($0) } ?? false
        var elements: [ScoredMember] = []
        elements.reserveCapacity(scores.count)
        for position in 0..<scores.count {
            let entry = scores.entry(position).pointee
            let score = stored(entry.value)
            if isListpack { scores.setValue(score, at: position) }
            elements.append(ScoredMember(score: score, member: entry.key))
        }
        elements.sort { $0 < $1 }
        large = Large(RankedList(sorted: elements), scores)
        if isListpack { pack(elements) }
    }

    var count: Int { large?.scores.count ?? packed.count }
    var isEmpty: Bool { count == 0 }

    /// The name of Redis's encoding.
    var encodingName: StaticString { isListpack ? "listpack" : "skiplist" }

    /// The members in order; a packed set makes the list for who asks.
    var order: RankedList {
        large?.order ?? RankedList(sorted: (0..<packed.count).map { element($0) })
    }

    /// The table of the scores; nil when they are packed.
    var table: ByteTable<Double>? { large?.scores }

    /// The position of a member.
    @inline(__always)
    func find(_ probe: Probe) -> Int? {
        if let large { return large.scores.find(probe) }
        return packed.find(probe.bytes)
    }

    /// The member at a position.
    func element(_ position: Int) -> ScoredMember {
        guard let large else {
            return ScoredMember(score: packed.value(position), member: packed.key(position))
        }
        let entry = large.scores.entry(position).pointee
        return ScoredMember(score: entry.value, member: entry.key)
    }

    @inline(__always)
    func score(at position: Int) -> Double {
        if let large { return large.scores.entry(position).pointee.value }
        return packed.value(position)
    }

    func score(_ probe: Probe) -> Double? { find(probe).map { score(at: $0) } }

    func score(_ member: RawBytes) -> Double? {
        if let large {
            return large.scores.find(large.scores.probe(member)).map { score(at: $0) }
        }
        return packed.find(member).map { packed.value($0) }
    }

    func score(_ member: ByteString) -> Double? { member.withBytes { score($0) } }

    func rank(_ probe: Probe) -> Int? {
        find(probe).map { large?.order.rank(element($0)) ?? $0 }
    }

    /// A score as Redis keeps it: a listpack has integers where it can, so that 0 has no sign.
    @inline(__always)
    private func stored(_ score: Double) -> Double { isListpack ? score + 0 : score }
}

// Changing.
extension SortedSet {
    /// Adds a member that is known to be absent.
    @inline(__always)
    mutating func add(_ probe: Probe, _ score: Double, _ limits: Limits) {
        willAdd(byteCount: probe.bytes.count, limits)
        let score = stored(score)
        if large == nil {
            if isListpack, packed.hasRoom(keySize: probe.bytes.count, score) {
                return insert(probe.bytes, score)
            }
            unpack(probe.seed)
        }
        let member = probe.owned
        write { large in
            large.scores.add(probe, score)
            large.order.insert(ScoredMember(score: score, member: member))
        }
    }

    /// Adds a member of another sorted set that is known to be absent here.
    mutating func add(_ member: ByteString, _ score: Double, _ limits: Limits, seed: HashSeed) {
        member.withBytes { add(Probe($0, seed), score, limits) }
    }

    /// Gives up the listpack for what makes it too large.
    @inline(__always)
    private mutating func willAdd(byteCount: Int, _ limits: Limits) {
        if isListpack, count >= limits.entries || byteCount > limits.value { isListpack = false }
    }

    /// Gives up the listpack, as Redis does when it knows that a result will be large.
    mutating func becomeSkiplist(seed: HashSeed) {
        isListpack = false
        unpack(seed)
    }

    /// Gives a member another score.
    mutating func change(at position: Int, to score: Double) {
        let score = stored(score)
        guard large != nil else {
            let old = element(position)
            packed.remove(at: position)
            return old.member.withBytes { insert($0, score) }
        }
        write { large in
            let entry = large.scores.entry(position)
            large.order.move(
                ScoredMember(score: entry.pointee.value, member: entry.pointee.key),
                to: score
            )
            large.scores.setValue(score, at: position)
        }
    }

    mutating func remove(at position: Int) {
        guard large != nil else { return packed.remove(at: position) }
        write { large in
            let entry = large.scores.remove(at: position)
            large.order.remove(ScoredMember(score: entry.value, member: entry.key))
        }
    }

    /// Removes and returns the lowest member of at least one, or the highest.
    mutating func pop(highest: Bool) -> ScoredMember {
        let rank = highest ? count - 1 : 0
        // Nothing may hold the list when the member is removed: it would be copied.
        guard let element = large?.order[rank] else {
            let element = self.element(rank)
            packed.remove(at: rank)
            return element
        }
        if let position = large?.scores.find(element.member) { remove(at: position) }
        return element
    }

    /// Removes the members of a range of ranks.
    mutating func remove(ranks: Range<Int>) {
        guard !ranks.isEmpty else { return }
        guard ranks.count < count else {
            large = large.map { Large(RankedList(), ByteTable(seed: $0.scores.seed)) }
            packed = PackedEntries()
            return
        }
        guard large != nil else {
            for rank in ranks.reversed() { packed.remove(at: rank) }
            return
        }
        write { large in
            large.order.forEach(in: ranks) { element in
                if let position = large.scores.find(element.member) {
                    large.scores.remove(at: position)
                }
            }
            large.order.remove(ranks: ranks)
        }
    }
}

// Packing.
extension SortedSet {
    /// Inserts a member at its place.
    private mutating func insert(_ member: RawBytes, _ score: Double) {
        let new = ScoredMember(score: score, member: ByteString(member))
        var place = packed.count
        while place > 0, new < element(place - 1) { place -= 1 }
        packed.insert(member, score, at: place)
    }

    /// Packs a set that was just made, when it fits.
    private mutating func pack(_ elements: [ScoredMember]) {
        guard elements.count <= Double.packedLimit,
            elements.allSatisfy({ $0.member.count <= PackedEntries<Double>.longestKey })
        else { return }
        for element in elements {
            element.member.withBytes { packed.insert($0, element.score, at: packed.count) }
        }
        large = nil
    }

    /// Gives up being packed.
    @inline(never)
    private mutating func unpack(_ seed: HashSeed) {
        guard large == nil else { return }
        var scores = ByteTable<Double>(seed: seed, capacity: packed.count + 1)
        let elements = (0..<packed.count).map { element($0) }
        for element in elements { scores.add(element.member, element.score) }
        large = Large(RankedList(sorted: elements), scores)
        packed = PackedEntries()
    }

    /// Changes what is not packed; a copy of it when it is shared.
    @inline(__always)
    private mutating func write(_ body: (Large) -> Void) {
        if !isKnownUniquelyReferenced(&large) {
            large = large.map { Large($0.order, $0.scores) }
        }
        if let large { body(large) }
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
