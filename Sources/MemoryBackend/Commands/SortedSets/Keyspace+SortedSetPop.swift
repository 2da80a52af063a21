import StdnetBackend

// Taking the lowest or the highest members out of a sorted set.
extension Keyspace {
    mutating func zpop(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder,
        highest: Bool
    ) throws(CommandError) {
        guard call.count <= 3 else { throw .syntax }
        let isCounted = call.count == 3
        let wanted = isCounted ? try call.requiredCount(2) : 1
        guard let (position, set) = try change(SortedSet.self, call[1]), wanted > 0 else {
            return reply.array(0)
        }
        let count = min(wanted, set.content.count)
        // One member without a count is not a pair in RESP3 either.
        let isPaired = isCounted && reply.isRESP3
        reply.array(isPaired ? count : 2 * count)
        pop(count, of: set, at: position, key: call[1], &reply, highest: highest) {
            if isPaired { $1.array(2) }
            $1.bulk($0.member)
            $1.number($0.score)
        }
    }

    mutating func zmpop(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        let query = try PopQuery(call, countAt: 1)
        if try !pop(query, call, &reply) { reply.nothing() }
    }

    mutating func bzmpop(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        let query = try PopQuery(call, countAt: 2)
        let deadline = try waitDeadline(call, at: 1)
        if try !pop(query, call, &reply) {
            wait(for: query.keys.lazy.map { call[$0] }, until: deadline, &reply)
        }
    }

    mutating func bzpop(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder,
        highest: Bool
    ) throws(CommandError) {
        let keys = 1..<call.count - 1
        let deadline = try waitDeadline(call, at: call.count - 1)
        for word in keys where mayServe(call[word]) {
            guard let (position, set) = try change(SortedSet.self, call[word]) else { continue }
            reply.array(3)
            reply.bulk(call[word])
            pop(1, of: set, at: position, key: call[word], &reply, highest: highest) {
                $1.bulk($0.member)
                $1.number($0.score)
            }
            return
        }
        wait(for: keys.lazy.map { call[$0] }, until: deadline, &reply)
    }

    /// Takes members out of the first key that there is, and says whether there was one.
    private mutating func pop(
        _ query: PopQuery,
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) -> Bool {
        for word in query.keys where mayServe(call[word]) {
            guard let (position, set) = try change(SortedSet.self, call[word]) else { continue }
            let count = min(query.count, set.content.count)
            reply.array(2)
            reply.bulk(call[word])
            reply.array(count)
            pop(count, of: set, at: position, key: call[word], &reply, highest: query.highest) {
                $1.array(2)
                $1.bulk($0.member)
                $1.number($0.score)
            }
            return true
        }
        return false
    }

    /// Takes out so many members, at least one, and lets `write` append each to the reply.
    @inline(__always)
    private mutating func pop(
        _ count: Int,
        of set: Box<SortedSet>,
        at position: Int,
        key: RawBytes,
        _ reply: inout ReplyBuilder,
        highest: Bool,
        _ write: (ScoredMember, inout ReplyBuilder) -> Void
    ) {
        for _ in 0..<count { write(set.content.pop(highest: highest), &reply) }
        changed(key, .sortedSet(highest ? "zpopmax" : "zpopmin"))
        if set.content.isEmpty { removeEmptied(key, at: position) }
    }
}

/// The words of ZMPOP and BZMPOP: keys, which end to take from, how many at most.
private struct PopQuery {
    /// The words that are keys.
    let keys: Range<Int>
    let highest: Bool
    private(set) var count = 1

    init(_ call: ArgumentView, countAt: Int) throws(CommandError) {
        guard let number = call.integer(countAt), number >= 1 else {
            throw .init("ERR numkeys should be greater than 0")
        }
        guard number < call.count - countAt - 1 else { throw .syntax }
        keys = countAt + 1..<countAt + 1 + number
        highest = call.isWord("MAX", at: keys.upperBound)
        guard highest || call.isWord("MIN", at: keys.upperBound) else { throw .syntax }
        var isCounted = false
        var position = keys.upperBound + 1
        while position < call.count {
            guard !isCounted, call.isWord("COUNT", at: position), call.hasWord(after: position)
            else { throw .syntax }
            guard let number = call.integer(position + 1), number >= 1 else {
                throw .init("ERR count should be greater than 0")
            }
            count = number
            isCounted = true
            position += 2
        }
    }
}
