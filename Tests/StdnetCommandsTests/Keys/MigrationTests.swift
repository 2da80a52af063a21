import RedisBackend
import StdnetBackend
import StdnetCommands
import StdnetTesting
import Testing

/// Lends a server that evicts by frequency, and so counts how often objects are used.
func withRedisServerThatCounts(
    _ body: (any Backend) async throws -> Void
) async throws {
    let options = RedisServer.Options(arguments: ["--maxmemory-policy", "allkeys-lfu"])
    try await withRedisServer(options) { server in
        let backend = try await RedisBackend.connect(to: ConnectionString(server.url))
        try await body(backend)
        await backend.close()
    }
}

@Suite("Moving keys to another server")
struct MigrationTests {
    @Test("keys arrive at a server with a password", arguments: TestedBackend.servers)
    func migration(_ server: TestedBackend) async throws {
        try await withRedisServer(RedisServer.Options(password: "sesame")) { other in
            let there = try await RedisBackend.connect(to: ConnectionString(other.url))
            try await server { (here) async throws in
                let target = MIGRATE.Target(host: "127.0.0.1", port: other.port, password: "sesame")
                let second = Duration.seconds(1)
                try await here.run(MSET(["a": 1, "b": 2]))
                #expect(try await here.run(MIGRATE(["a", "b"], to: target, timeout: second)))
                #expect(try await here.run(EXISTS(["a", "b"])) == 0)
                #expect(try await there.run(MGET(["a", "b"])) == ["1", "2"])
                #expect(try await here.run(MIGRATE(["z"], to: target, timeout: second)) == false)
            }
            await there.close()
        }
    }

    @Test("a password is in no description") func description() {
        let target = MIGRATE.Target(host: "host", user: "ali", password: "sesame")
        let command = MIGRATE(["a"], to: target, timeout: .seconds(1), copies: true, replaces: true)
        #expect("\(command)" == "MIGRATE 1 keys to host:6379/0")
        #expect(String(reflecting: target) == "host:6379/0")
        #expect(!String(reflecting: command).contains("sesame"))
        #expect(
            command.spelling
                == "MIGRATE host 6379  0 1000 COPY REPLACE AUTH2 ali sesame KEYS a"
        )
    }
}
