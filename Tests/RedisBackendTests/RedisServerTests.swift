import RedisBackend
import StdnetBackend
import StdnetTesting
import Testing

@Suite("Servers for tests")
struct RedisServerTests {
    @Test("a server answers as soon as it is there, and is gone afterwards") func life()
        async throws
    {
        var url = ""
        try await withRedisServer { (server) async throws in
            url = server.url
            let redis = try await RedisBackend.connect(to: url)
            #expect(
                try await redis.call("CONFIG", "GET", "save").elements.map(\.text) == ["save", ""]
            )
            await redis.close()
        }
        let last = url
        let error = await failure { () throws(BackendError) in
            try await RedisBackend.connect(to: last)
        }
        guard case .connection(.unreachable) = error else {
            Issue.record("the server still answers: \(String(describing: error))")
            return
        }
    }

    @Test("servers are stopped when the test throws") func throwing() async throws {
        struct Stop: Error {}
        let ports = Ports()
        await #expect(throws: Stop.self) {
            try await withRedisServer { (server) async throws in
                await ports.add(server.port)
                throw Stop()
            }
        }
        for port in await ports.all {
            let error = await failure { () throws(BackendError) in
                try await RedisBackend.connect(to: "redis://127.0.0.1:\(port)")
            }
            #expect(error?.isRetryable == true)
        }
    }

    private actor Ports {
        var all: [Int] = []
        func add(_ port: Int) { all.append(port) }
    }

    @Test("a server that does not start says why") func refused() async throws {
        let error = await #expect(throws: RedisServer.Failure.self) {
            try await RedisServer.start(.init(arguments: ["--no-such-option", "1"]))
        }
        #expect(error?.description.contains("no-such-option") == true)
    }
}
