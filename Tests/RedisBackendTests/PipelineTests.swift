import RedisBackend
import StdnetBackend
import StdnetTesting
import Testing

@Suite("Pipelines")
struct PipelineTests {
    @Test("commands answer in order, an error among them is a reply") func order() async throws {
        try await withRedis { (redis, _) async throws in
            let replies = try await redis.batch(
                .pipeline,
                "SET a 1",
                "INCR a",
                "LPUSH a x",
                "GET a",
                "GET missing"
            )
            #expect(replies.map(\.kind) == [.status, .integer, .error, .bulk, .null])
            #expect(replies[2].text.hasPrefix("WRONGTYPE"))
            #expect(replies[3].text == "2")
        }
    }

    @Test("an empty batch has no replies") func empty() async throws {
        try await withRedis { (redis, _) async throws in
            #expect(try await redis.execute(CommandBatch()).isEmpty)
            #expect(try await redis.execute(CommandBatch(isolation: .transaction)).isEmpty)
        }
    }

    @Test("a thousand tasks each get their own reply") func tasks() async throws {
        try await withRedis { (redis, _) async throws in
            let wrong = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<1000 {
                    group.addTask {
                        let text = "value \(number)"
                        let replies = try await redis.run(
                            RawCommand("SET", "key:\(number)", text),
                            RawCommand("GET", "key:\(number)")
                        )
                        let echo = try await redis.call("ECHO", text)
                        return replies.1.text != text || echo.text != text
                    }
                }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(wrong == 0)
            #expect(try await redis.call("DBSIZE").integer == 1000)
        }
    }

    @Test(
        "long batches of many tasks go out in pieces, and every reply comes to its own",
        arguments: [CommandBatch.Isolation.pipeline, .transaction]
    )
    func pieces(isolation: CommandBatch.Isolation) async throws {
        try await withRedis { (redis, _) async throws in
            let wrong = try await withThrowingTaskGroup(of: Int.self) { group in
                for task in 0..<8 {
                    group.addTask {
                        var wrong = 0
                        for length in [1, 3000, 10, 10_000] {
                            var batch = CommandBatch(isolation: isolation)
                            for number in 0..<length {
                                batch.append(RawCommand("ECHO", "task \(task), command \(number)"))
                            }
                            let replies = try await redis.execute(batch)
                            wrong += replies.count == length ? 0 : 1
                            for (number, reply) in replies.enumerated()
                            where reply.text != "task \(task), command \(number)" {
                                wrong += 1
                            }
                        }
                        return wrong
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(wrong == 0)
        }
    }

    @Test(
        "a long batch that is cancelled half-way leaves the connection in order",
        arguments: [CommandBatch.Isolation.pipeline, .transaction]
    )
    func cancelledPieces(isolation: CommandBatch.Isolation) async throws {
        try await withRedis { (redis, _) async throws in
            for round in 0..<20 {
                let sent = Task {
                    var batch = CommandBatch(isolation: isolation)
                    for _ in 0..<20_000 { batch.append(RawCommand("INCR", "n\(round)")) }
                    _ = try await redis.execute(batch)
                }
                // Whatever of it is sent by then, the calls behind it get their own replies.
                async let before = redis.call("ECHO", "before \(round)")
                sent.cancel()
                async let after = redis.call("ECHO", "after \(round)")
                #expect(try await before.text == "before \(round)")
                #expect(try await after.text == "after \(round)")
                _ = await sent.result
                let count = try await redis.call("GET", "n\(round)").integer ?? 0
                #expect(isolation == .pipeline || count == 0 || count == 20_000)
            }
        }
    }

    @Test("a list of 200,000 elements arrives whole") func list() async throws {
        try await withRedis { (redis, _) async throws in
            var batch = CommandBatch()
            batch.append { vector in
                vector.append("RPUSH")
                vector.append("list")
                for number in 0..<200_000 { vector.append("member:\(number)") }
            }
            #expect(try await redis.execute(batch).first?.integer == 200_000)
            let reply = try await redis.call("LRANGE", "list", "0", "-1")
            #expect(reply.count == 200_000)
            let differing = zip(reply.elements, 0...).first { $0.text != "member:\($1)" }
            #expect(differing == nil)
        }
    }

    @Test("a value of 20 MB arrives unchanged") func huge() async throws {
        try await withRedis { (redis, _) async throws in
            let megabyte = (0..<1_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
            var value: [UInt8] = []
            for _ in 0..<20 { value += megabyte }
            let sent = value
            var batch = CommandBatch()
            batch.append {
                $0.append("SET")
                $0.append("huge")
                $0.append(sent)
            }
            #expect(try await redis.execute(batch).first?.text == "OK")
            let reply = try await redis.call("GET", "huge")
            // Compared outside the expectation, which would print 20 MB.
            let isEqual = reply.bytes == sent
            #expect(isEqual)
            #expect(try await redis.call("PING").text == "PONG")
        }
    }

    @Test("keys and values are any bytes") func binary() async throws {
        try await withRedis { (redis, _) async throws in
            let bytes = [UInt8](0...255) + Array("\r\n$3\r\n*1\r\n".utf8)
            var batch = CommandBatch()
            batch.append {
                $0.append("SET")
                $0.append(bytes)
                $0.append(bytes)
            }
            batch.append {
                $0.append("GET")
                $0.append(bytes)
            }
            let replies = try await redis.execute(batch)
            #expect(replies.last?.bytes == bytes)
        }
    }

    @Test("a Unix socket works like TCP") func unixSocket() async throws {
        try await withRedisServer(.init(password: "p/@:", hasUnixSocket: true)) {
            (server) async throws in
            let redis = try await RedisBackend.connect(to: try #require(server.unixSocketURL))
            #expect(try await redis.call("SET", "a", "1").text == "OK")
            await redis.close()
        }
    }

    @Test(
        "commands that would change the shared connection are refused",
        arguments: [
            "MULTI", "exec", "Discard", "WATCH a", "UNWATCH", "SELECT 1", "AUTH x", "HELLO 3",
            "SUBSCRIBE a", "psubscribe a", "UNSUBSCRIBE", "MONITOR", "SYNC", "RESET", "QUIT",
            "CLIENT REPLY OFF",
        ]
    )
    func shared(command: String) async throws {
        try await withRedis { (redis, _) async throws in
            let error = await failure { () throws(BackendError) in
                try await redis.batch(.pipeline, "SET a 1", command)
            }
            guard case .invalidRequest = error else {
                Issue.record("expected a refusal, got \(String(describing: error))")
                return
            }
            #expect(try await redis.call("EXISTS", "a").integer == 0)
        }
    }
}
