import StdnetBackend
import StdnetCommands
import Testing

@Suite("Several sorted sets put together")
struct SortedSetAlgebraTests {
    @Test("scores are weighted and put together", arguments: TestedBackend.allCases)
    func algebra(_ backend: TestedBackend) async throws {
        try await backend { (backend) async throws in
            _ = try await backend.run(ZADD("x", ["a": 1, "b": 2]), ZADD("y", ["b": 3, "c": 9]))
            #expect(try await backend.run(ZUNION(["x", "y"])) == ["a", "b", "c"])
            let union = try await backend.run(ZUNION(withScoresOf: ["x": 10, "y": 1]))
            let expected = [("c", 9.0), ("a", 10), ("b", 23)]
            #expect(union == expected.map { ScoredMember($0.0, score: $0.1) })
            let least = ZINTER(withScoresOf: ["x", "y"], aggregate: .min)
            #expect(try await backend.run(least) == [ScoredMember("b", score: 2)])
            #expect(try await backend.run(ZINTER(["x", "y"], as: Bytes.self)) == [[0x62]])
            #expect(try await backend.run(ZDIFF(["x", "y"])) == ["a"])
            let rest = try await backend.run(ZDIFF(withScoresOf: ["y", "x"]))
            #expect(rest == [ScoredMember("c", score: 9)])
            #expect(try await backend.run(ZINTERCARD(["x", "y"], limit: 5)) == 1)
            #expect(try await backend.run(ZUNIONSTORE("s", ["x", "y"], aggregate: .max)) == 3)
            #expect(try await backend.run(ZSCORE("s", "b")) == 3)
            #expect(try await backend.run(ZINTERSTORE("s", ["x": 2, "y": 3])) == 1)
            #expect(try await backend.run(ZSCORE("s", "b")) == 13)
            #expect(try await backend.run(ZDIFFSTORE("s", ["x", "y"])) == 1)
        }
    }

    @Test("options are written as Redis wants them") func spelling() {
        #expect(
            ZADD("z", [(key: "a", value: 1.5)], if: .presentAndLess, countsChanges: true).spelling
                == "ZADD z XX LT CH 1.5 a"
        )
        #expect(ZADD("z", increment: 1, of: "a", if: .absent).spelling == "ZADD z NX INCR 1.0 a")
        let range = SortedSetRange.byScore(
            min: .exclusive(1),
            max: .infinity,
            limit: Limit(offset: 2, count: 3)
        )
        #expect(
            ZRANGE(withScoresOf: "z", range, reversed: true).spelling
                == "ZRANGE z inf (1.0 BYSCORE REV LIMIT 2 3 WITHSCORES"
        )
        let names = SortedSetRange.byLex(min: .inclusive(.bytes([0x61])), max: .exclusive(7))
        #expect(ZRANGESTORE("d", "z", names).spelling == "ZRANGESTORE d z [a (7 BYLEX")
        let weighted: KeyValuePairs = ["x": 2.0, "y": 0.5]
        #expect(
            ZUNIONSTORE("d", weighted, aggregate: .max).spelling
                == "ZUNIONSTORE d 2 x y WEIGHTS 2.0 0.5 AGGREGATE MAX"
        )
        #expect(
            BZMPOP(["x"], .highest, count: 2, timeout: .milliseconds(1500)).spelling
                == "BZMPOP 1.5 1 x MAX COUNT 2"
        )
        #expect(
            ZRANDMEMBER(withScoresOf: "z", count: 3, repeats: true).spelling
                == "ZRANDMEMBER z -3 WITHSCORES"
        )
    }

    @Test("scores are read in turn and in pairs") func protocols() throws {
        let flat = try Reply.made { reply in
            reply.array(4)
            reply.bulk("a")
            reply.bulk("1.5")
            reply.bulk("b")
            reply.bulk("inf")
        }
        let nested = try Reply.made { reply in
            reply.array(2)
            for (member, score) in [("a", 1.5), ("b", Double.infinity)] {
                reply.array(2)
                reply.bulk(member)
                reply.double(score)
            }
        }
        let expected = [ScoredMember("a", score: 1.5), ScoredMember("b", score: .infinity)]
        let command = ZRANGE(withScoresOf: "z", .all)
        #expect(try command.decode(flat) == expected)
        #expect(try command.decode(nested) == expected)
    }
}
