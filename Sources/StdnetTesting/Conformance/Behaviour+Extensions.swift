import MemoryBackend
import StdnetBackend

extension Behaviour {
    /// What every backend can besides commands: the extensions of the original's client.
    static let extensions: [Behaviour] =
        keyspaceWalks + sortedSetScripts + keyFacts + scriptCalls

    /// Counting and deleting by pattern.
    private static let keyspaceWalks: [Behaviour] = [
        Behaviour("keys are counted and deleted by pattern, in steps") { backend in
            try await backend.fill(["a:1", "a:2", "a:3", "ab", "b:1", "x"])
            for size in [1, 2, 1000] {
                let count = try await backend.countKeys(matching: "a*", stepSize: size)
                try expect(count, equals: 4, "keys in steps of \(size)")
            }
            try expect(try await backend.deleteKeys(matching: "a:?", stepSize: 2), equals: 3)
            try expect(try await backend.deleteKeys(matching: "a:?"), equals: 0)
            try expect(try await backend.allKeys(), equals: ["ab", "b:1", "x"])
        },
        Behaviour("thousands of keys are deleted, each counted once") { backend in
            let keys = (0..<3000).map { "many:\($0)" }
            try await backend.fill(keys + ["one"])
            try expect(try await backend.countKeys(withPrefix: "many:"), equals: 3000)
            var steps: [Int] = []
            let count = try await backend.deleteKeys(matching: "many:*", stepSize: 100) {
                steps.append($0)
            }
            try expect(count, equals: 3000)
            try expect(steps.count >= 20 && steps == steps.sorted(), "steps are \(steps)")
            try expect(try await backend.allKeys(), equals: ["one"])
        },
        Behaviour("a prefix means itself, whatever its characters mean in a pattern") { backend in
            let strange = "[a]*?\\^-"
            try await backend.fill([strange + "1", strange + "2", strange, "aXYZ\\^-1", "[a]"])
            try expect(try await backend.countKeys(withPrefix: strange), equals: 3)
            try expect(try await backend.countKeys(withPrefix: "["), equals: 4)
            try expect(try await backend.deleteKeys(withPrefix: strange), equals: 3)
            try expect(try await backend.allKeys(), equals: ["[a]", "aXYZ\\^-1"])
        },
        Behaviour("a deletion that is cancelled stops between two steps") { backend in
            try await backend.fill((0..<2000).map { "k\($0)" })
            let task = Task {
                try await expectError(.cancelled) { () throws(BackendError) in
                    try await backend.deleteKeys(matching: "k*", stepSize: 10) { _ in
                        withUnsafeCurrentTask { $0?.cancel() }
                    }
                }
            }
            try await task.value
            let left = try await backend.countKeys(matching: "k*")
            try expect((1000..<2000).contains(left), "\(left) keys are left")
        },
    ]

    /// Scripts on sorted sets.
    private static let sortedSetScripts: [Behaviour] = [
        Behaviour("scores are subtracted, and what is zero is left out") { backend in
            _ = try await backend.run(RawCommand("ZADD", "z1", 1, "a", 2, "b", 3, "c"))
            _ = try await backend.run(RawCommand("ZADD", "z2", 2, "b", 5, "c", 1, "q"))
            let count = try await backend.storeScoreDifference(of: ["z1", "z2"], in: "z4")
            try expect(count, equals: 2)
            try expect(try await backend.members(of: "z4"), equals: "[c, -2, a, 1]")
            let same = try await backend.storeScoreDifference(of: ["z1", "none", "z2"], in: "z2")
            try expect(same, equals: 2)
            try expect(try await backend.members(of: "z2"), equals: "[c, -2, a, 1]")
            try expect(
                try await backend.storeScoreDifference(of: ["z1", "z1"], in: "z1"),
                equals: 0
            )
            try expect(try await backend.run(RawCommand("EXISTS", "z1")).integer, equals: 0)
        },
        Behaviour("thousands of scores are subtracted at once") { backend in
            var batch = CommandBatch()
            for start in stride(from: 0, to: 12_000, by: 2000) {
                for key in ["z1", "z2"] {
                    batch.append { arguments in
                        for word in ["ZADD", key] { arguments.append(word) }
                        for number in start..<start + 2000 {
                            arguments.append(key == "z1" ? number : number % 2 * number)
                            arguments.append("m\(number)")
                        }
                    }
                }
            }
            _ = try await backend.execute(batch)
            let count = try await backend.storeScoreDifference(of: ["z1", "z2"], in: "z3")
            try expect(count, equals: 5999)
            let top = try await backend.popByRank("z3", from: 0, through: -1, descending: true)
            try expect(top.count, equals: 5999)
            try expect(top.first?.member, equals: "m11998")
        },
        Behaviour("a pop removes what it returns, from either end") { backend in
            _ = try await backend.run(
                RawCommand("ZADD", "z", 1, "a", 2, "b", 3, "c", 4, "d", 5, "e", 6, "f", 7, "g")
            )
            let lowest = try await backend.popByRank("z", from: 0)
            try expect(lowest.map(\.member), equals: ["a"])
            let highest = try await backend.popByRank("z", from: 0, through: 1, descending: true)
            try expect(highest.map(\.member), equals: ["g", "f"])
            try expect(highest.map(\.score), equals: [7, 6])
            let last = try await backend.popByRank("z", from: -1, as: Bytes.self)
            try expect(last.map(\.member), equals: [Bytes("e".utf8)])
            let due = try await backend.popByScore("z", -.infinity...3, limit: 1)
            try expect(due.map(\.member), equals: ["b"])
            let late = try await backend.popByScore("z", 3.0.nextUp...9, descending: true)
            try expect(late.map(\.member), equals: ["d"])
            try expect(try await backend.members(of: "z"), equals: "[c, 3]")
            try expect(try await backend.popByScore("z", limit: 0).count, equals: 0)
            try expect(try await backend.popByScore("z").map(\.member), equals: ["c"])
            try expect(try await backend.popByRank("z", from: 0).count, equals: 0)
            try expect(try await backend.run(RawCommand("EXISTS", "z")).integer, equals: 0)
        },
        Behaviour("a script on sorted sets names a key of another type and writes nothing") {
            backend in
            _ = try await backend.run(RawCommand("ZADD", "z", 1, "a"))
            _ = try await backend.run(RawCommand("SADD", "s", "a"))
            let before = try await KeyspaceDump(of: backend)
            let error = BackendError.wrongType(key: "s", expected: .zset, found: .set)
            try await expectError(error) { () throws(BackendError) in
                try await backend.storeScoreDifference(of: ["z", "none", "s"], in: "z")
            }
            try await expectError(error) { () throws(BackendError) in
                _ = try await backend.popByRank("s", from: 0)
            }
            try await expectError(error) { () throws(BackendError) in
                _ = try await backend.popByScore("s")
            }
            let after = try await KeyspaceDump(of: backend)
            try expect(after.difference(from: before), equals: [], "changes")
        },
        Behaviour("scripts on sorted sets do on every backend what they do in memory") { backend in
            let memory = MemoryBackend()
            for seed: UInt64 in 1...4 {
                var dice = Dice(seed: seed)
                for step in 0..<100 {
                    let act = SortedSetAct(&dice)
                    let found = try await act.play(on: backend)
                    let expected = try await act.play(on: memory)
                    try expect(found, equals: expected, "seed \(seed), step \(step): \(act)")
                }
                let found = try await KeyspaceDump(of: backend)
                let expected = try await KeyspaceDump(of: memory)
                try expect(found.difference(from: expected), equals: [], "seed \(seed)")
            }
        },
    ]

    /// Scripts with arguments one by one.
    private static let scriptCalls: [Behaviour] = [
        Behaviour("a script takes text, bytes and numbers as arguments") { backend in
            let script = Script<[String]>(
                "arguments",
                lua: "return ARGV",
                isRepeatable: true,
                twin: { _, _, arguments, reply throws(BackendError) in
                    reply.array(arguments.count)
                    for place in 0..<arguments.count { reply.bulk(arguments[place]) }
                },
                decode: { reply throws(BackendError) in try [String](reply: reply) }
            )
            let words = try await backend.run(script, keys: ["k"], "a", 7, 0.5, Bytes("b".utf8))
            try expect(words, equals: ["a", "7", "0.5", "b"])
            try expect(try await backend.run(script), equals: [])
        }
    ]

    /// What a backend tells of a key.
    private static let keyFacts: [Behaviour] = [
        Behaviour("a key is known by its type, its length and its time to live") { backend in
            let calls: [(KeyType, RawCommand)] = [
                (.string, RawCommand("SET", "string", "abc")),
                (.list, RawCommand("RPUSH", "list", 1, 2, 3)),
                (.set, RawCommand("SADD", "set", 1, 2, 3)),
                (.zset, RawCommand("ZADD", "zset", 1, "a", 2, "b", 3, "c")),
                (.hash, RawCommand("HSET", "hash", "a", 1, "b", 2, "c", 3)),
            ]
            for (type, command) in calls {
                _ = try await backend.run(command)
                let info = try await backend.keyInfo(type.rawValue)
                try expect(info?.type, equals: type)
                try expect(info?.typeName, equals: type.rawValue)
                try expect(info?.length, equals: 3)
                try expect(info?.timeToLive, equals: nil)
                try expect((info?.memoryUsage ?? 1) > 0, "memory in use")
                try expect(info?.encoding != "", "an encoding")
            }
            _ = try await backend.run(RawCommand("PEXPIRE", "set", 90_000))
            let left = try await backend.keyInfo("set")?.timeToLive ?? .zero
            try expect(left > .seconds(1) && left <= .seconds(90), "\(left) are left")
            try expect(try await backend.keyInfo("none"), equals: nil)
        }
    ]
}

extension Backend {
    /// Sets keys to nothing of interest.
    func fill(_ keys: [String]) async throws(BackendError) {
        var batch = CommandBatch()
        batch.append { arguments in
            arguments.append("MSET")
            for key in keys {
                arguments.append(key)
                arguments.append("v")
            }
        }
        _ = try batch.checked(try await execute(batch)[0], at: 0)
    }

    /// All keys in the order of their characters.
    func allKeys() async throws(BackendError) -> [String] {
        try await run(RawCommand("KEYS", "*")).decode(as: [String].self).sorted()
    }

    /// A sorted set in the notation of the suite.
    fileprivate func members(of key: String) async throws(BackendError) -> String {
        try await run(RawCommand("ZRANGE", key, 0, -1, "WITHSCORES")).notation
    }
}

/// One act of a random story on few sorted sets, some of which are none.
private struct SortedSetAct: CustomStringConvertible {
    private enum Verb { case add, replace, rank, score, difference }

    private let verb: Verb
    private let keys: [String]
    private let members: [(score: Double, member: String)]
    private let first: Int
    private let last: Int
    private let limit: Int?
    private let descending: Bool

    init(_ dice: inout Dice) {
        let scores = [0, 1, 2, 3, -1, 0.1, 0.2, 0.3, 1e17, -1e-7, .infinity, -.infinity]
        verb = dice.pick([.add, .add, .add, .rank, .score, .difference, .difference], or: .add)
        keys = (0..<dice.below(3) + 2).map { _ in "z\(dice.below(4))" }
        members = (0..<dice.below(8) + 1).map { _ in
            (dice.pick(scores, or: 0), "m\(dice.below(12))")
        }
        first = dice.below(12) - 6
        last = first + dice.below(6) - 1
        limit = dice.chance(500) ? dice.below(4) : nil
        descending = dice.chance(500)
    }

    var description: String {
        "\(verb) \(keys) \(members) \(first) \(last) \(String(describing: limit)) \(descending)"
    }

    /// What the act answers, as text.
    func play(on backend: any Backend) async throws -> String {
        do throws(BackendError) { return try await answer(on: backend) } catch {
            return error.description
        }
    }

    private func answer(on backend: any Backend) async throws(BackendError) -> String {
        switch verb {
        case .add, .replace:
            // A set now and then, so that types are refused too.
            if members.count == 8 {
                _ = try await backend.run(RawCommand("DEL", keys[0]))
                return try await backend.run(RawCommand("SADD", keys[0], "m1")).notation
            }
            var vector: Arguments = ["ZADD", keys[0]]
            for (score, member) in members {
                vector.append(score)
                vector.append(member)
            }
            return try await backend.run(RawCommand(vector: vector)).notation
        case .rank:
            let popped = try await backend.popByRank(
                keys[0],
                from: first,
                through: last,
                descending: descending
            )
            return "\(popped)"
        case .score:
            let bounds = [members[0].score, members[members.count - 1].score].sorted()
            let popped = try await backend.popByScore(
                keys[0],
                bounds[0]...bounds[1],
                limit: limit,
                descending: descending
            )
            return "\(popped)"
        case .difference:
            let sources = Array(keys.dropFirst())
            return "\(try await backend.storeScoreDifference(of: sources, in: keys[0]))"
        }
    }
}
