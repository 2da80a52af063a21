import RedisBackend
import StdnetBackend
import StdnetTesting
import Testing

@Suite("Connecting")
struct HandshakeTests {
    /// The error of connecting; nil when it succeeds.
    private func error(connecting url: String) async -> BackendError? {
        await failure { () throws(BackendError) in
            let redis = try await RedisBackend.connect(to: url)
            await redis.close()
        }
    }

    @Test("a wrong or missing password is told apart from everything else") func password()
        async throws
    {
        try await withRedisServer(.init(password: "right")) { (server) async throws in
            let address = "127.0.0.1:\(server.port)"
            for url in [
                "redis://:wrong@\(address)", "redis://\(address)", "redis://joe:x@\(address)",
            ] {
                let error = await error(connecting: url)
                guard case .connection(.authentication(let reason)) = error else {
                    Issue.record(
                        "expected an authentication error, got \(String(describing: error))"
                    )
                    continue
                }
                #expect(!reason.contains("wrong@"))
            }
            #expect(await error(connecting: server.url) == nil)
        }
    }

    @Test("a password where none is set is an authentication error that does not show it")
    func needless() async throws {
        try await withRedisServer { (server) async throws in
            let error = await error(connecting: "redis://:geheim@127.0.0.1:\(server.port)")
            guard case .connection(.authentication(let reason)) = error else {
                Issue.record("expected an authentication error, got \(String(describing: error))")
                return
            }
            #expect(!reason.contains("geheim"))
        }
    }

    @Test("a user of the access control list is let in") func user() async throws {
        try await withRedis { (redis, server) async throws in
            try await redis.call("ACL", "SETUSER", "joe", "on", ">pw", "~*", "+get", "+select")
            let joe = try await RedisBackend.connect(
                to: "redis://joe:pw@127.0.0.1:\(server.port)/2"
            )
            #expect(try await joe.call("GET", "a").isNull)
            await joe.close()
        }
    }

    @Test("database and name of the connection string are set") func settings() async throws {
        try await withRedis(parameters: "/3?name=tester") { (redis, server) async throws in
            #expect(try await redis.call("CLIENT", "GETNAME").text == "tester")
            #expect(try await redis.call("CLIENT", "INFO").text.contains(" db=3 "))
        }
    }

    @Test("a database that the server does not have is the server's error") func database()
        async throws
    {
        try await withRedisServer(.init(arguments: ["--databases", "4"])) {
            (server) async throws in
            let error = await error(connecting: server.url + "/4")
            #expect(error == .server(code: "ERR", message: "DB index is out of range"))
            #expect(await self.error(connecting: server.url + "/3") == nil)
        }
    }

    @Test("a server that has no HELLO is spoken to in protocol 2", arguments: [true, false])
    func fallback(hasHello: Bool) async throws {
        let options = RedisServer.Options(
            password: "right",
            arguments: hasHello ? [] : ["--rename-command", "HELLO", ""]
        )
        try await withRedis(options) { (redis, server) async throws in
            try await redis.call("HSET", "h", "a", "1")
            // Nobody is kept from HELLO, so this changes nothing.
            try await redis.call("ACL", "SETUSER", "default", "-hello")
            let three = try await RedisBackend.connect(to: server.url + "?protocol=3")
            #expect(try await three.call("HGETALL", "h").kind == (hasHello ? .map : .array))
            await three.close()
        }
    }

    @Test(
        "what is not Redis is recognised",
        arguments: [
            Stranger.Manners(answers: ["HTTP/1.1 400 Bad Request\r\n\r\n"]),
            Stranger.Manners(greeting: "SSH-2.0-OpenSSH_9.2\r\n"),
            Stranger.Manners(greeting: "+OK POP3 ready\r\n", answers: ["-ERR what?\r\n"]),
            Stranger.Manners(answers: [":1\r\n"]),
        ]
    )
    func stranger(manners: Stranger.Manners) async throws {
        try await Stranger.with(manners) { (port) async throws in
            let error = await error(connecting: "redis://127.0.0.1:\(port)")
            #expect(error == .connection(.notRedis(address: "127.0.0.1:\(port)")))
        }
    }

    @Test("a server that never answers fails in time") func silent() async throws {
        try await Stranger.with(.init()) { (port) async throws in
            let error = await error(connecting: "redis://127.0.0.1:\(port)?timeout=0.05")
            #expect(error == .connection(.timedOut(after: .milliseconds(50))))
        }
    }

    @Test("a server that closes at once is unreachable") func closing() async throws {
        try await Stranger.with(.init(closes: true)) { (port) async throws in
            let error = await error(connecting: "redis://127.0.0.1:\(port)")
            guard case .connection(.unreachable) = error else {
                Issue.record("expected 'unreachable', got \(String(describing: error))")
                return
            }
        }
    }

    @Test("a server that turns a client away is quoted") func turnedAway() async throws {
        let words = "-ERR max number of clients reached\r\n"
        try await Stranger.with(.init(answers: [words], closesAfterAnswer: true)) {
            (port) async throws in
            let error = await error(connecting: "redis://127.0.0.1:\(port)/1")
            #expect(error == .server(code: "ERR", message: "max number of clients reached"))
        }
    }

    @Test("nobody at the address is an error with the address and the reason") func nobody()
        async throws
    {
        let server = try await RedisServer.start()
        await server.stop()
        let error = await error(connecting: server.url)
        guard case .connection(.unreachable(let address, let reason)) = error else {
            Issue.record("expected 'unreachable', got \(String(describing: error))")
            return
        }
        #expect(address == "127.0.0.1:\(server.port)")
        #expect(reason.contains("refused"))
        #expect(error?.isRetryable == true)
        guard case .connection(.unreachable) = await self.error(connecting: "redis+unix:///no/such")
        else {
            Issue.record("expected 'unreachable' for a socket that is not there")
            return
        }
    }

    @Test(
        "what is not offered is refused with what is",
        arguments: [
            "redis+sentinel://a,b/m", "redis+cluster://a,b", "memory://",
        ]
    )
    func unsupported(url: String) async throws {
        guard case .invalidRequest(let reason) = await error(connecting: url) else {
            Issue.record("expected a refusal of \(url)")
            return
        }
        #expect(reason.contains("redis+unix:///path"))
    }
}
