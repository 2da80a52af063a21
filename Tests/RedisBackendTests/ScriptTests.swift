import RedisBackend
import StdnetBackend
import Testing

@Suite("Scripts")
struct ScriptTests {
    /// Writes, so that it is seen how often it ran.
    static let counting = script("return redis.call('INCR', KEYS[1])")
    static let repeatable = script(
        "redis.call('SET', KEYS[1], ARGV[1]) return ARGV[1]",
        isRepeatable: true
    )

    private func batch(
        _ isolation: CommandBatch.Isolation,
        _ script: Script<Reply>,
        argument: String = "v"
    ) -> CommandBatch {
        var batch = CommandBatch(isolation: isolation, commands: ["GET other"])
        batch.append(script, keys: ["key"]) { $0.append(argument) }
        return batch
    }

    /// How many commands of this name the server has run.
    private func calls(_ name: String, _ redis: RedisBackend) async throws -> Int {
        let info = try await redis.call("INFO", "commandstats").text
        let line = info.split(separator: "\r\n").first { $0.hasPrefix("cmdstat_\(name):calls=") }
        return line.flatMap { $0.split(separator: "=")[1].split(separator: ",").first }
            .flatMap { Int($0) } ?? 0
    }

    @Test("an unknown script is loaded in the same round trip, and only once") func load()
        async throws
    {
        try await withRedis { (redis, _) async throws in
            for count in 1...3 {
                let reply = try await redis.run(Self.counting, keys: ["key"]) { _ in }
                #expect(reply.integer == count)
            }
            #expect(try await calls("script|load", redis) == 1)
            #expect(try await calls("evalsha", redis) == 3)
        }
    }

    @Test("a script in a batch answers at its place") func place() async throws {
        try await withRedis { (redis, _) async throws in
            var batch = CommandBatch(commands: ["SET key 5"])
            batch.append(Self.counting, keys: ["key"]) { _ in }
            batch.append(Self.repeatable, keys: ["other"]) { $0.append("w") }
            batch.append(Self.counting, keys: ["key"]) { _ in }
            let replies = try await redis.execute(batch)
            #expect(replies.map(\.text) == ["OK", "", "w", ""])
            #expect(replies[1].integer == 6)
            #expect(replies[3].integer == 7)
        }
    }

    @Test("a single call survives SCRIPT FLUSH and runs once") func single() async throws {
        try await withRedis { (redis, _) async throws in
            _ = try await redis.run(Self.counting, keys: ["key"]) { _ in }
            try await redis.call("SCRIPT", "FLUSH")
            let reply = try await redis.run(Self.counting, keys: ["key"]) { _ in }
            #expect(reply.integer == 2)
        }
    }

    @Test(
        "a repeatable batch survives SCRIPT FLUSH",
        arguments: [
            CommandBatch.Isolation.pipeline, .transaction,
        ]
    )
    func repeatableBatch(isolation: CommandBatch.Isolation) async throws {
        try await withRedis { (redis, _) async throws in
            _ = try await redis.execute(batch(isolation, Self.repeatable))
            try await redis.call("SCRIPT", "FLUSH")
            let replies = try await redis.execute(batch(isolation, Self.repeatable, argument: "w"))
            #expect(replies.map(\.kind) == [.null, .bulk])
            #expect(try await redis.call("GET", "key").text == "w")
        }
    }

    @Test(
        "any other batch takes its scripts along, whoever flushed them",
        arguments: [
            CommandBatch.Isolation.pipeline, .transaction,
        ]
    )
    func otherBatch(isolation: CommandBatch.Isolation) async throws {
        try await withRedis { (redis, _) async throws in
            _ = try await redis.execute(batch(isolation, Self.counting))
            try await redis.call("SCRIPT", "FLUSH")
            let replies = try await redis.execute(batch(isolation, Self.counting))
            #expect(replies.count == 2)
            #expect(replies.last?.integer == 2)
            let next = try await redis.execute(batch(isolation, Self.counting))
            #expect(next.last?.integer == 3)
        }
    }

    @Test("a script that does not compile says why") func broken() async throws {
        try await withRedis { (redis, _) async throws in
            for _ in 1...2 {
                let error = await failure { () throws(BackendError) in
                    try await redis.run(script("return +"), keys: ["key"]) { _ in }
                }
                guard case .server(code: "ERR", let message) = error else {
                    Issue.record("expected a compiler's message, got \(String(describing: error))")
                    return
                }
                #expect(message.contains("compil"))
            }
            #expect(try await redis.call("PING").text == "PONG")
        }
    }

    @Test("an error of the script is its reply") func failing() async throws {
        try await withRedis { (redis, _) async throws in
            let error = await failure { () throws(BackendError) in
                try await redis.run(
                    script("return redis.error_reply('TAKEN by somebody')"),
                    keys: []
                ) { _ in }
            }
            #expect(error == .server(code: "TAKEN", message: "by somebody"))
        }
    }
}
