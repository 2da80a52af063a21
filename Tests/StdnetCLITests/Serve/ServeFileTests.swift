import RedisBackend
import StdnetBackend
import Testing

@Suite("stdnet serve with files", .timeLimit(.minutes(2)))
struct ServeFileTests {
    private func serve(
        _ arguments: [String],
        _ body: (RedisBackend) async throws -> Void
    ) async throws -> Tool.Run {
        let tool = try Tool.start(["serve", "--port", "0"] + arguments)
        let line = try await tool.firstLine()
        let address = try #require(line.wholeMatch(of: /ready on (127\.0\.0\.1:[0-9]+)/)).1
        let redis = try await RedisBackend.connect(to: "redis://\(address)")
        try await body(redis)
        await redis.close()
        tool.terminate()
        return try await tool.result()
    }

    @Test("writes what it holds when it is told to stop, and starts with it again") func keeps()
        async throws
    {
        try await withDataFolder { folder in
            let file = folder.file("dump.rdb")
            let first = try await serve(["--save", file]) { redis in
                _ = try await redis.run(RawCommand("HSET", "h", "f", "v"))
                _ = try await redis.run(RawCommand("SET", "s", "x", "PXAT", "4000000000000"))
            }
            #expect(first.status == 0 && first.errors == "")
            let second = try await serve(["--load", file]) { redis in
                #expect(try await redis.run(RawCommand("HGET", "h", "f")).text == "v")
                let end = try await redis.run(RawCommand("PEXPIRETIME", "s")).integer
                #expect(end == 4_000_000_000_000)
            }
            #expect(second.status == 0 && second.errors == "")
        }
    }

    @Test("names a file that it can't use, before it listens") func refused() async throws {
        try await withDataFolder { folder in
            for arguments in [["--load", folder.path], ["--save", folder.file("none/x.rdb")]] {
                let run = try await Tool.start(["serve", "--port", "0"] + arguments).result()
                #expect(run.status == 1 && run.output == "")
                #expect(run.errors.hasPrefix("stdnet: '\(arguments[1])'"), "\(run.errors)")
            }
        }
    }
}
