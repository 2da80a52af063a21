import RedisBackend
import StdnetBackend
import Testing

@Suite("Transactions")
struct TransactionTests {
    @Test("every command has its reply, errors included") func replies() async throws {
        try await withRedis { (redis, _) async throws in
            let replies = try await redis.batch(
                .transaction,
                "SET a 1",
                "INCR a",
                "LPUSH a x",
                "GET a"
            )
            #expect(replies.map(\.kind) == [.status, .integer, .error, .bulk])
            #expect(replies.last?.text == "2")
        }
    }

    @Test("a command that can't be queued aborts everything") func abort() async throws {
        try await withRedis { (redis, _) async throws in
            let error = await failure { () throws(BackendError) in
                try await redis.batch(.transaction, "SET a 1", "NOSUCH", "SET b 1")
            }
            #expect(
                error
                    == .server(
                        code: "EXECABORT",
                        message: "Transaction discarded because of previous errors."
                    )
            )
            #expect(try await redis.call("EXISTS", "a", "b").integer == 0)
        }
    }

    @Test("transactions of many tasks do not mix") func isolation() async throws {
        try await withRedis { (redis, _) async throws in
            let mixed = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<200 {
                    group.addTask {
                        let replies = try await redis.batch(
                            .transaction,
                            "SET shared \(number)",
                            "APPEND shared x",
                            "GET shared"
                        )
                        return replies.last?.text != "\(number)x"
                    }
                    group.addTask {
                        _ = try await redis.batch(.pipeline, "SET shared pipeline", "GET shared")
                        return false
                    }
                }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(mixed == 0)
        }
    }

    @Test("a transaction that a watched key stopped is a conflict") func conflict() async throws {
        let manners = Stranger.Manners(answers: ["+PONG\r\n", "+OK\r\n+QUEUED\r\n*-1\r\n"])
        try await Stranger.with(manners) { (port) async throws in
            let redis = try await RedisBackend.connect(to: "redis://127.0.0.1:\(port)")
            let error = await failure { () throws(BackendError) in
                try await redis.batch(.transaction, "SET a 1")
            }
            #expect(error == .conflict(.watchedKeyChanged))
            await redis.close()
        }
    }
}
