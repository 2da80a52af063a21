import RedisBackend
import StdnetBackend
import StdnetTesting
import Testing

@Suite("The end of a connection")
struct ConnectionLossTests {
    @Test("killing the server fails every call that waits, and later calls at once") func killed()
        async throws
    {
        try await withRedis(parameters: "?timeout=0") { (redis, server) async throws in
            let other = try await RedisBackend.connect(to: server.url)
            let tasks = (0..<20).map { number in
                Task {
                    await failure { () throws(BackendError) in
                        try await redis.call("BLPOP", "queue", "0")
                    }
                }
            }
            while try await !other.call("INFO", "clients").text.contains("blocked_clients:1") {}
            server.kill()
            for task in tasks {
                let error = await task.value
                switch error {
                case .connection(.lost(address: "127.0.0.1:\(server.port)")): break
                // A task that called only after the end.
                case .connection(.unreachable): break
                default: Issue.record("unexpected: \(String(describing: error))")
                }
            }
            let later = await failure { () throws(BackendError) in try await redis.call("PING") }
            guard case .connection(.unreachable(_, let reason)) = later else {
                Issue.record("expected 'notRedis', got \(String(describing: later))")
                return
            }
            #expect(reason.contains("lost"))
            await other.close()
        }
    }

    @Test("an answer that is none ends the connection and says so") func garbage() async throws {
        let manners = Stranger.Manners(answers: ["+PONG\r\n", "+fine\r\nwhat?\r\n"])
        try await Stranger.with(manners) { (port) async throws in
            let redis = try await RedisBackend.connect(to: "redis://127.0.0.1:\(port)")
            // The first reply is good, the second is not.
            let error = await failure { () throws(BackendError) in
                try await redis.batch(.pipeline, "GET a", "GET b")
            }
            guard case .decoding(_, let found) = error else {
                Issue.record("expected a decoding error, got \(String(describing: error))")
                return
            }
            #expect(found.contains("\"w\""))
            let later = await failure { () throws(BackendError) in try await redis.call("PING") }
            guard case .connection(.notRedis) = later else {
                Issue.record("expected 'notRedis', got \(String(describing: later))")
                return
            }
            await redis.close()
        }
    }

    @Test("a reply that was complete before the connection broke is delivered") func complete()
        async throws
    {
        let manners = Stranger.Manners(answers: ["+PONG\r\n", "+fine\r\nwhat?\r\n"])
        try await Stranger.with(manners) { (port) async throws in
            let redis = try await RedisBackend.connect(to: "redis://127.0.0.1:\(port)")
            #expect(try await redis.call("GET", "a").text == "fine")
            await redis.close()
        }
    }

    @Test("a reply that nobody asked for ends the connection") func unasked() async throws {
        let manners = Stranger.Manners(answers: ["+PONG\r\n", "+one\r\n+two\r\n"])
        try await Stranger.with(manners) { (port) async throws in
            let redis = try await RedisBackend.connect(to: "redis://127.0.0.1:\(port)")
            #expect(try await redis.call("GET", "a").text == "one")
            var later = await failure { () throws(BackendError) in
                while true { _ = try await redis.call("GET", "a") }
            }
            // A call that waits at that moment hears of the reply, those that come later of the end.
            if case .decoding = later {
                later = await failure { () throws(BackendError) in try await redis.call("PING") }
            }
            guard case .connection(.notRedis) = later else {
                Issue.record("expected 'notRedis', got \(String(describing: later))")
                return
            }
            await redis.close()
        }
    }

    @Test("closing waits for what was sent and refuses what comes after") func closing()
        async throws
    {
        try await withRedisServer { (server) async throws in
            let redis = try await RedisBackend.connect(to: server.url + "?timeout=0")
            let other = try await RedisBackend.connect(to: server.url)
            async let waiting = redis.call("BLPOP", "queue", "0")
            while try await !other.call("INFO", "clients").text.contains("blocked_clients:1") {}
            async let closing: Void = redis.close()
            // Until the closing has begun, calls are still taken, and wait behind the other one.
            var refusal: BackendError?
            repeat {
                refusal = await failure { () throws(BackendError) in
                    try await redis.call("PING", timeout: .milliseconds(1))
                }
            } while refusal == .connection(.timedOut(after: .milliseconds(1)))
            #expect(refusal == .connection(.closed))
            try await other.call("LPUSH", "queue", "value")
            #expect(try await waiting.elements.map(\.text) == ["queue", "value"])
            await closing
            let later = await failure { () throws(BackendError) in try await redis.call("PING") }
            #expect(later == .connection(.closed))
            await redis.close()
            await other.close()
        }
    }

    @Test("a backend that is dropped closes its connection") func dropped() async throws {
        try await withRedis { (redis, server) async throws in
            try await dropOne(server)
            while try await redis.call("CLIENT", "LIST").text.split(separator: "\n").count > 1 {}
        }
    }

    private func dropOne(_ server: RedisServer) async throws {
        let dropped = try await RedisBackend.connect(to: server.url)
        #expect(try await dropped.call("PING").text == "PONG")
    }
}
