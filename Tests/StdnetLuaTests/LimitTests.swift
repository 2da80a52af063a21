import StdnetBackend
import StdnetLua
import Testing

@Suite("How much a script may take")
struct LimitTests {
    @Test("Memory ends at the limit, and what was taken is given back")
    func memory() throws {
        let run = ScriptRun(LuaInterpreter(memoryLimit: 8 << 20))
        let greedy = "local t = {} while true do t[#t + 1] = ('x'):rep(1000) .. #t end"
        for _ in 0..<3 {
            let reply = try #require(try run.run(greedy))
            #expect(reply.kind == .error)
            #expect(reply.text.contains("not enough memory"))
            #expect(run.interpreter.memoryUsed < 1 << 20)
        }
        // An error like others: what catches it goes on.
        let caught = "return select(2, pcall(string.rep, 'x', 1e8))"
        #expect(try run.run(caught)?.text == "not enough memory")
        #expect(try run.run("return #('x'):rep(1000000)")?.integer == 1_000_000)
    }

    @Test("So does what is compiled and what is passed to it")
    func source() throws {
        let run = ScriptRun(LuaInterpreter(memoryLimit: 1 << 20))
        #expect(throws: (any Error).self) {
            try run.load("return {" + String(repeating: "'abc', 1.5, ", count: 100_000) + "}")
        }
        let argument = String(repeating: "x", count: 2 << 20)
        #expect(
            try run.run("return 1", arguments: [argument])?.text.contains("not enough memory")
                == true
        )
        #expect(try run.run("return 1")?.integer == 1)
    }

    @Test("xpcall has its handler, but not for the end of the script")
    func handlers() throws {
        let run = ScriptRun()
        let handled =
            "local _, text = xpcall(function() error('a', 0) end, function(e) return e .. 'b' end)"
        #expect(try run.run(handled + " return text")?.text == "ab")
        #expect(
            try run.run("return {xpcall(function() return 1, 2 end, tostring)}")?.elements.map(
                \.integer
            ) == [1, 1, 2]
        )
        run.host.patience = 3
        let endless =
            "return xpcall(function() while true do end end, function() while true do end end)"
        #expect(try run.run("while true do \(endless.dropFirst(7)) end")?.kind == .error)
    }

    @Test("Patterns are as long as the stack allows")
    func patterns() throws {
        let run = ScriptRun()
        let deep = ["match", "find", "gsub", "gmatch"].map { name in
            "local ok, text = pcall(string.\(name), ('a'):rep(1e5), ('a?'):rep(1e5), '') return text"
        }
        for script in deep {
            #expect(try run.run(script)?.text.contains("pattern too complex") == true)
        }
        #expect(try run.run("return #('a'):rep(8000):match(('a?'):rep(8000))")?.integer == 8000)
        #expect(try run.run("return ('a'):rep(1e5):find(('a'):rep(1e5), 1, true)")?.integer == 1)
        #expect(
            try run.run("return string.find('a')")?.text
                .contains("bad argument #2 to 'find' (string expected, got no value)") == true
        )
    }
}
