import Foundation
import Testing

/// What people do with redis-cli, on `stdnet serve`.
@Suite("redis-cli", .timeLimit(.minutes(2)))
struct RedisCLITests {
    /// Lends a server that redis-cli can talk to.
    private func serving(_ body: (Asking) async throws -> Void) async throws {
        let tool = try Tool.start(["serve", "--port", "0", "--lua"])
        let port = try #require(try await tool.firstLine().split(separator: ":").last)
        try await body(Asking(port: String(port)))
        tool.terminate()
        #expect(try await tool.result().status == 0)
    }

    struct Asking {
        let port: String

        func callAsFunction(_ words: String..., input: String = "") async throws -> String {
            try await start(words, input: input).result().output
        }

        func start(_ words: [String], input: String = "") throws -> RunningTool {
            try Tool.start(program: "redis-cli", ["-p", port] + words, input: input)
        }
    }

    @Test("Commands, by both protocols and in every form of output")
    func commands() async throws {
        try await serving { (ask) async throws in
            #expect(try await ask("HSET", "h", "a", "1", "b", "2") == "2\n")
            #expect(
                try await ask("--no-raw", "HGETALL", "h")
                    == "1) \"a\"\n2) \"1\"\n3) \"b\"\n4) \"2\"\n"
            )
            #expect(
                try await ask("-3", "--no-raw", "HGETALL", "h")
                    == "1# \"a\" => \"1\"\n2# \"b\" => \"2\"\n"
            )
            #expect(try await ask("--csv", "HGETALL", "h") == "\"a\",\"1\",\"b\",\"2\"\n")
            #expect(try await ask("-n", "3", "DBSIZE") == "0\n")
            #expect(try await ask("-x", "SET", "from input", input: "text") == "OK\n")
            #expect(try await ask("GET", "from input") == "text\n")
            #expect(try await ask("-r", "3", "INCR", "n") == "1\n2\n3\n")
            #expect(try await ask("NOSUCH").contains("ERR unknown command 'NOSUCH'"))
            #expect(try await ask("EVAL", "return KEYS[1]", "1", "k") == "k\n")
            #expect(try await ask("INFO").contains("redis_version:7.0.15"))
            let session = "MULTI\nINCR n\nGET n\nEXEC\nSELECT 2\nDBSIZE\n"
            #expect(try await ask(input: session) == "OK\nQUEUED\nQUEUED\n4\n4\nOK\n0\n")
        }
    }

    @Test("Mass insertion, scans, and the search for large keys")
    func tools() async throws {
        try await serving { (ask) async throws in
            let requests = (0..<1000).map { "SET key:\($0) \($0)\r\n" }.joined()
            let piped = try await ask("--pipe", input: requests)
            #expect(piped.contains("errors: 0, replies: 1000"))
            #expect(try await ask("DBSIZE") == "1000\n")
            #expect(try await ask("RPUSH", "list", "a", "b", "c") == "3\n")
            let found = try await ask("--scan", "--pattern", "key:99?").split(separator: "\n")
            #expect(Set(found) == Set((990..<1000).map { "key:\($0)" }))
            let large = try await ask("--bigkeys")
            #expect(large.contains("Biggest   list found '\"list\"' has 3 items"))
            #expect(large.contains("Sampled 1001 keys in the keyspace!"))
            #expect(try await ask("--memkeys").contains("Sampled 1001 keys in the keyspace!"))
            #expect(try await ask("CONFIG", "SET", "maxmemory-policy", "allkeys-lfu") == "OK\n")
            #expect(try await ask("--hotkeys").contains("Sampled 1001 keys in the keyspace!"))
        }
    }

    @Test("Listening to channels and to the commands of others")
    func listening() async throws {
        try await serving { (ask) async throws in
            let listener = try ask.start(["SUBSCRIBE", "news"])
            #expect(try await listener.lines(3) == ["subscribe", "news", "1"])
            let monitor = try ask.start(["MONITOR"])
            #expect(try await monitor.firstLine() == "OK")
            #expect(try await ask("PUBLISH", "news", "hello") == "1\n")
            #expect(try await listener.lines(6).suffix(3) == ["message", "news", "hello"])
            let lines = try await monitor.lines(2)
            #expect(lines[1].contains("[0 127.0.0.1:"))
            #expect(lines[1].hasSuffix("\"PUBLISH\" \"news\" \"hello\""))
            listener.end()
            monitor.end()
            _ = try await (listener.result(), monitor.result())
        }
    }

    @Test("What needs a file of a server is refused")
    func refusals() async throws {
        try await serving { (ask) async throws in
            let run = try await ask.start(["--rdb", "/dev/null"]).result()
            #expect(run.status != 0)
            #expect((run.output + run.errors).contains("unsupported by the memory backend"))
            #expect(try await ask("PING") == "PONG\n")
        }
    }
}
