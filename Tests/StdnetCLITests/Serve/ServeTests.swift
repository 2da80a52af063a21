import RedisBackend
import StdnetBackend
import StdnetODM
import StdnetTesting
import Testing

/// `stdnet serve`, run as people run it.
@Suite("stdnet serve", .timeLimit(.minutes(2)))
struct ServeTests {
    /// Runs the tool on a free port, and lends a backend that is connected to it.
    private func serving(
        _ arguments: String...,
        parameters: String = "",
        _ body: (RedisBackend, _ url: String) async throws -> Void
    ) async throws -> Tool.Run {
        let tool = try Tool.start(["serve", "--port", "0"] + arguments)
        let line = try await tool.firstLine()
        let address = try #require(line.wholeMatch(of: /ready on (127\.0\.0\.1:[0-9]+)/)).1
        let url = "redis://\(parameters)\(address)"
        let redis = try await RedisBackend.connect(to: url)
        try await body(redis, url)
        await redis.close()
        tool.terminate()
        return try await tool.result()
    }

    @Test("clients are answered until it is told to stop") func commands() async throws {
        let run = try await serving { (redis, _) async throws in
            _ = try await redis.run(RawCommand("SET", "a", 1))
            #expect(try await redis.run(RawCommand("INCR", "a")).integer == 2)
            #expect(
                try await redis.run(RawCommand("INFO", "server")).text.contains("redis_version:7")
            )
        }
        #expect(run.status == 0)
        #expect(run.errors.isEmpty)
    }

    @Test("every promise of a backend holds on it") func promises() async throws {
        _ = try await serving("--lua") { (_, url) async throws in
            for behaviour in Behaviour.all {
                // One of them closes its backend.
                let redis = try await RedisBackend.connect(to: url)
                do {
                    _ = try await redis.run(RawCommand("FLUSHALL"))
                    try await behaviour.run(redis)
                } catch {
                    Issue.record("\(behaviour): \(error)")
                }
                await redis.close()
            }
        }
    }

    @Test("a password is asked for, and never shown") func password() async throws {
        let run = try await serving("--requirepass", "geheim", parameters: ":geheim@") {
            (redis, _) async throws in
            #expect(try await redis.run(RawCommand("PING")).text == "PONG")
        }
        #expect(!run.output.contains("geheim"))
    }

    @Test("users are let in by their own passwords, and may do what their rules say")
    func users() async throws {
        _ = try await serving { (redis, url) async throws in
            let rules = RawCommand(
                "ACL",
                "SETUSER",
                "joe",
                "on",
                ">pw",
                "~mine:*",
                "+get",
                "+select"
            )
            for command in [rules, RawCommand("SET", "mine:a", 1)] {
                _ = try await redis.run(command)
            }
            let address = url.split(separator: "/").last ?? ""
            let joe = try await RedisBackend.connect(to: "redis://joe:pw@\(address)")
            #expect(try await joe.run(RawCommand("GET", "mine:a")).text == "1")
            for refused in [
                RawCommand("GET", "other"), RawCommand("SET", "mine:a", 2), RawCommand("FLUSHALL"),
            ] {
                let batch = CommandBatch(of: refused)
                let reply = try #require(try await joe.execute(batch).first)
                #expect(reply.text.hasPrefix("NOPERM "))
            }
            await joe.close()
            for login in ["joe:wrong@", "nobody:pw@"] {
                await #expect(throws: BackendError.self) {
                    _ = try await RedisBackend.connect(to: "redis://\(login)\(address)")
                }
            }
        }
    }

    @Test("scripts of others need Lua, and say so") func lua() async throws {
        _ = try await serving { (redis, _) async throws in
            let batch = CommandBatch(of: RawCommand("EVAL", "return 1", 0))
            let reply = try #require(try await redis.execute(batch).first)
            #expect(reply.kind == .error)
            #expect(reply.text.contains("unsupported by the memory backend"))
            #expect(reply.text.contains("--lua"))
        }
        _ = try await serving("--lua") { (redis, _) async throws in
            #expect(try await redis.run(RawCommand("EVAL", "return 1", 0)).integer == 1)
        }
    }

    @Test("a port that is taken, or none, is one clear sentence") func mistakes() async throws {
        let server = try await RedisServer.start()
        let taken = try await Tool.run("serve", "--port", "\(server.port)")
        #expect(taken.status == 1)
        #expect(taken.errors.hasPrefix("stdnet: can't listen on 127.0.0.1:\(server.port)"))
        #expect(taken.errors.split(separator: "\n").count == 1)
        await server.stop()
        let impossible = try await Tool.run("serve", "--port", "70000")
        #expect(impossible.status == 2)
        #expect(impossible.errors.contains("0 to 65535"))
    }
}
