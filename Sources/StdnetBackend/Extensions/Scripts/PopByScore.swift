extension Backend {
    /// Removes the members whose scores lie in a range from a sorted set and returns them with their
    /// scores: the original's `zpopbyscore`.
    ///
    /// ```swift
    /// let due = try await backend.popByScore("timers", -.infinity...now, limit: 100)
    /// ```
    ///
    /// Nobody else sees the sorted set in between.
    ///
    /// - Parameters:
    ///   - key: Where the sorted set is; one that is not there has no members.
    ///   - scores: Both ends included; to leave one out, take the number beside it, as in
    ///     `low.nextUp...high`.
    ///   - limit: How many members at most; nil is all of them.
    ///   - descending: Whether it starts at the highest score.
    ///   - type: What the members are read as.
    /// - Returns: What was removed, in the order of the scores.
    /// - Throws: ``BackendError/wrongType(key:expected:found:)`` and nothing is removed,
    ///   ``BackendError/invalidRequest(_:)`` for a negative limit, or what the backend throws.
    public func popByScore<Member: ReplyDecodable>(
        _ key: some CommandArgumentConvertible,
        _ scores: ClosedRange<Double> = -.infinity ... .infinity,
        limit: Int? = nil,
        descending: Bool = false,
        as type: Member.Type = String.self
    ) async throws(BackendError) -> [(member: Member, score: Double)] {
        if let limit, limit < 0 { throw .invalidRequest("a limit of \(limit) members") }
        let low = scores.lowerBound
        let high = scores.upperBound
        let popped = try await result(of: popByScoreScript, on: [key.commandArgument]) {
            arguments in
            arguments.append(descending ? "ZREVRANGEBYSCORE" : "ZRANGEBYSCORE" as StaticString)
            arguments.append(descending ? high : low)
            arguments.append(descending ? low : high)
            arguments.append(limit ?? -1)
        }
        return try popped.membersAndScores()
    }
}

/// Reads a range by the command in the first argument, and removes it by ranks.
///
/// Neighbours by score are neighbours by rank, so the rank of the lowest member is enough.
let popByScoreScript = Script<SortedSetAnswer<Reply>>(
    "pop by score",
    fragments: [SortedSetAnswer<Reply>.lua],
    lua: """
        local refused = otherType(1)
        if refused then return refused end
        local popped = redis.call(ARGV[1], KEYS[1], ARGV[2], ARGV[3], 'WITHSCORES',
            'LIMIT', 0, ARGV[4])
        if #popped == 0 then return popped end
        local lowest = ARGV[1] == 'ZRANGEBYSCORE' and popped[1] or popped[#popped - 1]
        local rank = redis.call('ZRANK', KEYS[1], lowest)
        redis.call('ZREMRANGEBYRANK', KEYS[1], rank, rank + #popped / 2 - 1)
        return popped
        """,
    twin: { context, keys, arguments, reply throws(BackendError) in
        if try SortedSetAnswer<Reply>.writeOtherType(among: keys, &context, into: &reply) { return }
        var command = Arguments()
        command.append(arguments[0])
        command.append(keys[0])
        command.append(contentsOf: arguments.dropFirst().prefix(2))
        for word: StaticString in ["WITHSCORES", "LIMIT", "0"] { command.append(word) }
        command.append(arguments[3])
        let popped = try context.call(command)
        reply.append(popped)
        let ascends = arguments.isWord("ZRANGEBYSCORE", at: 0)
        var members = popped.elements
        if !ascends { for _ in 0..<max(0, popped.count - 2) { _ = members.next() } }
        guard let lowest = members.next() else { return }
        command.removeAll()
        command.append("ZRANK" as StaticString)
        command.append(keys[0])
        lowest.withBytes { command.append($0) }
        let rank = try Int(reply: try context.call(command))
        command.removeAll()
        command.append("ZREMRANGEBYRANK" as StaticString)
        command.append(keys[0])
        command.append(rank)
        command.append(rank + popped.count / 2 - 1)
        try context.perform(command)
    },
    decode: { reply throws(BackendError) in
        try SortedSetAnswer(reply) { reply throws(BackendError) in reply }
    }
)
