import StdnetBackend

// Commands on ranges of one sorted set.
extension Keyspace {
    func zcount(
        _ call: ArgumentView,
        _ kind: SortedSetRange.Kind,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        let range = try SortedSetRange(kind, call, from: 2, to: 3)
        let set = try read(SortedSet.self, call[1])
        reply.integer(set.map { range.ranks(in: $0.content).count } ?? 0)
    }

    func zrange(
        _ call: ArgumentView,
        kind: SortedSetRange.Kind?,
        isReversed: Bool?,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        let query = try RangeQuery(
            call,
            from: 2,
            kind: kind,
            isReversed: isReversed,
            allowsScores: true
        )
        guard let set = try read(SortedSet.self, call[1]) else { return reply.array(0) }
        let ranks = query.ranks(in: set.content)
        let withScores = query.isWithScores
        reply.members(ranks.count, withScores: withScores)
        query.forEach(ranks, in: set.content) {
            reply.member($0.member, $0.score, withScores: withScores)
        }
    }

    mutating func zrangestore(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        let query = try RangeQuery(
            call,
            from: 3,
            kind: nil,
            isReversed: nil,
            allowsScores: false
        )
        let limits = settings.sortedSetLimits
        var result = SortedSet(seed: table.seed)
        if let set = try read(SortedSet.self, call[2]) {
            let ranks = query.ranks(in: set.content)
            if query.isByRank, ranks.count > limits.entries {
                result.becomeSkiplist(seed: table.seed)
            }
            query.forEach(ranks, in: set.content) {
                result.add($0.member, $0.score, limits, seed: table.seed)
            }
        }
        reply.integer(result.count)
        storeResult(result, at: call[1], .sortedSet("zrangestore"))
    }

    mutating func zremrange(
        _ call: ArgumentView,
        _ kind: SortedSetRange.Kind,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        let range = try SortedSetRange(kind, call, from: 2, to: 3)
        guard let (position, set) = try change(SortedSet.self, call[1]) else {
            return reply.integer(0)
        }
        let ranks = range.ranks(in: set.content)
        set.content.remove(ranks: ranks)
        if !ranks.isEmpty { changed(call[1], .sortedSet(kind.removalEvent)) }
        if set.content.isEmpty { removeEmptied(call[1], at: position) }
        reply.integer(ranks.count)
    }

    /// Removes the key of a sorted set that a command has emptied.
    mutating func removeEmptied(_ key: RawBytes, at position: Int) {
        remove(at: position)
        happened(key, .generic("del"))
    }

    /// Gives a key the result of a command, and notes what that changed.
    mutating func storeResult(_ result: SortedSet, at key: RawBytes, _ event: KeyEvent) {
        if !result.isEmpty {
            store(result, at: key)
            changed(key, event)
        } else if remove(key) {
            changed(key, .generic("del"))
        }
    }
}

extension SortedSetRange.Kind {
    /// The event of removing a range of this kind.
    fileprivate var removalEvent: StaticString {
        switch self {
        case .rank: "zremrangebyrank"
        case .score: "zremrangebyscore"
        case .lexical: "zremrangebylex"
        }
    }
}

/// A range and its options, as ZRANGE and its older forms take them.
private struct RangeQuery {
    private let range: SortedSetRange
    private let isReversed: Bool
    let isByRank: Bool
    private var offset = 0
    private var limit = -1
    private(set) var isWithScores = false

    /// Reads the range at `first` and the options after it.
    ///
    /// What the ends are, and the direction, are given where the name of the command says so.
    init(
        _ call: ArgumentView,
        from first: Int,
        kind: SortedSetRange.Kind?,
        isReversed: Bool?,
        allowsScores: Bool
    ) throws(CommandError) {
        var kind = kind
        var direction = isReversed
        var position = first + 2
        while position < call.count {
            if allowsScores, call.isWord("WITHSCORES", at: position) {
                isWithScores = true
            } else if call.isWord("LIMIT", at: position), call.hasWord(after: position, count: 2) {
                offset = try call.requiredInteger(position + 1)
                limit = try call.requiredInteger(position + 2)
                position += 2
            } else if direction == nil, call.isWord("REV", at: position) {
                direction = true
            } else if kind == nil, call.isWord("BYLEX", at: position) {
                kind = .lexical
            } else if kind == nil, call.isWord("BYSCORE", at: position) {
                kind = .score
            } else {
                throw .syntax
            }
            position += 1
        }
        let ends = kind ?? .rank
        if limit != -1, ends == .rank {
            throw .init(
                """
                ERR syntax error, LIMIT is only supported in combination with either BYSCORE or \
                BYLEX
                """
            )
        }
        if isWithScores, ends == .lexical {
            throw .init(
                "ERR syntax error, WITHSCORES not supported in combination with BYLEX"
            )
        }
        // A limit of -1 is none, and then Redis does not look at the offset either.
        if ends == .rank { offset = 0 }
        self.isReversed = direction ?? false
        isByRank = ends == .rank
        // Going down, a range of scores or members has its upper end first.
        let isSwapped = self.isReversed && ends != .rank
        range = try SortedSetRange(
            ends,
            call,
            from: isSwapped ? first + 1 : first,
            to: isSwapped ? first : first + 1
        )
    }

    /// The ranks asked for, counted in the direction of the query.
    func ranks(in set: SortedSet) -> Range<Int> {
        let all = range.ranks(in: set, isReversed: isReversed)
        guard offset >= 0, offset < all.count else { return 0..<0 }
        let first = min(all.lowerBound + offset, all.upperBound)
        let count = limit < 0 ? all.upperBound - first : min(limit, all.upperBound - first)
        return first..<first + count
    }

    func forEach(
        _ ranks: Range<Int>,
        in set: SortedSet,
        _ body: (borrowing ScoredMember) -> Void
    ) {
        guard isReversed else { return set.order.forEach(in: ranks, body) }
        set.order.forEachReversed(
            in: set.count - ranks.upperBound..<set.count - ranks.lowerBound,
            body
        )
    }
}
