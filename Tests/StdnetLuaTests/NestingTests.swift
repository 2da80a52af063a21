import StdnetBackend
import Testing

@Suite("Tables and replies as deep as Lua allows")
struct NestingTests {
    @Test("A table that holds itself ends where Lua's stack does")
    func recursive() throws {
        let reply = try #require(try ScriptRun().run("local a = {} a[1] = {a} return a"))
        #expect(reply.tape.nodes.count == 7996)
        #expect(reply.tape.nodes.dropLast().allSatisfy { $0.kind == .array && $0.count == 1 })
        var last = reply
        while let inner = last.elements.first(where: { _ in true }) { last = inner }
        #expect(last.text == "ERR reached lua stack limit")
    }

    @Test(
        "So do maps and sets that hold themselves",
        arguments: ["a.map = {x = a}", "a.map = {[a] = 1}", "a.set = {[a] = true}"]
    )
    func recursiveKeys(definition: String) throws {
        let run = ScriptRun()
        for isRESP3 in [false, true] {
            run.host.clientIsRESP3 = isRESP3
            let reply = try #require(try run.run("local a = {} \(definition) return a"))
            #expect(reply.kind == (isRESP3 ? (definition.contains("set") ? .set : .map) : .array))
            #expect(reply.tape.nodes.contains { $0.kind == .error })
        }
    }

    @Test("cjson, cmsgpack and the parser have limits of their own")
    func libraries() throws {
        let run = ScriptRun()
        let json = "return pcall(cjson.decode, ('['):rep(100000))"
        let messages = "return pcall(cmsgpack.unpack, ('\\145'):rep(100000))"
        let source = "return loadstring('return ' .. ('('):rep(100000)) == nil"
        let cycle = "local a = {} a[1] = a return pcall(cjson.encode, a)"
        for script in [json, messages, cycle] { #expect(try run.run(script)?.isNull == true) }
        #expect(try run.run(source)?.integer == 1)
    }

    @Test("Endless recursion is an error")
    func recursion() throws {
        let reply = try ScriptRun().run("local function f() return 1 + f() end return f()")
        #expect(reply?.text.contains("stack overflow") == true)
    }
}
