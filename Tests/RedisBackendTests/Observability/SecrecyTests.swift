import InMemoryTracing
import RedisBackend
import StdnetBackend
import StdnetTesting
import Testing

@Suite("What nobody hears of")
struct SecrecyTests {
    private let password = "Hunter-password"
    private let key = "SECRETKEY"
    private let value = "SECRETVALUE"

    private var secrets: [String] { ["Hunter", key, value, "SECRETCODE", "SECRETNAME"] }

    @Test("no log, metric or span holds a password, a key or a value", arguments: [2, 3])
    func session(version: Int) async throws {
        let observation = Observation()
        let password = self.password
        try await observation.withRedis(
            .init(password: password),
            parameters: "/1?protocol=\(version)&timeout=5"
        ) { (redis, server) async throws in
            try await use(redis)
            await breakCalls(of: redis)
            // The server refuses the password, then the user, while observed.
            for login in [":Hunter-wrong", "", "Hunter-user:\(password)"] {
                let error = await failure { () throws(BackendError) in
                    let stranger = try await RedisBackend.connect(
                        to: "redis://\(login)@127.0.0.1:\(server.port)?protocol=\(version)",
                        options: observation.options,
                        logger: observation.log.logger
                    )
                    await stranger.close()
                }
                #expect(error?.nextMove == .fixCredentials)
                expectSecrecy(of: "\(String(describing: error))")
            }
            // The password is changed under a backend whose connection then is lost.
            try await redis.call("CONFIG", "SET", "requirepass", "Hunter-other")
            try await redis.call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "no")
            let error = await failure { () throws(BackendError) in
                try await redis.call("GET", key)
            }
            #expect(error?.nextMove == .fixCredentials)
            expectSecrecy(of: "\(String(describing: error)) \(String(reflecting: error))")
            expectSecrecy(of: "\(redis) \(String(reflecting: redis))")
        }
        let text = observation.text
        expectSecrecy(of: text)
        // It was no silence.
        #expect(text.contains("stdnet.redis.command command=GET"))
        #expect(text.contains("debug answered command=SET"))
        #expect(text.contains("db.operation.name=MULTI"))
        #expect(text.contains("failures kind=authentication"))
    }

    @Test("a server that quotes AUTH in its refusal is not quoted", arguments: [20, 300])
    func quoting(length: Int) async throws {
        let password = String(repeating: "Hunter", count: length / 6)
        // As Redis does where AUTH has another name: at most 128 bytes of the arguments.
        let refusal =
            "-ERR unknown command 'AUTH', with args beginning with: "
            + "'\(password.prefix(110))' \r\n+PONG\r\n"
        let observation = Observation()
        try await Stranger.with(.init(answers: [refusal])) { (port) async throws in
            let error = await failure { () throws(BackendError) in
                let redis = try await RedisBackend.connect(
                    to: "redis://:\(password)@127.0.0.1:\(port)",
                    options: observation.options,
                    logger: observation.log.logger
                )
                await redis.close()
            }
            #expect(error?.nextMove == .fixCredentials)
            expectSecrecy(of: "\(String(describing: error))")
        }
        expectSecrecy(of: observation.text)
    }

    private func use(_ redis: RedisBackend) async throws {
        try await redis.call("SET", key, value)
        try await redis.call("GET", key)
        try await redis.call("HSET", key + "hash", value, value)
        _ = try await redis.batch(.pipeline, "GET \(key)", "LPUSH \(key) \(value)")
        _ = try await redis.batch(.transaction, "GET \(key)", "SET \(key) \(value)")
        _ = try await redis.run(script("return ARGV[1]"), keys: [key]) { $0.append(value) }
        _ = try await redis.transaction(watching: [key]) { (connection) async throws in
            _ = try await connection.run(RawCommand("GET", key))
            return RawCommand("SET", key, value)
        }
        _ = try await redis.subscribe(to: [.channel(key)], bufferingNewest: 4) {
            (_) async throws in
            try await redis.call("PUBLISH", key, value)
        }
    }

    /// Calls that fail, and whose errors quote what was sent.
    private func breakCalls(of redis: RedisBackend) async {
        let calls = [
            ["LPUSH", key, value], ["SECRETNAME", key, value], ["SET", key, value, value],
            ["AUTH", password], ["EVAL", "return redis.error_reply('SECRETCODE \(value)')", "0"],
            ["EVALSHA", value, "0"], ["BLPOP", key + "list", "0.01"], ["XREAD", key],
            ["OBJECT", value, key], ["CLIENT", "SETNAME", "\(value) \(value)"],
        ]
        for call in calls {
            var batch = CommandBatch()
            batch.append { vector in for word in call { vector.append(word) } }
            _ = await failure { () throws(BackendError) in try await redis.execute(batch) }
        }
    }

    private func expectSecrecy(of text: String, at location: SourceLocation = #_sourceLocation) {
        for secret in secrets {
            #expect(!text.contains(secret), sourceLocation: location)
        }
    }
}
