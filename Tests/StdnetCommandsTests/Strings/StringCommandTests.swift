import StdnetBackend
import StdnetCommands
import Testing

@Suite("Commands of strings")
struct StringCommandTests {
    @Test("a string is written, read and deleted", arguments: TestedBackend.allCases)
    func writeAndRead(_ backend: TestedBackend) async throws {
        try await backend { (backend) async throws in
            try await backend.run(SET("k", "v"))
            #expect(try await backend.run(GET("k")) == "v")
            #expect(try await backend.run(GET("k", as: Bytes.self)) == Array("v".utf8))
            #expect(try await backend.run(GET("none")) == nil)
            #expect(try await backend.run(STRLEN("k")) == 1)
            #expect(try await backend.run(APPEND("k", "w")) == 2)
            #expect(try await backend.run(GETDEL("k")) == "vw")
            #expect(try await backend.run(GETDEL("k")) == nil)
        }
    }

    @Test("SET answers what its options ask for", arguments: TestedBackend.allCases)
    func set(_ backend: TestedBackend) async throws {
        try await backend { (backend) async throws in
            #expect(try await backend.run(SET("k", 1, if: .present)) == false)
            #expect(try await backend.run(SET("k", 1, if: .absent)) == true)
            #expect(try await backend.run(SET("k", 2, returning: Int.self)) == 1)
            #expect(try await backend.run(SET("new", 2, returning: Int.self)) == nil)
            #expect(try await backend.run(SET("k", 3, if: .absent, returning: Int.self)) == 2)
            #expect(try await backend.run(GET("k", as: Int.self)) == 2)
        }
    }

    @Test("an expiry is set, kept and removed", arguments: TestedBackend.allCases)
    func expiry(_ backend: TestedBackend) async throws {
        try await backend { (backend) async throws in
            try await backend.run(SET("k", "v", expiry: .after(.seconds(1000))))
            try await backend.run(SET("k", "w", expiry: .keep))
            let left = try #require(try await backend.run(PTTL("k")).time)
            #expect(left > .seconds(900) && left <= .seconds(1000))
            #expect(try await backend.run(GETEX("k", expiry: .keep)) == "w")
            #expect(try await backend.run(PTTL("k")) != .never)
            #expect(try await backend.run(GETEX("k", expiry: .remove)) == "w")
            #expect(try await backend.run(PTTL("k")) == .never)
            let moment = 4_102_444_800_123
            _ = try await backend.run(GETEX("k", expiry: .at(unixMilliseconds: moment)))
            #expect(try await backend.run(PEXPIRETIME("k")) == .expires(moment))
            try await backend.run(SET("k", "x"))
            #expect(try await backend.run(TTL("k")) == .never)
        }
    }

    @Test("several strings are written and read at once", arguments: TestedBackend.allCases)
    func several(_ backend: TestedBackend) async throws {
        try await backend { (backend) async throws in
            try await backend.run(MSET(["a": 1, "b": 2]))
            #expect(try await backend.run(MGET(["a", "c", "b"])) == ["1", nil, "2"])
            #expect(try await backend.run(MSETNX(["b": "x", "c": "x"])) == false)
            #expect(try await backend.run(MSETNX(["c": "x", "d": "y"])) == true)
            #expect(try await backend.run(MGET(["a", "b"], as: Int.self)) == [1, 2])
        }
    }

    @Test("numbers grow and shrink", arguments: TestedBackend.allCases)
    func numbers(_ backend: TestedBackend) async throws {
        try await backend { (backend) async throws in
            #expect(try await backend.run(INCR("n")) == 1)
            #expect(try await backend.run(INCRBY("n", 41)) == 42)
            #expect(try await backend.run(DECR("n")) == 41)
            #expect(try await backend.run(DECRBY("n", 40)) == 1)
            #expect(try await backend.run(INCRBYFLOAT("n", 0.5)) == 1.5)
        }
    }

    @Test("parts are read and written", arguments: TestedBackend.allCases)
    func parts(_ backend: TestedBackend) async throws {
        try await backend { (backend) async throws in
            try await backend.run(SET("k", "hello world"))
            #expect(try await backend.run(GETRANGE("k", from: 0, through: 4)) == "hello")
            #expect(try await backend.run(GETRANGE("k", from: -5)) == "world")
            #expect(try await backend.run(GETRANGE("none")) == "")
            #expect(try await backend.run(SETRANGE("k", at: 6, "redis")) == 11)
            #expect(try await backend.run(GET("k")) == "hello redis")
        }
    }

    @Test("a common subsequence is found in three forms", arguments: TestedBackend.servers)
    func subsequence(_ server: TestedBackend) async throws {
        try await server { (backend) async throws in
            try await backend.run(MSET(["a": "ohmytext", "b": "mynewtext"]))
            #expect(try await backend.run(LCS("a", "b")) == "mytext")
            #expect(try await backend.run(LCS("a", "b", as: Bytes.self)) == Array("mytext".utf8))
            #expect(try await backend.run(LCS(lengthOf: "a", "b")) == 6)
            let all = try await backend.run(LCS(matchesOf: "a", "b"))
            #expect(all.length == 6)
            #expect(all.matches.map(\.first) == [4...7, 2...3])
            #expect(all.matches.map(\.second) == [5...8, 0...1])
            let long = try await backend.run(LCS(matchesOf: "a", "b", minimumLength: 4))
            #expect(long.matches.map(\.first) == [4...7])
        }
    }

    @Test("where a common subsequence is comes as a map, too") func map() throws {
        let reply = try Reply.made { reply in
            reply.collection(.map, 4)
            reply.bulk("matches")
            reply.array(1)
            reply.array(2)
            for ends in [4...7, 5...8] {
                reply.array(2)
                reply.integer(ends.lowerBound)
                reply.integer(ends.upperBound)
            }
            reply.bulk("len")
            reply.integer(6)
        }
        let found = try LCS(matchesOf: "a", "b").decode(reply)
        #expect(found.length == 6)
        #expect(found.matches.map(\.first) == [4...7] && found.matches.map(\.second) == [5...8])
    }

    @Test("options are written in Redis's words") func spelling() {
        #expect(SET("k", "v").spelling == "SET k v")
        #expect(
            SET("k", "v", if: .absent, expiry: .after(.milliseconds(1500))).spelling
                == "SET k v NX PX 1500"
        )
        #expect(
            SET("k", 1.5, if: .present, expiry: .keep, returning: String.self).spelling
                == "SET k 1.5 XX GET KEEPTTL"
        )
        #expect(
            SET("k", "v", expiry: .at(unixMilliseconds: 7)).spelling == "SET k v PXAT 7"
        )
        #expect(GETEX("k", expiry: .remove).spelling == "GETEX k PERSIST")
        #expect(GETEX("k", expiry: .keep).spelling == "GETEX k")
        #expect(
            LCS(matchesOf: "a", "b", minimumLength: 4).spelling == "LCS a b IDX MINMATCHLEN 4"
        )
    }
}
