import StdnetBackend
import StdnetCommands
import Testing

@Suite("Commands of sorted sets")
struct SortedSetCommandTests {
    @Test("scores are written under conditions", arguments: TestedBackend.allCases)
    func adding(_ backend: TestedBackend) async throws {
        try await backend { (backend) async throws in
            #expect(try await backend.run(ZADD("z", ["a": 1, "b": 2.5])) == 2)
            #expect(try await backend.run(ZADD("z", ["a": 5, "c": 3], if: .absent)) == 1)
            #expect(try await backend.run(ZADD("z", ["a": 5], if: .less, countsChanges: true)) == 0)
            let changed = [ScoredMember("a", score: 5), ScoredMember("x", score: 1)]
            let update = ZADD("z", changed, if: .presentAndGreater, countsChanges: true)
            #expect(try await backend.run(update) == 1)
            #expect(try await backend.run(ZSCORE("z", "a")) == 5)
            #expect(try await backend.run(ZSCORE("z", "x")) == nil)
            #expect(try await backend.run(ZADD("z", increment: 2, of: "a")) == 7)
            #expect(try await backend.run(ZADD("z", increment: 2, of: "x", if: .present)) == nil)
            #expect(try await backend.run(ZINCRBY("z", -0.5, "b")) == 2)
            #expect(try await backend.run(ZMSCORE("z", ["b", "x"])) == [2, nil])
            #expect(try await backend.run(ZCARD("z")) == 3)
        }
    }

    @Test("members are read by rank, by score and by name", arguments: TestedBackend.allCases)
    func ranges(_ backend: TestedBackend) async throws {
        try await backend { (backend) async throws in
            _ = try await backend.run(ZADD("z", ["a": 1, "b": 2, "c": 3]))
            #expect(try await backend.run(ZRANGE("z", .all)) == ["a", "b", "c"])
            let top = ZRANGE("z", .byRank(0, 1), reversed: true)
            #expect(try await backend.run(top) == ["c", "b"])
            let range = SortedSetRange.byScore(min: .exclusive(1), max: .infinity)
            let scored = try await backend.run(ZRANGE(withScoresOf: "z", range, reversed: true))
            #expect(scored == [ScoredMember("c", score: 3), ScoredMember("b", score: 2)])
            let limited = SortedSetRange.byScore(
                min: .negativeInfinity,
                max: 3,
                limit: Limit(offset: 1, count: 1)
            )
            #expect(try await backend.run(ZRANGE("z", limited, as: Bytes.self)) == [[0x62]])
            #expect(try await backend.run(ZRANGESTORE("y", "z", range)) == 2)
            #expect(try await backend.run(ZRANK("z", "b")) == 1)
            #expect(try await backend.run(ZREVRANK("z", "a")) == 2)
            #expect(try await backend.run(ZRANK("z", "x")) == nil)
            #expect(try await backend.run(ZCOUNT("z", min: .exclusive(1), max: 3)) == 2)
            _ = try await backend.run(ZADD("w", ["a": 0, "b": 0, "c": 0]))
            let names = SortedSetRange.byLex(min: .exclusive("a"), max: .last)
            #expect(try await backend.run(ZRANGE("w", names)) == ["b", "c"])
            #expect(try await backend.run(ZRANGE("w", names, reversed: true)) == ["c", "b"])
            #expect(try await backend.run(ZLEXCOUNT("w", min: .first, max: .inclusive("b"))) == 2)
        }
    }

    @Test("members are removed", arguments: TestedBackend.allCases)
    func removing(_ backend: TestedBackend) async throws {
        try await backend { (backend) async throws in
            _ = try await backend.run(ZADD("z", ["a": 1, "b": 2, "c": 3, "d": 4, "e": 5, "f": 6]))
            #expect(try await backend.run(ZREM("z", ["a", "x"])) == 1)
            #expect(try await backend.run(ZREMRANGEBYRANK("z", from: 0, through: 0)) == 1)
            #expect(try await backend.run(ZREMRANGEBYSCORE("z", min: 3, max: .exclusive(4))) == 1)
            #expect(try await backend.run(ZPOPMAX("z")) == ScoredMember("f", score: 6))
            let lowest = try await backend.run(ZPOPMIN("z", count: 2))
            #expect(lowest == [ScoredMember("d", score: 4), ScoredMember("e", score: 5)])
            #expect(try await backend.run(ZPOPMIN("z", as: Int.self)) == nil)
            #expect(try await backend.run(ZPOPMAX("z", count: 2)) == [])
            _ = try await backend.run(ZADD("w", ["a": 0, "b": 0]))
            let named = ZREMRANGEBYLEX("w", min: .first, max: .exclusive("b"))
            #expect(try await backend.run(named) == 1)
        }
    }

    @Test("members are chosen at random", arguments: TestedBackend.allCases)
    func choice(_ backend: TestedBackend) async throws {
        try await backend { (backend) async throws in
            _ = try await backend.run(ZADD("z", ["a": 1]))
            #expect(try await backend.run(ZRANDMEMBER("z")) == "a")
            #expect(try await backend.run(ZRANDMEMBER("none", as: Int.self)) == nil)
            #expect(try await backend.run(ZRANDMEMBER("z", count: 2, repeats: true)) == ["a", "a"])
            let scored = try await backend.run(ZRANDMEMBER(withScoresOf: "z", count: 2))
            #expect(scored == [ScoredMember("a", score: 1)])
        }
    }

    @Test("what waits answers at once when there is something", arguments: TestedBackend.servers)
    func waiting(_ server: TestedBackend) async throws {
        try await server { (backend) async throws in
            _ = try await backend.run(ZADD("z", ["a": 1, "b": 2, "c": 3, "d": 4, "e": 5]))
            let second = Duration.seconds(1)
            let low = try #require(try await backend.run(BZPOPMIN(["no", "z"], timeout: second)))
            #expect((low.key, low.member, low.score) == ("z", "a", 1))
            let high = try await backend.run(BZPOPMAX(["z"], timeout: nil, as: Bytes.self))
            #expect(high?.member == [0x65])
            let two = try #require(try await backend.run(ZMPOP(["no", "z"], .highest, count: 2)))
            #expect(two.key == "z")
            #expect(two.members == [ScoredMember("d", score: 4), ScoredMember("c", score: 3)])
            let last = try await backend.run(BZMPOP(["z"], .lowest, timeout: second))
            #expect(last?.members == [ScoredMember("b", score: 2)])
            #expect(try await backend.run(ZMPOP(["z"], .lowest)) == nil)
        }
    }
}
