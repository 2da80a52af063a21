import StdnetBackend
import StdnetCommands
import Testing

@Suite("Commands of scripts and functions")
struct ScriptingCommandTests {
    private let library = """
        #!lua name=sums
        redis.register_function('total', function(keys, args) return args[1] + args[2] end)
        redis.register_function{
            function_name = 'length',
            callback = function(keys, args) return redis.call('STRLEN', keys[1]) end,
            flags = {'no-writes'},
            description = 'How long a string is.'
        }
        """

    @Test("Lua text is run by its words and by its name", arguments: TestedBackend.servers)
    func scripts(_ server: TestedBackend) async throws {
        try await server { (backend) async throws in
            let lua = "return {KEYS[1], ARGV[1]}"
            let echoed = EVAL(lua, keys: ["k"], arguments: [7], as: [String].self)
            #expect(try await backend.run(echoed) == ["k", "7"])
            #expect(try await backend.run(EVAL("return 1")).integer == 1)
            #expect(try await backend.run(EVAL_RO("return 2", as: Int.self)) == 2)
            let sha1 = try await backend.run(SCRIPT.LOAD("return ARGV[1]"))
            #expect(try await backend.run(SCRIPT.EXISTS([sha1, "0"])) == [true, false])
            let named = EVALSHA(sha1, arguments: ["x"], as: Bytes.self)
            #expect(try await backend.run(named) == [0x78])
            #expect(try await backend.run(EVALSHA_RO(sha1, arguments: [3], as: Int.self)) == 3)
            try await backend.run(SCRIPT.FLUSH(.waiting))
            #expect(try await backend.run(SCRIPT.EXISTS([sha1])) == [false])
            await #expect(throws: BackendError.self) { try await backend.run(SCRIPT.KILL()) }
        }
    }

    @Test(
        "a library is loaded, called, listed, moved and removed",
        arguments: TestedBackend.servers
    )
    func functions(_ server: TestedBackend) async throws {
        try await server { (backend) async throws in
            #expect(try await backend.run(FUNCTION.LOAD(library)) == "sums")
            #expect(try await backend.run(FUNCTION.LOAD(library, replaces: true)) == "sums")
            #expect(try await backend.run(FCALL("total", arguments: [2, 3], as: Int.self)) == 5)
            try await backend.run(SET("k", "four"))
            #expect(try await backend.run(FCALL_RO("length", keys: ["k"], as: Int.self)) == 4)
            let listed = try await backend.run(FUNCTION.LIST(matching: "su*", withCode: true))
            #expect(listed.map(\.name) == ["sums"])
            #expect(listed[0].code == library)
            let length = try #require(listed[0].functions.first { $0.name == "length" })
            #expect(length.description == "How long a string is.")
            #expect(length.flags == ["no-writes"])
            let figures = try await backend.run(FUNCTION.STATS())
            #expect(figures.running == nil)
            #expect(figures.engines["LUA"]?.functions == 2)
            let dump = try await backend.run(FUNCTION.DUMP())
            try await backend.run(FUNCTION.DELETE("sums"))
            #expect(try await backend.run(FUNCTION.LIST()) == [])
            try await backend.run(FUNCTION.RESTORE(dump))
            try await backend.run(FUNCTION.RESTORE(dump, policy: .replace))
            #expect(try await backend.run(FUNCTION.LIST()).first?.code == nil)
            try await backend.run(FUNCTION.FLUSH())
            await #expect(throws: BackendError.self) { try await backend.run(FUNCTION.KILL()) }
        }
    }
}
