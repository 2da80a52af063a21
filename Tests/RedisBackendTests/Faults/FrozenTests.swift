import RedisBackend
import StdnetBackend
import StdnetTesting
import Testing

@Suite("A connection over which nothing comes any more, and nobody says so")
struct FrozenTests {
    private func withProxy(
        _ parameters: String,
        _ body: (RedisBackend, FaultProxy) async throws -> Void
    ) async throws {
        try await withRedisServer { (server) async throws in
            try await FaultProxy.with(serverPort: server.port) { (proxy) async throws in
                let redis = try await RedisBackend.connect(
                    to: "redis://127.0.0.1:\(proxy.port)" + parameters,
                    options: .eager
                )
                try await body(redis, proxy)
                await redis.close()
            }
        }
    }

    @Test("is given up after the time of one call") func shared() async throws {
        try await withProxy("?timeout=1") { (redis, proxy) async throws in
            try await proxy.strikeAll(.freeze)
            let error = await failure { () throws(BackendError) in
                try await redis.call("ECHO", "lost")
            }
            #expect(error == .connection(.timedOut(after: .seconds(1))))
            #expect(try await redis.call("ECHO", "again").text == "again")
        }
    }

    @Test("does not keep a call that needs a connection of its own beyond its deadline")
    func dedicated() async throws {
        try await withProxy("?timeout=30") { (redis, proxy) async throws in
            let limit = Duration.milliseconds(50)
            try await proxy.armNext([Fault(direction: .request, offset: 0, act: .freeze)])
            let error = await failure { () throws(BackendError) in
                try await redis.call("BLPOP", "queue", "1", timeout: limit)
            }
            #expect(error == .connection(.timedOut(after: limit)))
            #expect(try await redis.call("BLPOP", "queue", "0.001").isNull)
        }
    }
}
