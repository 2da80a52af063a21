import RedisBackend
import StdnetBackend
import StdnetTesting
import Testing

@Suite("The end of a connection")
struct ConnectionLossTests {
    @Test("killing the server fails every call that waits, and the next one says who is gone")
    func killed() async throws {
        try await withRedis(parameters: "?timeout=0") { (redis, server) async throws in
            let other = try await RedisBackend.connect(to: server.url + "?timeout=1")
            let tasks = (0..<20).map { number in
                Task {
                    await failure { () throws(BackendError) in
                        try await redis.call("BLPOP", "queue", "0")
                    }
                }
            }
            while try await !other.call("INFO", "clients").text.contains("blocked_clients:20") {}
            server.kill()
            for task in tasks {
                #expect(
                    await task.value == .connection(.lost(address: "127.0.0.1:\(server.port)"))
                )
            }
            let later = await failure { () throws(BackendError) in try await other.call("PING") }
            guard case .connection(.unreachable(let address, _)) = later else {
                Issue.record("expected 'unreachable', got \(String(describing: later))")
                return
            }
            #expect(address == "127.0.0.1:\(server.port)")
            await other.close()
        }
    }

    @Test("a lost connection is made again by the next call") func reconnects() async throws {
        try await withRedis { (redis, server) async throws in
            let other = try await RedisBackend.connect(to: server.url)
            for round in 1...3 {
                try await other.call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")
                // A command that only reads is made again when the loss shows under way.
                #expect(try await redis.call("ECHO", "round \(round)").text == "round \(round)")
            }
            await other.close()
        }
    }

    @Test("calls wait for a server that comes back, each until its own deadline")
    func waits() async throws {
        try await withRedis { (redis, server) async throws in
            server.kill()
            let error = await failure { () throws(BackendError) in
                try await redis.call("PING", timeout: .milliseconds(100))
            }
            switch error {
            case .connection(.unreachable), .connection(.timedOut): break
            default: Issue.record("unexpected: \(String(describing: error))")
            }
            async let late = redis.call("PING")
            let restarted = try await RedisServer.start(.init(port: server.port))
            #expect(try await late.text == "PONG")
            await restarted.stop()
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
            // The next call has a new connection, on which all begins again.
            #expect(try await redis.call("GET", "a").text == "fine")
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

    @Test("a reply that nobody asked for ends the connection and answers no call")
    func unasked() async throws {
        let manners = Stranger.Manners(answers: ["+PONG\r\n", "+one\r\n+two\r\n"])
        try await Stranger.with(manners) { (port) async throws in
            let redis = try await RedisBackend.connect(to: "redis://127.0.0.1:\(port)")
            for _ in 0..<20 {
                do throws(BackendError) {
                    #expect(try await redis.call("GET", "a").text == "one")
                } catch {
                    // A call that waits at that moment hears of the reply.
                    guard case .decoding = error else { throw error }
                }
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
            try await other.call("CLIENT", "PAUSE", "60000", "WRITE")
            async let waiting = redis.call("SET", "key", "value")
            while try await !other.call("CLIENT", "LIST").text.contains("cmd=set") {}
            async let closing: Void = redis.close()
            // Until the closing has begun, calls are still taken, and wait behind the other one.
            var refusal: BackendError?
            repeat {
                refusal = await failure { () throws(BackendError) in
                    try await redis.call("PING", timeout: .milliseconds(1))
                }
            } while refusal == .connection(.timedOut(after: .milliseconds(1)))
            #expect(refusal == .connection(.closed))
            try await other.call("CLIENT", "UNPAUSE")
            #expect(try await waiting.text == "OK")
            await closing
            await other.close()
            let later = await failure { () throws(BackendError) in try await redis.call("PING") }
            #expect(later == .connection(.closed))
            await redis.close()
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
