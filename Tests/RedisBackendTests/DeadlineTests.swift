import RedisBackend
import StdnetBackend
import StdnetTesting
import Testing

/// A pause of writes keeps a connection from answering for exactly as long as a test wants.
@Suite("Deadlines and cancellation")
struct DeadlineTests {
    private static let short = Duration.milliseconds(50)
    private static let expired = BackendError.connection(.timedOut(after: short))

    /// Runs a test with a connection and another one that can unblock it.
    private func withTwo(
        parameters: String = "",
        _ body: (_ redis: RedisBackend, _ other: RedisBackend) async throws -> Void
    ) async throws {
        try await withRedis(parameters: parameters) { (redis, server) async throws in
            let other = try await RedisBackend.connect(to: server.url)
            try await other.call("CLIENT", "PAUSE", "60000", "WRITE")
            try await body(redis, other)
            await other.close()
        }
    }

    /// Waits until the server holds back the write of another connection.
    private func waitUntilHeld(_ other: RedisBackend) async throws {
        while try await !other.call("CLIENT", "LIST").text.contains("cmd=set") {}
    }

    @Test("a call without an answer in time throws, its late reply goes to nobody") func late()
        async throws
    {
        try await withTwo { (redis, other) async throws in
            let error = await failure { () throws(BackendError) in
                try await redis.call("SET", "key", "late", timeout: Self.short)
            }
            #expect(error == Self.expired)
            try await other.call("CLIENT", "UNPAUSE")
            #expect(try await redis.call("ECHO", "next").text == "next")
        }
    }

    @Test("the limit of the connection string holds for calls without one") func inherited()
        async throws
    {
        // Not shorter, because it is also the limit for connecting.
        try await withTwo(parameters: "?timeout=1") { (redis, other) async throws in
            let error = await failure { () throws(BackendError) in
                try await redis.call("SET", "key", "late")
            }
            #expect(error == .connection(.timedOut(after: .seconds(1))))
            try await other.call("CLIENT", "UNPAUSE")
            #expect(try await redis.call("ECHO", "x", timeout: .seconds(60)).text == "x")
        }
    }

    @Test("calls with different limits each keep their own") func different() async throws {
        try await withTwo(parameters: "?timeout=0") { (redis, other) async throws in
            async let patient = redis.call("SET", "key", "late")
            try await waitUntilHeld(other)
            async let slow = failure { () throws(BackendError) in
                try await redis.call("ECHO", "slow", timeout: .milliseconds(90))
            }
            async let fast = failure { () throws(BackendError) in
                try await redis.call("ECHO", "fast", timeout: Self.short)
            }
            #expect(await fast == Self.expired)
            #expect(await slow == .connection(.timedOut(after: .milliseconds(90))))
            async let next = redis.call("ECHO", "next", timeout: .seconds(60))
            try await other.call("CLIENT", "UNPAUSE")
            #expect(try await patient.text == "OK")
            #expect(try await next.text == "next")
        }
    }

    @Test("a cancelled call returns at once, its reply goes to nobody") func cancelled()
        async throws
    {
        try await withTwo { (redis, other) async throws in
            let task = Task {
                await failure { () throws(BackendError) in
                    try await redis.call("SET", "key", "late")
                }
            }
            try await waitUntilHeld(other)
            task.cancel()
            #expect(await task.value == .cancelled)
            try await other.call("CLIENT", "UNPAUSE")
            #expect(try await redis.call("ECHO", "next").text == "next")
        }
    }

    @Test("a command that may wait holds nobody up, and may wait longer than the others")
    func blocking() async throws {
        try await withRedis(parameters: "?timeout=0.2") { (redis, server) async throws in
            let other = try await RedisBackend.connect(to: server.url)
            async let popped = redis.call("BLPOP", "queue", "10")
            async let nothing = redis.call("BLPOP", "empty", "0.3")
            while try await !other.call("INFO", "clients").text.contains("blocked_clients:2") {}
            #expect(try await redis.call("ECHO", "hello").text == "hello")
            #expect(try await nothing.isNull)
            try await redis.call("LPUSH", "queue", "value")
            #expect(try await popped.elements.map(\.text) == ["queue", "value"])
            // The two connections are kept, and used again.
            #expect(try await redis.call("BLPOP", "empty", "0.001").isNull)
            let clients = try await other.call("CLIENT", "LIST").text.split(separator: "\n")
            #expect(clients.count == 4)
            await other.close()
        }
    }

    @Test("a command that waits is cancelled at once, and nothing waits any more on the server")
    func cancelledBlocking() async throws {
        try await withRedis { (redis, server) async throws in
            let other = try await RedisBackend.connect(to: server.url)
            let task = Task {
                await failure { () throws(BackendError) in
                    try await redis.call("BLPOP", "queue", "0")
                }
            }
            while try await !other.call("INFO", "clients").text.contains("blocked_clients:1") {}
            task.cancel()
            #expect(await task.value == .cancelled)
            while try await !other.call("INFO", "clients").text.contains("blocked_clients:0") {}
            await other.close()
        }
    }

    @Test("a call that is cancelled before it is made sends nothing") func early() async throws {
        try await withRedis { (redis, _) async throws in
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return await failure { () throws(BackendError) in
                    try await redis.call("SET", "a", "1")
                }
            }
            #expect(await task.value == .cancelled)
            #expect(try await redis.call("DBSIZE").integer == 0)
        }
    }

    @Test("cancelling some of many tasks leaves the others their replies") func many() async throws
    {
        try await withRedis { (redis, _) async throws in
            let tasks = (0..<2000).map { number in
                Task {
                    do throws(BackendError) {
                        return try await redis.call("ECHO", "\(number)").text == "\(number)"
                    } catch {
                        return error == .cancelled && number % 3 == 0
                    }
                }
            }
            for (number, task) in tasks.enumerated() where number % 3 == 0 { task.cancel() }
            var wrong = 0
            for task in tasks where await !task.value { wrong += 1 }
            #expect(wrong == 0)
            #expect(try await redis.call("ECHO", "end").text == "end")
        }
    }
}
