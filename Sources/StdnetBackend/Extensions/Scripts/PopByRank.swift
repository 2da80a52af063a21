extension Backend {
    /// Removes the members between two ranks from a sorted set and returns them with their scores:
    /// the original's `zpopbyrank`.
    ///
    /// ```swift
    /// let lowest = try await backend.popByRank("queue", from: 0, through: 9)
    /// let highest = try await backend.popByRank("queue", from: 0, descending: true)
    /// ```
    ///
    /// What is returned is what is removed, also when descending, where the original removed the
    /// other end. Nobody else sees the sorted set in between.
    ///
    /// - Parameters:
    ///   - key: Where the sorted set is; one that is not there has no members.
    ///   - first: The rank of the first member, 0 for the lowest score, or the highest when
    ///     descending; a negative rank counts from the end.
    ///   - last: The rank of the last member, itself included; nil is `first`, -1 the end.
    ///   - descending: Whether ranks and results start at the highest score.
    ///   - type: What the members are read as.
    /// - Returns: What was removed, in the order of the ranks.
    /// - Throws: ``BackendError/wrongType(key:expected:found:)`` and nothing is removed, or what the
    ///   backend throws.
    public func popByRank<Member: ReplyDecodable>(
        _ key: some CommandArgumentConvertible,
        from first: Int,
        through last: Int? = nil,
        descending: Bool = false,
        as type: Member.Type = String.self
    ) async throws(BackendError) -> [(member: Member, score: Double)] {
        let last = last ?? first
        let popped = try await result(of: popByRankScript, on: [key.commandArgument]) { arguments in
            arguments.append(descending ? "ZREVRANGE" : "ZRANGE" as StaticString)
            arguments.append(first)
            arguments.append(last)
            // A rank from the one end is the complement of the rank from the other.
            arguments.append(descending ? ~last : first)
            arguments.append(descending ? ~first : last)
        }
        return try popped.membersAndScores()
    }
}

/// Reads a range by the command in the first argument, and removes it by its ascending ranks.
let popByRankScript = Script<SortedSetAnswer<Reply>>(
    "pop by rank",
    fragments: [SortedSetAnswer<Reply>.lua],
    lua: """
        local refused = otherType(1)
        if refused then return refused end
        local popped = redis.call(ARGV[1], KEYS[1], ARGV[2], ARGV[3], 'WITHSCORES')
        redis.call('ZREMRANGEBYRANK', KEYS[1], ARGV[4], ARGV[5])
        return popped
        """,
    twin: { context, keys, arguments, reply throws(BackendError) in
        if try SortedSetAnswer<Reply>.writeOtherType(among: keys, &context, into: &reply) { return }
        var command = Arguments()
        command.append(arguments[0])
        command.append(keys[0])
        command.append(contentsOf: arguments.dropFirst().prefix(2))
        command.append("WITHSCORES" as StaticString)
        let popped = try context.call(command)
        command.removeAll()
        command.append("ZREMRANGEBYRANK" as StaticString)
        command.append(keys[0])
        command.append(contentsOf: arguments.dropFirst(3))
        try context.perform(command)
        reply.append(popped)
    },
    decode: { reply throws(BackendError) in
        try SortedSetAnswer(reply) { reply throws(BackendError) in reply }
    }
)

extension Reply {
    /// Members and scores in turn.
    func membersAndScores<Member: ReplyDecodable>() throws(BackendError)
        -> [(member: Member, score: Double)]
    {
        guard kind.isCollection, count.isMultiple(of: 2) else {
            throw mismatch("members and scores")
        }
        var pairs: [(member: Member, score: Double)] = []
        pairs.reserveCapacity(count / 2)
        var elements = elements
        while let member = elements.next(), let score = elements.next() {
            pairs.append((try Member(reply: member), try Double(reply: score)))
        }
        return pairs
    }
}
