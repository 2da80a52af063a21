import StdnetBackend
import StdnetCommands
import Testing

@Suite("Commands of hashes")
struct HashCommandTests {
    @Test("fields are written, read and deleted", arguments: TestedBackend.allCases)
    func fields(_ backend: TestedBackend) async throws {
        try await backend { (backend) async throws in
            #expect(try await backend.run(HSET("h", ["a": 1, "b": 22])) == 2)
            let more: KeyValuePairs<String, CommandArgument> = ["b": "23", "c": 3]
            #expect(try await backend.run(HSET("h", more)) == 1)
            #expect(try await backend.run(HSETNX("h", "a", "x")) == false)
            #expect(try await backend.run(HGET("h", "b")) == "23")
            #expect(try await backend.run(HGET("h", "z", as: Int.self)) == nil)
            #expect(try await backend.run(HMGET("h", ["a", "z"], as: Int.self)) == [1, nil])
            #expect(try await backend.run(HLEN("h")) == 3)
            #expect(try await backend.run(HEXISTS("h", "a")))
            #expect(try await backend.run(HSTRLEN("h", "b")) == 2)
            #expect(try await backend.run(HDEL("h", ["a", "z"])) == 1)
        }
    }

    @Test("a whole hash is read", arguments: TestedBackend.allCases)
    func whole(_ backend: TestedBackend) async throws {
        try await backend { (backend) async throws in
            _ = try await backend.run(HSET("h", ["a": 1, "b": 2]))
            #expect(try await backend.run(HGETALL("h")) == ["a": "1", "b": "2"])
            let numbers = try await backend.run(HGETALL("h", as: Int.self, fields: Bytes.self))
            #expect(numbers == [Array("a".utf8): 1, Array("b".utf8): 2])
            #expect(try await backend.run(HKEYS("h")).sorted() == ["a", "b"])
            #expect(try await backend.run(HVALS("h", as: Int.self)).sorted() == [1, 2])
            #expect(try await backend.run(HGETALL("none")) == [:])
        }
    }

    @Test("numbers grow", arguments: TestedBackend.allCases)
    func numbers(_ backend: TestedBackend) async throws {
        try await backend { (backend) async throws in
            #expect(try await backend.run(HINCRBY("h", "n", 5)) == 5)
            #expect(try await backend.run(HINCRBYFLOAT("h", "n", 0.25)) == 5.25)
        }
    }

    @Test("random fields are chosen", arguments: TestedBackend.allCases)
    func choice(_ backend: TestedBackend) async throws {
        try await backend { (backend) async throws in
            _ = try await backend.run(HSET("h", ["a": 1, "b": 2]))
            #expect(["a", "b"].contains(try await backend.run(HRANDFIELD("h"))))
            #expect(try await backend.run(HRANDFIELD("none")) == nil)
            #expect(try await backend.run(HRANDFIELD("h", count: 9)).sorted() == ["a", "b"])
            #expect(try await backend.run(HRANDFIELD("h", count: -9)).count == 9)
            #expect(try await backend.run(HRANDFIELD("none", count: 3)) == [])
            let entries = try await backend.run(HRANDFIELD("h", count: 2, values: Int.self))
            #expect(Set(entries.map(\.value)) == [1, 2])
            #expect(entries.allSatisfy { $0.field == ($0.value == 1 ? "a" : "b") })
        }
    }

    @Test("fields and values come in turn or in pairs") func shapes() throws {
        let command = HRANDFIELD("h", count: 2, values: Int.self)
        #expect(command.spelling == "HRANDFIELD h 2 WITHVALUES")
        let flat = try Reply.made { reply in
            reply.array(4)
            for word in ["a", "1", "b", "2"] { reply.bulk(word) }
        }
        let nested = try Reply.made { reply in
            reply.array(2)
            for (field, value) in [("a", 1), ("b", 2)] {
                reply.array(2)
                reply.bulk(field)
                reply.integer(value)
            }
        }
        let expected = [HashEntry(field: "a", value: 1), HashEntry(field: "b", value: 2)]
        #expect(try command.decode(flat) == expected)
        #expect(try command.decode(nested) == expected)
        let odd = try Reply.made { reply in
            reply.array(1)
            reply.bulk("a")
        }
        #expect(throws: BackendError.decoding(expected: "fields and values", found: "array")) {
            try command.decode(odd)
        }
    }
}
