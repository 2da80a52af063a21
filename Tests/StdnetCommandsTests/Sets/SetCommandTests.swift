import StdnetBackend
import StdnetCommands
import Testing

@Suite("Commands of sets")
struct SetCommandTests {
    @Test("members come and go", arguments: TestedBackend.allCases)
    func members(_ backend: TestedBackend) async throws {
        try await backend { (backend) async throws in
            #expect(try await backend.run(SADD("s", ["a", "b", "c", "a"])) == 3)
            #expect(try await backend.run(SREM("s", ["c", "x"])) == 1)
            #expect(try await backend.run(SCARD("s")) == 2)
            #expect(try await backend.run(SMEMBERS("s")) == ["a", "b"])
            #expect(try await backend.run(SMEMBERS("none", as: Int.self)) == [])
            #expect(try await backend.run(SISMEMBER("s", "a")))
            #expect(try await backend.run(SMISMEMBER("s", ["x", "b"])) == [false, true])
            #expect(try await backend.run(SMOVE("a", from: "s", to: "t")))
            #expect(try await backend.run(SMOVE("x", from: "s", to: "t")) == false)
            #expect(try await backend.run(SMEMBERS("t", as: Bytes.self)) == [[0x61]])
        }
    }

    @Test("members are chosen at random", arguments: TestedBackend.allCases)
    func choice(_ backend: TestedBackend) async throws {
        try await backend { (backend) async throws in
            _ = try await backend.run(SADD("s", [1, 2, 3]))
            let one = try await backend.run(SRANDMEMBER("s", as: Int.self))
            #expect(try [1, 2, 3].contains(#require(one)))
            #expect(try await backend.run(SRANDMEMBER("s", count: 9)).sorted() == ["1", "2", "3"])
            #expect(try await backend.run(SRANDMEMBER("s", count: 9, repeats: true)).count == 9)
            #expect(try await backend.run(SPOP("none")) == nil)
            #expect(try await backend.run(SPOP("none", count: 2)) == [])
            let popped = try #require(try await backend.run(SPOP("s")))
            let rest = try await backend.run(SPOP("s", count: 5))
            #expect(rest.union([popped]) == ["1", "2", "3"])
            #expect(try await backend.run(SRANDMEMBER("s")) == nil)
        }
    }

    @Test("sets are put together", arguments: TestedBackend.allCases)
    func algebra(_ backend: TestedBackend) async throws {
        try await backend { (backend) async throws in
            _ = try await backend.run(SADD("a", [1, 2, 3]), SADD("b", [2, 3, 4]))
            #expect(try await backend.run(SUNION(["a", "b"], as: Int.self)) == [1, 2, 3, 4])
            #expect(try await backend.run(SINTER(["a", "b"])) == ["2", "3"])
            #expect(try await backend.run(SDIFF(["a", "b"])) == ["1"])
            #expect(try await backend.run(SINTERCARD(["a", "b"])) == 2)
            #expect(try await backend.run(SINTERCARD(["a", "b"], limit: 1)) == 1)
            #expect(try await backend.run(SUNIONSTORE("c", ["a", "b"])) == 4)
            #expect(try await backend.run(SINTERSTORE("c", ["a", "b"])) == 2)
            #expect(try await backend.run(SDIFFSTORE("c", ["a", "b"])) == 1)
            #expect(try await backend.run(SMEMBERS("c")) == ["1"])
        }
    }
}
