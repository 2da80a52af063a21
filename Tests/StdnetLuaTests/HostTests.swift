import MemoryBackend
import StdnetBackend
import Testing

@Suite("What a script asks of its host")
struct HostTests {
    @Test("Commands reach the host as bytes, and their replies come back")
    func commands() throws {
        let run = ScriptRun()
        let reply = try run.run(
            "return {redis.call('echo', ARGV[1]), redis.call('ping'), redis.call('echo', 1.5)}",
            arguments: ["a b"]
        )
        #expect(reply?.elements.map(\.text) == ["a b", "PONG", "1.5"])
        #expect(run.host.calls == ["echo a b", "ping", "echo 1.5"])
    }

    @Test("A host that answers nothing, or half a reply, does no harm")
    func poorAnswers() throws {
        let run = ScriptRun()
        #expect(try run.run("return redis.call('nothing') == nil")?.integer == 1)
        #expect(try run.run("return #redis.call('unfinished')")?.integer == 0)
    }

    @Test("A large reply comes whole")
    func large() throws {
        let run = ScriptRun()
        #expect(try run.run("return redis.call('many', 200000)[200000]")?.integer == 199_999)
        #expect(try run.run("return redis.call('many', 200000)")?.count == 200_000)
        #expect(try run.run("return #redis.call('echo', ('x'):rep(5000000))")?.integer == 5_000_000)
    }

    @Test("Log lines come with their level, permissions as the host says")
    func others() throws {
        let run = ScriptRun()
        _ = try run.run("redis.log(redis.LOG_NOTICE, 'a', 1, {}, 'b')")
        #expect(run.host.logged == ["2 a 1 b"])
        #expect(try run.run("return redis.acl_check_cmd('get', 'x')")?.integer == 1)
        #expect(try run.run("return redis.acl_check_cmd('set', 'x', 1)")?.isNull == true)
        #expect(try run.run("return redis.acl_check_cmd('other')")?.kind == .error)
    }

    @Test("A compiler's error is thrown in its own words")
    func failure() throws {
        let run = ScriptRun()
        let expected = ScriptFailure("user_script:2: unexpected symbol near '+'")
        #expect(throws: expected) { try run.load("#!lua flags=no-writes\nreturn +") }
        #expect(try run.run("#!lua\nreturn 1")?.integer == 1)
    }

    @Test("An error that is a table without a text still is an error")
    func errorWithoutText() throws {
        let reply = try ScriptRun().run("error({})")
        #expect(reply?.text == "ERR unknown error script: script0, on @user_script:1.")
    }
}
