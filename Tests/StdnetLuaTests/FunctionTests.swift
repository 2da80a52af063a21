import MemoryBackend
import StdnetBackend
import StdnetLua
import Testing

@Suite("Libraries of functions")
struct FunctionTests {
    /// An interpreter and its host.
    private final class Library {
        let interpreter = LuaInterpreter()
        let host = TestHost()
        private(set) var functions: [RegisteredFunction] = []

        func load(_ code: String, within limit: Duration? = nil) throws {
            functions = try [UInt8](("\n" + code).utf8).withUnsafeBytes { bytes in
                try interpreter.loadLibrary(bytes, within: limit)
            }
        }

        func call(
            _ name: String,
            keys: Arguments = [],
            arguments: Arguments = []
        ) throws -> Reply? {
            let function = try #require(functions.first { $0.name == name })
            var reply = ReplyBuilder()
            keys.withView { keys in
                arguments.withView { interpreter.call(function, keys, $0, host, &reply) }
            }
            let replies = reply.finish()
            return replies.count == 1 ? replies.first : nil
        }
    }

    @Test("A library registers functions with what they say about themselves")
    func registration() throws {
        let library = Library()
        try library.load(
            """
            redis.register_function('plain', function(keys, args) return {keys, args} end)
            redis.register_function{
                function_name = 'full', description = 'a\\0b', flags = {'no-writes', 'ALLOW-OOM'},
                callback = function() return redis.call('ping') end,
            }
            """
        )
        #expect(library.functions.map(\.name) == ["plain", "full"])
        #expect(library.functions.map(\.description) == [nil, [97, 0, 98]])
        #expect(library.functions.map(\.flags) == [[], [.noWrites, .allowOOM]])
        let reply = try #require(try library.call("plain", keys: ["k"], arguments: ["a", "b"]))
        #expect(reply.elements.map { $0.elements.map(\.text) } == [["k"], ["a", "b"]])
        #expect(try library.call("full")?.text == "PONG")
    }

    @Test("Code that takes too long ends")
    func loadLimit() throws {
        let library = Library()
        let timeout = ScriptFailure("Error registering functions: ERR FUNCTION LOAD timeout")
        #expect(throws: timeout) { try library.load("while true do end", within: .zero) }
        let catching = "while true do ('x'):gsub('x', function() while true do end end) end"
        #expect(throws: timeout) { try library.load(catching, within: .zero) }
        #expect(library.host.questions == 0)
        try library.load("redis.register_function('f', function() return 1 end)")
        #expect(try library.call("f")?.integer == 1)
    }

    @Test("A function that has to end says which one, and where")
    func interruption() throws {
        let library = Library()
        try library.load("redis.register_function('f', function()\n while true do end end)")
        library.host.patience = 2
        let expected =
            "ERR Script killed by user with SCRIPT KILL... script: f, on @user_function:3."
        #expect(try library.call("f")?.text == expected)
        #expect(library.host.questions == 3)
    }

    @Test("Scripts and functions have a state each, and the same random numbers")
    func states() throws {
        let library = Library()
        try library.load(
            """
            local count = 0
            redis.register_function('count', function() count = count + 1 return count end)
            redis.register_function('random', function() return tostring(math.random()) end)
            """
        )
        #expect(library.interpreter.functionMemoryUsed > 0)
        #expect(library.interpreter.memoryUsed == 0)
        #expect(try library.call("count")?.integer == 1)
        library.interpreter.forgetAll()
        #expect(try library.call("count")?.integer == 2)

        let first = try library.call("random")?.text
        let run = ScriptRun()
        #expect(try run.run("return tostring(math.random())")?.text == first)
    }

    @Test("A library that is loaded and released a thousand times leaves nothing")
    func noLeak() throws {
        let library = Library()
        let code = """
            local text = ('x'):rep(10000)
            redis.register_function('f', function() return text end)
            redis.register_function('g', function() return #text end)
            """
        try library.load(code)
        library.interpreter.release(library.functions)
        let before = library.interpreter.functionMemoryUsed
        for _ in 0..<1000 {
            try library.load(code)
            library.interpreter.release(library.functions)
            #expect(throws: ScriptFailure.self) { try library.load(code + " nosuch()") }
        }
        #expect(library.interpreter.functionMemoryUsed <= before + 4096)
    }

    @Test("A released function is not called again")
    func released() throws {
        let library = Library()
        try library.load("redis.register_function('f', function() return 1 end)")
        library.interpreter.release(library.functions)
        #expect(try library.call("f")?.text == "ERR Function not found")
    }
}
