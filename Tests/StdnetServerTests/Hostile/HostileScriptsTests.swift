#if canImport(StdnetLua)
import MemoryBackend
import StdnetLua
import StdnetServer
import Testing

@Suite("Scripts that should not be run", .serialized, .timeLimit(.minutes(3)))
struct HostileScriptsTests {
    private func withScripts(
        memoryLimit: Int = 64 << 20,
        _ body: (RESPServer, _ other: RawClient) async throws -> Void
    ) async throws {
        let memory = MemoryServer(interpreter: { LuaInterpreter(memoryLimit: memoryLimit) })
        try await withServer(memory) { server in
            let other = try RawClient(port: server.port)
            other.send("CONFIG SET busy-reply-threshold 1\r\n")
            #expect(other.receives("+OK\r\n"))
            try await body(server, other)
        }
    }

    private static let busy =
        "-BUSY Redis is busy running a script. You can only call SCRIPT KILL or SHUTDOWN NOSAVE.\r\n"

    /// Asks until the answer is that a script runs.
    private func waitUntilBusy(_ client: RawClient) -> Bool {
        for _ in 0..<1_000_000 {
            client.send("PING\r\n")
            if client.receive(1) == "+" {
                guard client.receives("PONG\r\n") else { return false }
                continue
            }
            return client.receives(String(Self.busy.dropFirst()))
        }
        return false
    }

    @Test(
        "An endless script keeps nobody from being answered, and can be killed",
        arguments: [
            "while true do end",
            "while true do pcall(function() while true do end end) end",
            "while true do redis.pcall('get', 'a') end",
            "return xpcall(function() while true do end end, function() while true do end end)",
            "while true do pcall(coroutine.wrap(function() while true do end end)) end",
            "local s = ('x'):rep(1000) while true do s:gsub('.', function() end) end",
            "while true do table.sort({3, 2, 1}, function(a, b) return a < b end) end",
        ]
    )
    func endless(_ script: String) async throws {
        try await withScripts { server, other in
            let culprit = try RawClient(port: server.port)
            culprit.send(RawClient.request("EVAL", script, "0"))
            #expect(waitUntilBusy(other))
            // Also who comes only now.
            let newcomer = try RawClient(port: server.port)
            newcomer.send("GET a\r\nSCRIPT KILL\r\n")
            #expect(newcomer.receives(Self.busy + "+OK\r\n"))
            // Where the script catches the error, its last reply may be another one.
            let reply = culprit.bulk("")
            #expect(reply.hasPrefix("-ERR Script killed by user") || script.hasPrefix("return"))
            #expect(other.isServed())
            #expect(culprit.isServed())
        }
    }

    @Test("One that has written can't be killed, but the server can be ended")
    func unkillable() async throws {
        try await withScripts { server, other in
            let culprit = try RawClient(port: server.port)
            culprit.send(
                RawClient.request("EVAL", "redis.call('set', 'a', 1) while true do end", "0")
            )
            #expect(waitUntilBusy(other))
            other.send("SCRIPT KILL\r\n")
            #expect(other.receives("-UNKILLABLE "))
            let last = try RawClient(port: server.port)
            last.send("SHUTDOWN NOSAVE\r\n")
            await server.waitUntilClosed()
            #expect(last.drain() == 0)
        }
    }

    @Test(
        "One that takes all memory ends with an error, and the next one runs",
        arguments: [
            "local t = {} while true do t[#t + 1] = ('x'):rep(1000 + #t) end",
            "return #('x'):rep(1e9)",
            "local s = 'x' while true do s = s .. s end",
            "local t = {} for i = 1, 1e9 do t[i] = i end",
            "local s = ('x'):rep(1e6) local t = {} for i = 1, 2000 do t[i] = s end return t",
            "local s = ('x'):rep(1e6) local t = {} for i = 1, 5000 do t[i] = s end "
                + "return redis.call('sadd', 'a', unpack(t))",
        ]
    )
    func memory(_ script: String) async throws {
        try await withScripts { server, other in
            other.send(RawClient.request("EVAL", script, "0"))
            let reply = other.bulk("")
            #expect(reply.hasPrefix("-ERR "))
            #expect(reply.contains("not enough memory"))
            let next = RawClient.request("EVAL", "return #('x'):rep(1e7)", "0")
            for _ in 0..<3 {
                other.send(next)
                #expect(other.receives(":10000000\r\n"))
            }
        }
    }

    @Test(
        "Recursion and patterns as deep as the stack end with an error",
        arguments: [
            "local function f() return 1 + f() end return f()",
            "local function f() return pcall(f) end f() error('over')",
            "local t = setmetatable({}, {}) getmetatable(t).__index = function(t, k) return t[k] end "
                + "return t.x",
            "return ('a'):rep(1e6):match(('a?'):rep(1e6))",
            "return ('a'):rep(1e6):gsub(('a-'):rep(1e6), 'b')",
            "return loadstring('return ' .. ('{'):rep(1e6))()",
            "return cjson.decode(('['):rep(1e6))",
            "return cmsgpack.unpack(('\\145'):rep(1e6))",
            "return unpack({}, 1, 1e8)",
        ]
    )
    func depth(_ script: String) async throws {
        try await withScripts { server, other in
            other.send(RawClient.request("EVAL", script, "0"))
            #expect(other.bulk("").hasPrefix("-"))
            #expect(other.isServed())
        }
    }
}
#endif
