import StdnetBackend

/// The count of SRANDMEMBER, HRANDFIELD and ZRANDMEMBER: none for one, negative for repetitions.
struct RandomChoice {
    let count: Int?
    var isWithValues = false

    /// The most repetitions: Redis has no limit but its memory, which here is the caller's.
    private static var mostRepetitions: Int { 1 << 26 }

    /// Reads the words after the key; `withValues` is the word that asks for values too, if any.
    init(_ call: ArgumentView, withValues: StaticString?) throws(CommandError) {
        guard call.count > 2 else {
            count = nil
            return
        }
        guard withValues != nil || call.count == 3 else { throw .syntax }
        let number = try call.requiredSignedCount(2)
        if let withValues, call.count > 3 {
            guard call.count == 4, call.isWord(withValues, at: 3) else { throw .syntax }
            guard number.magnitude <= Int.max / 2 else { throw .init("ERR value is out of range") }
            isWithValues = true
        }
        guard number >= -Self.mostRepetitions else { throw .init("ERR value is out of range") }
        count = number
    }

    /// The reply where there is no collection.
    func none(_ reply: inout ReplyBuilder) {
        if count == nil { reply.null() } else { reply.array(0) }
    }

    /// The chosen positions among some that are there, at least one.
    func positions(in total: Int, _ random: inout SeededGenerator) -> [Int] {
        guard let count else { return [random.below(total)] }
        if count < 0 { return (0..<count.magnitude).map { _ in random.below(total) } }
        guard count < total else { return Array(0..<total) }
        return Self.distinct(count, in: total, &random)
    }

    /// Different positions, in no special order (Floyd's algorithm).
    static func distinct(_ count: Int, in total: Int, _ random: inout SeededGenerator) -> [Int] {
        var chosen = Set<Int>(minimumCapacity: count)
        var picked: [Int] = []
        picked.reserveCapacity(count)
        for last in total - count..<total {
            let candidate = random.below(last + 1)
            let position = chosen.contains(candidate) ? last : candidate
            chosen.insert(position)
            picked.append(position)
        }
        return picked
    }
}
