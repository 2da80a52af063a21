import StdnetBackend

// ZADD and ZINCRBY.
extension Keyspace {
    /// ZADD; ZINCRBY is the same with an option set, and reads the other options too, as in Redis.
    mutating func zadd(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder,
        increments: Bool = false
    ) throws(CommandError) {
        let (options, firstScore) = try ZAddOptions.read(call, increments ? .increments : [])
        try zadd(call, from: firstScore, options, &reply)
    }

    @inline(__always)
    private mutating func zadd(
        _ call: ArgumentView,
        from first: Int,
        _ options: ZAddOptions,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        // All scores are read before anything is written. A pair alone is read once.
        let firstScore = try call.requiredDouble(first)
        for position in stride(from: first + 2, to: call.count, by: 2) {
            _ = try call.requiredDouble(position)
        }
        if options.contains(.onlyOld), find(call[1]) == nil {
            return options.contains(.increments) ? reply.null() : reply.integer(0)
        }
        let limits = settings.sortedSetLimits
        let set = try write(SortedSet.self, call[1], capacity: (call.count - first) / 2)
        var added = 0
        var updated = 0
        var last: Double?
        for position in stride(from: first, to: call.count, by: 2) {
            let score = position == first ? firstScore : try call.requiredDouble(position)
            let outcome = set.content.add(
                table.seed.probe(call[position + 1]),
                score,
                options,
                limits
            )
            if outcome.isNaN {
                throw .init("ERR resulting score is not a number (NaN)")
            }
            if outcome.isNew { added += 1 }
            if outcome.isChanged { updated += 1 }
            last = outcome.score
        }
        if added + updated > 0 {
            changed(call[1], .sortedSet(options.contains(.increments) ? "zincr" : "zadd"))
        }
        guard options.contains(.increments) else {
            return reply.integer(options.contains(.countsChanged) ? added + updated : added)
        }
        if let last { reply.number(last) } else { reply.null() }
    }
}

/// The words of ZADD before the first score.
private struct ZAddOptions: OptionSet {
    let rawValue: UInt8

    static let onlyNew = ZAddOptions(rawValue: 1)
    static let onlyOld = ZAddOptions(rawValue: 2)
    static let onlyGreater = ZAddOptions(rawValue: 4)
    static let onlyLess = ZAddOptions(rawValue: 8)
    static let countsChanged = ZAddOptions(rawValue: 16)
    static let increments = ZAddOptions(rawValue: 32)

    /// The options of a call beside given ones, and where its first score is.
    static func read(
        _ call: ArgumentView,
        _ given: ZAddOptions
    ) throws(CommandError) -> (options: ZAddOptions, firstScore: Int) {
        var found = given
        var position = 2
        while position < call.count, let option = Self.option(call, position) {
            found.insert(option)
            position += 1
        }
        let words = call.count - position
        guard words > 0, words % 2 == 0 else { throw .syntax }
        if found.contains([.onlyNew, .onlyOld]) {
            throw .init("ERR XX and NX options at the same time are not compatible")
        }
        if found.contains([.onlyGreater, .onlyLess])
            || found.contains(.onlyNew) && !found.isDisjoint(with: [.onlyGreater, .onlyLess])
        {
            throw .init("ERR GT, LT, and/or NX options at the same time are not compatible")
        }
        if found.contains(.increments), words > 2 {
            throw .init("ERR INCR option supports a single increment-element pair")
        }
        return (found, position)
    }

    private static func option(_ call: ArgumentView, _ position: Int) -> ZAddOptions? {
        // A score starts with a digit, most of the time.
        guard let first = call[position].first, first >= UInt8(ascii: "A") else { return nil }
        if call.isWord("NX", at: position) { return .onlyNew }
        if call.isWord("XX", at: position) { return .onlyOld }
        if call.isWord("GT", at: position) { return .onlyGreater }
        if call.isWord("LT", at: position) { return .onlyLess }
        if call.isWord("CH", at: position) { return .countsChanged }
        if call.isWord("INCR", at: position) { return .increments }
        return nil
    }
}

extension SortedSet {
    /// What became of one pair of ZADD; no score when its options forbade it.
    fileprivate struct Outcome {
        var score: Double?
        var isNew = false
        var isChanged = false
        var isNaN = false
    }

    @inline(__always)
    fileprivate mutating func add(
        _ member: Probe,
        _ score: Double,
        _ options: ZAddOptions,
        _ limits: Limits
    ) -> Outcome {
        guard let position = find(member) else {
            guard !options.contains(.onlyOld) else { return Outcome() }
            add(member, score, limits)
            return Outcome(score: score, isNew: true)
        }
        guard !options.contains(.onlyNew) else { return Outcome() }
        let old = self.score(at: position)
        let new = options.contains(.increments) ? old + score : score
        guard !new.isNaN else { return Outcome(isNaN: true) }
        if options.contains(.onlyLess), new >= old { return Outcome() }
        if options.contains(.onlyGreater), new <= old { return Outcome() }
        guard new != old else { return Outcome(score: new) }
        change(at: position, to: new)
        return Outcome(score: new, isChanged: true)
    }
}
