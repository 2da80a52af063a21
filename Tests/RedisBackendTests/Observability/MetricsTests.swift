import RedisBackend
import StdnetBackend
import StdnetTesting
import Testing

@Suite("What a backend measures")
struct MetricsTests {
    private func timer(_ name: String) -> String { "stdnet.redis.command command=\(name)" }
    private func failures(_ kind: String) -> String { "stdnet.redis.failures kind=\(kind)" }

    @Test("a batch is timed by the name of its command, however that was written")
    func timers() async throws {
        let observation = Observation()
        let metrics = observation.metrics
        try await observation.withRedis { (redis, _) async throws in
            try await redis.call("SET", "k", "v")
            try await redis.call("get", "k")
            try await redis.call("GeT", "k")
            try await redis.call("ZRANGEBYSCORE", "z", "0", "1")
            _ = await failure { () throws(BackendError) in try await redis.call("NOSUCH") }
            _ = try await redis.batch(.pipeline, "GET k", "GET k")
            _ = try await redis.batch(.transaction, "GET k")
            _ = try await redis.run(script("return 1"), keys: []) { _ in }
        }
        #expect(metrics[timer("SET")]?.count == 1)
        #expect(metrics[timer("GET")]?.count == 2)
        #expect(metrics[timer("GET")]?.allSatisfy { $0 > 0 } == true)
        #expect(metrics[timer("ZRANGEBYSCORE")]?.count == 1)
        #expect(metrics[timer("other")]?.count == 1)
        #expect(metrics[timer("NOSUCH")] == nil)
        #expect(metrics[timer("pipeline")]?.count == 1)
        #expect(metrics[timer("transaction")]?.count == 1)
        #expect(metrics[timer("test")]?.count == 1)
        #expect(metrics[failures("ERR")] == [1])
    }

    @Test("failures are counted by their kind, each command of a batch for itself")
    func failureKinds() async throws {
        let observation = Observation()
        let metrics = observation.metrics
        try await observation.withRedis { (redis, server) async throws in
            _ = try await redis.batch(.pipeline, "SET k v", "INCR k", "LPUSH k x", "LPOP k")
            _ = await failure { () throws(BackendError) in try await redis.call("MULTI") }
            _ = await failure { () throws(BackendError) in
                try await redis.call("BLPOP", "nothing", "0", timeout: .milliseconds(20))
            }
            _ = await failure { () throws(BackendError) in
                try await redis.run(script("return redis.error_reply('MINE x')"), keys: []) { _ in
                }
            }
            await redis.close()
            _ = await failure { () throws(BackendError) in try await redis.call("GET", "k") }
        }
        #expect(metrics[failures("ERR")] == [1])
        #expect(metrics[failures("WRONGTYPE")] == [1, 1])
        #expect(metrics[failures("invalid_request")] == [1])
        #expect(metrics[failures("timeout")] == [1])
        #expect(metrics[failures("_OTHER")] == [1])
        #expect(metrics[failures("MINE")] == nil)
        #expect(metrics[failures("closed")] == [1])
    }

    @Test("bytes are counted as they cross the connection") func bytes() async throws {
        let observation = Observation()
        let metrics = observation.metrics
        try await observation.withRedis { (redis, _) async throws in
            let (sent, received) = (
                metrics.sum("stdnet.redis.bytes.sent"), metrics.sum("stdnet.redis.bytes.received")
            )
            try await redis.call("ECHO", String(repeating: "x", count: 1000))
            #expect(metrics.sum("stdnet.redis.bytes.sent") - sent == 1023)
            #expect(metrics.sum("stdnet.redis.bytes.received") - received == 1009)
        }
    }

    @Test("connections that serve one call are counted while they do, and while they wait for more")
    func dedicated() async throws {
        let observation = Observation()
        let metrics = observation.metrics
        let (used, idle) = (
            "stdnet.redis.dedicated.connections state=in_use",
            "stdnet.redis.dedicated.connections state=idle"
        )
        try await observation.withRedis { (redis, _) async throws in
            try await redis.withConnection { (connection) async throws in
                #expect(metrics.sum(used) == 1)
                #expect(metrics.sum(idle) == 0)
                _ = try await connection.run(RawCommand("WATCH", "k"))
            }
            #expect(metrics.sum(used) == 0)
            #expect(metrics.sum(idle) == 1)
            #expect(metrics[timer("WATCH")]?.count == 1)
        }
        #expect(metrics.sum(used) == 0)
        #expect(metrics.sum(idle) == 0)
    }

    @Test("a connection that is made again counts as such, the first one does not")
    func reconnects() async throws {
        let observation = Observation()
        let metrics = observation.metrics
        try await observation.withRedis { (redis, server) async throws in
            #expect(metrics.sum("stdnet.redis.reconnects") == 0)
            let killer = try await RedisBackend.connect(to: server.url)
            try await killer.call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")
            try await redis.call("GET", "k")
            #expect(metrics.sum("stdnet.redis.reconnects") == 1)
            await killer.close()
        }
    }

    @Test("two backends with one metrics system add up") func two() async throws {
        let observation = Observation()
        let used = "stdnet.redis.dedicated.connections state=in_use"
        try await observation.withRedis { (first, server) async throws in
            let second = try await RedisBackend.connect(
                to: server.url,
                options: observation.options
            )
            try await first.withConnection { (_) async throws in
                try await second.withConnection { (_) async throws in
                    #expect(observation.metrics.sum(used) == 2)
                }
            }
            await second.close()
        }
    }
}
