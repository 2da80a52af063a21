import StdnetBackend
import StdnetCommands
import Testing

@Suite("Commands of keys")
struct KeyCommandTests {
    @Test("keys are counted and deleted", arguments: TestedBackend.allCases)
    func deletion(_ backend: TestedBackend) async throws {
        try await backend { (backend) async throws in
            try await backend.run(MSET(["a": 1, "b": 2, "c": 3]))
            #expect(try await backend.run(EXISTS(["a", "a", "z"])) == 2)
            #expect(try await backend.run(TOUCH(["a", "z"])) == 1)
            #expect(try await backend.run(DEL(["a", "z"])) == 1)
            #expect(try await backend.run(UNLINK(Set(["b", "c"]))) == 2)
            #expect(try await backend.run(RANDOMKEY()) == nil)
        }
    }

    @Test("a key says what it holds", arguments: TestedBackend.allCases)
    func type(_ backend: TestedBackend) async throws {
        try await backend { (backend) async throws in
            try await backend.run(SET("s", "v"))
            _ = try await backend.run(HSET("h", ["f": "v"]))
            #expect(try await backend.run(TYPE("s")) == .string)
            #expect(try await backend.run(TYPE("h")) == .hash)
            #expect(try await backend.run(TYPE("none")) == .none)
            #expect(try await backend.run(KEYS("[sh]")).sorted() == ["h", "s"])
            #expect(try await backend.run(RANDOMKEY(as: Bytes.self))?.count == 1)
        }
    }

    @Test("keys are renamed and copied", arguments: TestedBackend.allCases)
    func names(_ backend: TestedBackend) async throws {
        try await backend { (backend) async throws in
            try await backend.run(MSET(["a": 1, "b": 2]))
            #expect(try await backend.run(RENAMENX("a", to: "b")) == false)
            #expect(try await backend.run(RENAMENX("a", to: "c")) == true)
            try await backend.run(RENAME("c", to: "d"))
            #expect(try await backend.run(COPY("d", to: "b")) == false)
            #expect(try await backend.run(COPY("d", to: "b", replaces: true)) == true)
            #expect(try await backend.run(GET("b")) == "1")
            await #expect(throws: BackendError.server(code: "ERR", message: "no such key")) {
                try await backend.run(RENAME("none", to: "x"))
            }
        }
    }

    @Test("keys move to other databases", arguments: TestedBackend.servers)
    func databases(_ server: TestedBackend) async throws {
        try await server { (backend) async throws in
            try await backend.run(SET("a", 1))
            #expect(try await backend.run(COPY("a", to: "a", database: 1)) == true)
            #expect(try await backend.run(MOVE("a", toDatabase: 1)) == false)
            #expect(try await backend.run(MOVE("a", toDatabase: 2)) == true)
            #expect(try await backend.run(EXISTS(["a"])) == 0)
        }
    }

    @Test("a key is dumped and restored", arguments: TestedBackend.servers)
    func dump(_ server: TestedBackend) async throws {
        try await server { (backend) async throws in
            _ = try await backend.run(RPUSH("l", [1, 2]))
            let dump = try #require(try await backend.run(DUMP("l")))
            #expect(try await backend.run(DUMP("none")) == nil)
            try await backend.run(RESTORE("copy", dump, expiry: .after(.seconds(1000))))
            #expect(try await backend.run(LRANGE("copy", as: Int.self)) == [1, 2])
            let moment = 4_102_444_800_123
            try await backend.run(
                RESTORE(
                    "copy",
                    dump,
                    expiry: .at(unixMilliseconds: moment),
                    replaces: true,
                    usage: .idle(.seconds(100))
                )
            )
            #expect(try await backend.run(PEXPIRETIME("copy")) == .expires(moment))
            let idle = try #require(try await backend.run(OBJECT.IDLETIME("copy")))
            #expect(idle >= .seconds(100))
        }
    }

    @Test("the server tells about objects") func object() async throws {
        try await withRedisServerThatCounts { (backend) async throws in
            try await backend.run(SET("n", 1))
            #expect(try await backend.run(OBJECT.ENCODING("n")) == "int")
            #expect(try await backend.run(OBJECT.ENCODING("none")) == nil)
            #expect(try await backend.run(OBJECT.FREQ("n")) ?? 0 > 0)
            #expect(try await backend.run(OBJECT.REFCOUNT("n")) ?? 0 > 0)
            #expect(try await backend.run(OBJECT.REFCOUNT("none")) == nil)
        }
    }

    @Test("without replicas, waiting for none is over at once", arguments: TestedBackend.servers)
    func wait(_ server: TestedBackend) async throws {
        try await server { (backend) async throws in
            #expect(try await backend.run(WAIT(forReplicas: 0, timeout: .seconds(1))) == 0)
        }
        #expect(WAIT(forReplicas: 2, timeout: nil).spelling == "WAIT 2 0")
    }
}
