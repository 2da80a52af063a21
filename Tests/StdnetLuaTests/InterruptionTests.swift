import StdnetBackend
import Testing

@Suite("Scripts that have to end")
struct InterruptionTests {
    @Test(
        "An endless loop ends, also one that catches errors",
        arguments: [
            "while true do end",
            "while true do pcall(function() while true do end end) end",
            "while true do xpcall(function() while true do end end, function() end) end",
            "local function f() return pcall(f) and f() end while true do f() end",
            "while true do redis.pcall('ping') end",
            "local co = coroutine.wrap(function() while true do end end) while true do pcall(co) end",
            "for i = 1, 1e300 do local s = ('x'):rep(10) end",
        ]
    )
    func endless(script: String) throws {
        let run = ScriptRun()
        run.host.patience = 3
        let reply = try #require(try run.run(script))
        #expect(reply.kind == .error)
        #expect(reply.text.hasPrefix("ERR Script killed by user with SCRIPT KILL..."))
        #expect(reply.text.hasSuffix("script: script0, on @user_script:1."))
    }

    @Test("The next script runs after one that was ended")
    func next() throws {
        let run = ScriptRun()
        run.host.patience = 0
        #expect(try run.run("while true do end")?.kind == .error)
        run.host.patience = .max
        #expect(try run.run("return 5")?.integer == 5)
        #expect(try run.run("for i = 1, 1000000 do end return 6")?.integer == 6)
    }

    @Test("The host is asked every hundred thousand instructions")
    func questions() throws {
        let run = ScriptRun()
        #expect(try run.run("for i = 1, 1000000 do end")?.isNull == true)
        #expect(run.host.questions == 10)
    }
}
