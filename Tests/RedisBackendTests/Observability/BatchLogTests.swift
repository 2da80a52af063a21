import Logging
import RedisBackend
import StdnetBackend
import StdnetTesting
import Testing

@Suite("What a backend logs of batches")
struct BatchLogTests {
    @Test("a line has the command, the number of keys and the time, at the level debug")
    func lines() async throws {
        let observation = Observation()
        try await observation.withRedis { (redis, _) async throws in
            try await redis.call("MSET", "a", "1", "b", "2")
            _ = try await redis.batch(.pipeline, "GET a", "LPUSH b x")
        }
        let lines = observation.log.text.split(separator: "\n")
        let answered = try #require(lines.first { $0.contains("answered") })
        #expect(answered.hasPrefix("debug answered command=MSET duration="))
        #expect(answered.hasSuffix("seconds keys=2"))
        let failed = try #require(lines.first { $0.contains("failed") })
        #expect(failed.hasPrefix("debug failed command=pipeline commands=2 duration="))
        #expect(failed.hasSuffix("failure=WRONGTYPE keys=2"))
    }

    @Test("nothing is logged of batches above the level debug") func level() async throws {
        let recorder = LogRecorder()
        var logger = recorder.logger
        logger.logLevel = .info
        try await withRedisServer { (server) async throws in
            let redis = try await RedisBackend.connect(to: server.url, logger: logger)
            try await redis.call("GET", "k")
            await redis.close()
        }
        #expect(recorder.text.isEmpty)
    }
}
