import StdnetBackend

// Commands on members of one sorted set.
extension Keyspace {
    mutating func zrem(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        guard let (position, set) = try change(SortedSet.self, call[1]) else {
            return reply.integer(0)
        }
        var removed = 0
        for word in 2..<call.count {
            guard let found = set.content.scores.find(probe(call[word])) else { continue }
            set.content.remove(at: found)
            removed += 1
        }
        if set.content.isEmpty { remove(at: position) }
        reply.integer(removed)
    }

    func zscore(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        let set = try read(SortedSet.self, call[1])
        if let score = set?.content.score(probe(call[2])) {
            reply.score(score)
        } else {
            reply.null()
        }
    }

    func zmscore(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        let set = try read(SortedSet.self, call[1])
        reply.array(call.count - 2)
        for position in 2..<call.count {
            if let score = set?.content.score(probe(call[position])) {
                reply.score(score)
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
            let rank = set.content.rank(probe(call[2]))
        else { return reply.null() }
        reply.integer(isReversed ? set.content.count - 1 - rank : rank)
    }

    mutating func zpop(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder,
        isReversed: Bool
    ) throws(CommandError) {
        guard call.count <= 3 else { throw .syntax }
        let wanted = call.count == 3 ? try call.requiredCount(2) : 1
        guard let (position, set) = try change(SortedSet.self, call[1]) else {
            return reply.array(0)
        }
        let total = set.content.count
        let count = min(wanted, total)
        let ranks = isReversed ? total - count..<total : 0..<count
        let removed = set.content.remove(ranks: ranks)
        reply.array(count * 2)
        for element in isReversed ? removed.reversed() : removed {
            reply.bulk(element.member)
            reply.score(element.score)
        }
        if set.content.isEmpty { remove(at: position) }
    }

    mutating func zrandmember(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        let choice = try RandomChoice(call, withValues: "WITHSCORES")
        guard let set = try read(SortedSet.self, call[1]) else { return choice.none(&reply) }
        let table = set.content.scores
        let picked = choice.positions(in: table.count, &random)
        if choice.count != nil { reply.array(picked.count * (choice.isWithValues ? 2 : 1)) }
        for position in picked {
            reply.bulk(table.entry(position).pointee.key)
            if choice.isWithValues { reply.score(table.entry(position).pointee.value) }
        }
    }

    func zscan(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        guard let cursor = UInt64(cursor: call[2]) else { throw .invalidCursor }
        guard let set = try read(SortedSet.self, call[1]) else {
            return ScanOptions.nothing(&reply)
        }
        let options = try ScanOptions(call, from: 3, allowsType: false)
        options.scan(set.content.scores, from: cursor, &reply) { entry, reply in
            reply.bulk(entry.pointee.key)
            reply.bulk(entry.pointee.value.scannedScoreText)
        }
    }
}
