extension Backend {
    /// Stores the first of several sorted sets with the scores of the others subtracted: the
    /// original's `zdiffstore` with scores.
    ///
    /// Each member of the first keeps its score less its scores in the others, in their order; a
    /// member of which nothing is left, a score of 0, is left out. Members of the others alone do not
    /// count. This is not Redis's ZDIFFSTORE, which leaves out members of the others whatever their
    /// scores, and which is a command of its own.
    ///
    /// ```swift
    /// // stock: nails 3, screws 2; sold: nails 1, screws 2
    /// try await backend.storeScoreDifference(of: ["stock", "sold"], in: "left")   // nails 2
    /// ```
    ///
    /// - Parameters:
    ///   - sources: The sorted sets, the first one first; one that is not there has no members.
    ///   - destination: What it holds is replaced, whatever it is; it may be one of the sources. When
    ///     nothing is left, the key is gone.
    /// - Returns: How many members were stored.
    /// - Throws: ``BackendError/wrongType(key:expected:found:)`` for a source of another type, and
    ///   nothing is written; ``BackendError/invalidRequest(_:)`` without a source; what the backend
    ///   throws.
    @discardableResult
    public func storeScoreDifference(
        of sources: [some CommandArgumentConvertible],
        in destination: some CommandArgumentConvertible
    ) async throws(BackendError) -> Int {
        guard !sources.isEmpty else { throw .invalidRequest("a difference of no sorted sets") }
        let keys = [destination.commandArgument] + sources.map(\.commandArgument)
        return try await result(of: scoreDifferenceScript, on: keys) { _ in }
    }
}

/// Subtracts the third and later keys from the second, and stores the result in the first.
///
/// Lua hands over fewer than 8,000 words at once, so members go by thousands.
let scoreDifferenceScript = Script<SortedSetAnswer<Int>>(
    "score difference",
    fragments: [SortedSetAnswer<Int>.lua],
    lua: """
        local refused = otherType(2)
        if refused then return refused end
        local first = redis.call('ZRANGE', KEYS[2], 0, -1, 'WITHSCORES')
        local members, scores, left = {}, {}, {}
        for i = 1, #first, 2 do
            members[#members + 1] = first[i]
            scores[#scores + 1] = tonumber(first[i + 1])
        end
        for position = 3, #KEYS do
            for start = 0, #members - 1, 1000 do
                local till = math.min(start + 1000, #members)
                local others = redis.call('ZMSCORE', KEYS[position],
                    unpack(members, start + 1, till))
                for i, other in ipairs(others) do
                    local score = other and scores[start + i] - tonumber(other)
                    if score then scores[start + i] = score == score and score or 0 end
                end
            end
        end
        for i, member in ipairs(members) do
            if scores[i] ~= 0 then
                left[#left + 1] = string.format('%.17g', scores[i])
                left[#left + 1] = member
            end
        end
        redis.call('DEL', KEYS[1])
        for start = 1, #left, 2000 do
            redis.call('ZADD', KEYS[1], unpack(left, start, math.min(start + 1999, #left)))
        end
        return #left / 2
        """,
    twin: { context, keys, _, reply throws(BackendError) in
        let answer = SortedSetAnswer<Int>.self
        if try answer.writeOtherType(among: keys, from: 1, &context, into: &reply) { return }
        reply.integer(try storeDifference(keys, &context))
    },
    decode: { reply throws(BackendError) in
        try SortedSetAnswer(reply) { reply throws(BackendError) in try Int(reply: reply) }
    }
)

/// The twin's work after the types were checked.
private func storeDifference(
    _ keys: ArgumentView,
    _ context: inout any ScriptContext
) throws(BackendError) -> Int {
    var command: Arguments = ["ZRANGE"]
    command.append(keys[1])
    for word: StaticString in ["0", "-1", "WITHSCORES"] { command.append(word) }
    var left: [(member: Bytes, score: Double)] = try context.call(command).membersAndScores()

    if !left.isEmpty {
        for place in 2..<max(2, keys.count) {
            command.removeAll()
            command.append("ZMSCORE" as StaticString)
            command.append(keys[place])
            for entry in left { command.append(entry.member) }
            for (index, other) in try context.call(command).elements.enumerated() {
                guard let other = other.double else { continue }
                let score = left[index].score - other
                left[index].score = score.isNaN ? 0 : score
            }
        }
    }
    left.removeAll { $0.score == 0 }

    command.removeAll()
    command.append("DEL" as StaticString)
    command.append(keys[0])
    try context.perform(command)
    guard !left.isEmpty else { return 0 }
    command.removeAll()
    command.append("ZADD" as StaticString)
    command.append(keys[0])
    for (member, score) in left {
        command.append(score)
        command.append(member)
    }
    try context.perform(command)
    return left.count
}
