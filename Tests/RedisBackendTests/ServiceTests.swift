import Logging
import RedisBackend
import ServiceLifecycle
import StdnetBackend
import StdnetTesting
import Testing

@Suite("A backend as a service")
struct ServiceTests {
    /// Starts a group that waits for the closure and then shuts down.
    private func withGroup(
        of redis: RedisBackend,
        _ body: (ServiceGroup) async throws -> Void
    ) async throws {
        let group = ServiceGroup(services: [redis], logger: LogRecorder().logger)
        async let running: Void = group.run()
        try await body(group)
        try await running
    }

    @Test("a graceful shutdown finishes what was sent and refuses what comes later")
    func graceful() async throws {
        try await withRedisServer { (server) async throws in
            let redis = try await RedisBackend.connect(to: server.url)
            try await redis.call("SET", "k", "v")
            try await withGroup(of: redis) { (group) async throws in
                // The reply is half a megabyte: it is still on its way when the shutdown begins.
                let words = String(repeating: "x", count: 1 << 19)
                async let reply = redis.call("ECHO", words)
                await group.triggerGracefulShutdown()
                do {
                    #expect(try await reply.text == words)
                } catch {
                    // The shutdown was first: then nothing was sent.
                    #expect(error as? BackendError == .connection(.closed))
                }
            }
            let error = await failure { () throws(BackendError) in try await redis.call("GET", "k")
            }
            #expect(error == .connection(.closed))
        }
    }

    @Test("calls that were sent are answered before the service ends") func pending() async throws {
        try await withRedisServer { (server) async throws in
            let redis = try await RedisBackend.connect(to: server.url)
            let other = try await RedisBackend.connect(to: server.url)
            try await other.call("CLIENT", "PAUSE", "300", "WRITE")
            try await withGroup(of: redis) { (group) async throws in
                async let reply = redis.call("SET", "k", "v")
                while try await !other.call("CLIENT", "LIST").text.contains("cmd=set") {}
                await group.triggerGracefulShutdown()
                #expect(try await reply.text == "OK")
            }
            await other.close()
        }
    }

    @Test("a cancelled service waits for nobody") func cancelled() async throws {
        try await withRedisServer { (server) async throws in
            let redis = try await RedisBackend.connect(to: server.url + "?timeout=0")
            let other = try await RedisBackend.connect(to: server.url)
            try await other.call("CLIENT", "PAUSE", "1000000", "WRITE")
            async let lost = failure { () throws(BackendError) in
                try await redis.call("SET", "k", "v")
            }
            while try await !other.call("CLIENT", "LIST").text.contains("cmd=set") {}
            let service = Task { await redis.run() }
            service.cancel()
            await service.value
            #expect(await lost == .connection(.lost(address: "127.0.0.1:\(server.port)")))
            let error = await failure { () throws(BackendError) in try await redis.call("GET", "k")
            }
            #expect(error == .connection(.closed))
            await other.close()
        }
    }

    @Test("a service that is cancelled while it closes stops waiting") func impatient() async throws
    {
        try await withRedisServer { (server) async throws in
            let redis = try await RedisBackend.connect(to: server.url + "?timeout=0")
            let other = try await RedisBackend.connect(to: server.url)
            try await other.call("CLIENT", "PAUSE", "1000000", "WRITE")
            async let lost = failure { () throws(BackendError) in
                try await redis.call("SET", "k", "v")
            }
            while try await !other.call("CLIENT", "LIST").text.contains("cmd=set") {}
            var configuration = ServiceGroupConfiguration(
                services: [redis],
                logger: LogRecorder().logger
            )
            configuration.maximumGracefulShutdownDuration = .milliseconds(10)
            let group = ServiceGroup(configuration: configuration)
            async let running: Void = group.run()
            await group.triggerGracefulShutdown()
            #expect(await lost == .connection(.lost(address: "127.0.0.1:\(server.port)")))
            // The group says that it had to cancel; what matters is that it ends.
            _ = try? await running
            await other.close()
        }
    }
}
