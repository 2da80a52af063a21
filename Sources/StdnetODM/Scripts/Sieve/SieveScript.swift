extension Scripts {
    /// Which of some objects meet a condition; see `sieve.lua`.
    static let sieve = Script<Sifted>(
        "sieve",
        fragments: [text(PackageResources.select_lua)],
        lua: text(PackageResources.sieve_lua),
        isRepeatable: true,
        isReadOnly: true,
        twin: twin { run, reply throws(BackendError) in try run.sieve(into: &reply) },
        decode: Sifted.init
    )
}

/// What the sieve answers.
struct Sifted: Sendable {
    /// How many objects were looked at.
    let examined: Int
    /// Where to go on: the cursor of a set; the score of the last element of a sorted set.
    let position: Bytes
    /// The last element of a sorted set that was looked at.
    let member: Bytes
    /// The ids that pass.
    let ids: [Bytes]

    init(_ reply: Reply) throws(BackendError) {
        let parts = Array(reply.elements)
        guard parts.count >= 3, let examined = parts[0].integer else {
            throw .decoding(expected: "what passed a sieve", found: "\(reply.kind)")
        }
        self.examined = examined
        position = parts[1].bytes ?? []
        member = parts[2].bytes ?? []
        ids = parts.dropFirst(3).map { $0.bytes ?? [] }
    }
}

extension ScriptRun {
    /// What a source gives: the objects, and where to go on.
    private struct Candidates {
        var ids: [Word]
        var position = Word("")
        var member = Word("")
    }

    fileprivate mutating func sieve(into reply: inout ReplyBuilder) throws(BackendError) {
        let count = try number()
        for place in 0..<count { addModel(ids: try key(place), sorted: try take() == Word("1")) }
        let found = try candidates(walked: count)
        let pass = try test(0, found.ids)
        reply.array(3 + pass.count { $0 })
        reply.integer(found.ids.count)
        reply.bulk(found.position.bytes)
        reply.bulk(found.member.bytes)
        for (id, passes) in zip(found.ids, pass) where passes { reply.bulk(id.bytes) }
    }

    private mutating func candidates(walked place: Int) throws(BackendError) -> Candidates {
        let source = try take()
        switch source.text {
        case "ids": return Candidates(ids: try words(try number()))
        case "set":
            let key = try key(place)
            let cursor = try take()
            let count = try take()
            let reply = try call { command in
                command.append("SSCAN" as StaticString)
                for word in [key, cursor, Word("COUNT"), count] { command.append(word) }
            }
            let parts = Array(reply.elements)
            guard parts.count == 2 else {
                throw .decoding(expected: "a cursor and members", found: "\(reply.kind)")
            }
            return Candidates(
                ids: kept(parts[1]).compactMap { $0 },
                position: parts[0].withBytes { arena.keep($0) }
            )
        case "zset": return try ranked(try key(place))
        default: throw .invalidRequest("a script got the unknown source '\(source.text)'")
        }
    }

    private mutating func ranked(_ key: Word) throws(BackendError) -> Candidates {
        let hasStarted = try take() == Word("1")
        let score = try take()
        let member = try take()
        let lower = try take()
        let upper = try take()
        let isDescending = try take() == Word("1")
        let offset = try number()
        let count = try number()
        var first = try countBelow(key, lower)
        var last = try counted(key, upTo: upper)
        if hasStarted {
            let place = try place(of: member, score, in: key)
            if isDescending {
                last = min(last, place.before)
            } else {
                first = max(first, place.after)
            }
        }
        if isDescending {
            last -= offset
            first = max(first, last - count)
        } else {
            first += offset
            last = min(last, first + count)
        }
        guard first < last else { return Candidates(ids: []) }
        let reply = try call { command in
            command.append("ZRANGE" as StaticString)
            command.append(key)
            command.append(first)
            command.append(last - 1)
        }
        var list = kept(reply).compactMap { $0 }
        if isDescending { list.reverse() }
        guard let final = list.last else { return Candidates(ids: []) }
        let reached = try self.score(of: final, in: key)
        return Candidates(ids: list, position: reached ?? Word(""), member: final)
    }

    private mutating func score(of member: Word, in key: Word) throws(BackendError) -> Word? {
        let reply = try call { command in
            command.append("ZSCORE" as StaticString)
            command.append(key)
            command.append(member)
        }
        return reply.isNull ? nil : reply.withBytes { arena.keep($0) }
    }

    private mutating func counted(_ key: Word, upTo bound: Word) throws(BackendError) -> Int {
        let reply = try call { command in
            command.append("ZCOUNT" as StaticString)
            for word in [key, Word("-inf"), bound] { command.append(word) }
        }
        return reply.integer ?? 0
    }

    /// How many elements lie below a lower bound.
    private mutating func countBelow(_ key: Word, _ lower: Word) throws(BackendError) -> Int {
        if lower == Word("-inf") { return 0 }
        let isExcluded = lower.bytes.first == UInt8(ascii: "(")
        let opposite =
            isExcluded
            ? Word(UnsafeRawBufferPointer(rebasing: lower.bytes.dropFirst()))
            : arena.keep(Word("(").bytes, then: lower.bytes)
        return try counted(key, upTo: opposite)
    }

    /// How many elements of a sorted set come before this one, and how many with it.
    private mutating func place(
        of member: Word,
        _ score: Word,
        in key: Word
    ) throws(BackendError) -> (before: Int, after: Int) {
        if try self.score(of: member, in: key) == score {
            let rank = try call { command in
                command.append("ZRANK" as StaticString)
                command.append(key)
                command.append(member)
            }
            return (rank.integer ?? 0, (rank.integer ?? 0) + 1)
        }
        var low = try counted(key, upTo: arena.keep(Word("(").bytes, then: score.bytes))
        var high = try counted(key, upTo: score)
        while low < high {
            let middle = (low + high) / 2
            let reply = try call { command in
                command.append("ZRANGE" as StaticString)
                command.append(key)
                command.append(middle)
                command.append(middle)
            }
            if let other = kept(reply).first ?? nil, other.precedes(member) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        return (low, low)
    }
}
