import MemoryBackend
import StdnetBackend
import StdnetLua
import Testing

@Suite("What scripts leave behind")
struct MemoryTests {
    @Test("Ten thousand runs leave no more memory than one")
    func noLeak() throws {
        let run = ScriptRun()
        let script =
            "return {redis.call('echo', ARGV[1]), KEYS, cmsgpack.pack(KEYS), ARGV[1] .. 'x'}"
        _ = try run.run(script, keys: ["a"], arguments: ["0"])
        let before = run.interpreter.memoryUsed
        for number in 0..<10_000 {
            _ = try run.run(script, keys: ["a"], arguments: ["\(number)"])
        }
        #expect(run.interpreter.memoryUsed < before + 100 * 1024)
        #expect(run.interpreter.memoryUsed < 200 * 1024)
    }

    @Test("Errors leave nothing behind either")
    func noLeakOfErrors() throws {
        let run = ScriptRun()
        _ = try run.run("error(ARGV[1])", arguments: ["0"])
        let before = run.interpreter.memoryUsed
        for number in 0..<10_000 { _ = try run.run("error(ARGV[1])", arguments: ["\(number)"]) }
        #expect(run.interpreter.memoryUsed < before + 100 * 1024)
    }

    @Test("An interpreter that was not used has no state")
    func lazy() throws {
        let run = ScriptRun()
        #expect(run.interpreter.memoryUsed == 0)
        try run.load("return 1")
        #expect(run.interpreter.memoryUsed > 0)
    }

    @Test("Forgetting all drops scripts and what they left, but not the random numbers")
    func forgetAll() throws {
        let run = ScriptRun()
        let name = try run.load("return 1")
        _ = try run.run("cjson.encode_max_depth(1)")
        let first = try run.run("return tostring(math.random())")?.text
        run.forgetAll()
        #expect(run.interpreter.memoryUsed == 0)
        #expect(try run.run("return cjson.encode_max_depth()")?.integer == 1000)
        #expect(try run.run("return tostring(math.random())")?.text != first)
        var reply = ReplyBuilder()
        let none: Arguments = []
        none.withView { run.interpreter.run(name + "x", $0, $0, run.host, &reply) }
        #expect(reply.finish().first?.text == "NOSCRIPT No matching script. Please use EVAL.")
    }

    @Test("A script sees nothing of the one before it")
    func separation() throws {
        let run = ScriptRun()
        _ = try run.run("KEYS[1] = 'mine' ARGV.x = 1 redis.setresp(3)", keys: ["a"])
        #expect(try run.run("return {#KEYS, ARGV.x}")?.elements.map(\.integer) == [0])
        #expect(try run.run("return redis.call('null') == false")?.integer == 1)
        #expect(try run.run("return pcall(function() leaked = 1 end)")?.isNull == true)
        #expect(try run.run("return rawget(_G, 'leaked') == nil")?.integer == 1)
    }
}
