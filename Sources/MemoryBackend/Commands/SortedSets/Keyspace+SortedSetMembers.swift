import StdnetBackend

// Commands on members of one sorted set.
extension Keyspace {
    mutating func zrem(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        guard let (position, set) = try change(SortedSet.self, call[1]) else {
            return reply.integer(0)
        }
        var removed = 0
        for word in 2..<call.count {
            guard let found = set.content.find(table.seed.probe(call[word])) else { continue }
            set.content.remove(at: found)
            removed += 1
        }
        if removed > 0 { changed(call[1], .sortedSet("zrem")) }
        if set.content.isEmpty { removeEmptied(call[1], at: position) }
        reply.integer(removed)
    }

    func zscore(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        let set = try read(SortedSet.self, call[1])
        if let score = set?.content.score(table.seed.probe(call[2])) {
            reply.number(score)
        } else {
            reply.null()
        }
    }

    func zmscore(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        let set = try read(SortedSet.self, call[1])
        reply.array(call.count - 2)
        for position in 2..<call.count {
            if let score = set?.content.score(table.seed.probe(call[position])) {
                reply.number(score)
            } else {
                reply.null()
            }
        }
    }

    func zrank(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder,
        isReversed: Bool
    ) throws(CommandError) {
        guard let set = try read(SortedSet.self, call[1]),
            let rank = set.content.rank(table.seed.probe(call[2]))
        else { return reply.null() }
        reply.integer(isReversed ? set.content.count - 1 - rank : rank)
    }

    mutating func zrandmember(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        let choice = try RandomChoice(call, withValues: "WITHSCORES")
        guard let set = try read(SortedSet.self, call[1]) else { return choice.none(&reply) }
        let withScores = choice.isWithValues
        // All of them, and Redis starts with the highest.
        if let count = choice.count, count > 1, count >= set.content.count {
            reply.members(set.content.count, withScores: withScores)
            set.content.order.forEachReversed(in: 0..<set.content.count) {
                reply.member($0.member, $0.score, withScores: withScores)
            }
            return
        }
        let picked = choice.positions(in: set.content.count, &random)
        if choice.count != nil { reply.members(picked.count, withScores: withScores) }
        for position in picked {
            let element = set.content.element(position)
            reply.member(element.member, element.score, withScores: withScores)
        }
    }

    func zscan(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        guard let cursor = UInt64(cursor: call[2]) else { throw .invalidCursor }
        guard let set = try read(SortedSet.self, call[1]) else {
            return ScanOptions.nothing(&reply)
        }
        let options = try ScanOptions(call, from: 3, allowsType: false)
        if set.content.isListpack { return options.scan(set.content.order, &reply) }
        // What is no listpack has a table.
        guard let scores = set.content.table else { return ScanOptions.nothing(&reply) }
        options.scan(scores, from: cursor, &reply) { entry, reply in
            reply.bulk(entry.pointee.key)
            reply.bulk(entry.pointee.value.scoreText)
        }
    }
}

extension ScanOptions {
    /// Writes all members that match, in order, as Redis does where there is no hash table.
    fileprivate func scan(_ order: RankedList, _ reply: inout ReplyBuilder) {
        reply.array(2)
        reply.bulk("0")
        let head = reply.count
        reply.array(0)
        order.forEach(in: 0..<order.count) { element in
            guard admits(element.member) else { return }
            reply.bulk(element.member)
            reply.bulk(element.score.scannedScoreText)
        }
        reply.setCount(reply.count - head - 1, at: head)
    }
}
