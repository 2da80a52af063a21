import NIOCore
import NIOPosix
import RedisBackend
import StdnetBackend
import StdnetTesting
import Testing

@Suite("What a backend is given")
struct OwnershipTests {
    @Test("an event loop group of somebody else is used and left alone") func group() async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        try await withRedisServer { (server) async throws in
            let first = try await RedisBackend.connect(to: server.url, eventLoopGroup: group)
            #expect(try await first.call("PING").text == "PONG")
            await first.close()
            let second = try await RedisBackend.connect(to: server.url, eventLoopGroup: group)
            #expect(try await second.call("PING").text == "PONG")
            await second.close()
        }
        try await group.shutdownGracefully()
    }

    @Test("the log names addresses and reasons, never passwords, keys or values") func log()
        async throws
    {
        let recorder = LogRecorder()
        try await withRedisServer(.init(password: "geheim")) { (server) async throws in
            let redis = try await RedisBackend.connect(
                to: server.url + "?timeout=0",
                logger: recorder.logger
            )
            try await redis.call("SET", "keyname", "valuetext")
            let other = try await RedisBackend.connect(to: server.url)
            async let waiting = failure { () throws(BackendError) in
                try await redis.call("BLPOP", "queuename", "0")
            }
            while try await !other.call("INFO", "clients").text.contains("blocked_clients:1") {}
            server.kill()
            #expect(await waiting != nil)
            await redis.close()
            await other.close()
            let address = "address=127.0.0.1:\(server.port)"
            #expect(recorder.text.contains("debug connected \(address)"))
            #expect(
                recorder.text.contains("warning connection ended with calls waiting \(address)")
            )
        }
        for secret in ["geheim", "keyname", "valuetext", "queuename"] {
            #expect(!recorder.text.contains(secret))
        }
    }
}
