import RedisBackend
import StdnetBackend
import StdnetTesting
import Synchronization
import Testing

@Suite("Transactions that watch keys")
struct WatchTests {
    private struct Stop: Error {}

    @Test("one command has one typed result, several have as many", arguments: [2, 3])
    func results(version: Int) async throws {
        try await withRedis(parameters: "?protocol=\(version)") { (redis, _) async throws in
            try await redis.call("SET", "balance", "30")
            // Several statements, one command.
            let left = try await redis.transaction(watching: ["balance"]) { connection in
                let balance = try await connection.run(Number("GET", "balance"))
                guard balance >= 10 else { throw Stop() }
                return Number("DECRBY", "balance", "10")
            }
            #expect(left == 20)
            // One expression, one command.
            let counted: Int = try await redis.transaction(watching: ["n"]) { _ in
                Number("INCR", "n")
            }
            #expect(counted == 1)
            // Several statements, several commands of several types.
            let (number, reply) = try await redis.transaction(watching: ["n", "balance"]) {
                connection in
                let balance = try await connection.run(Number("GET", "balance"))
                return (Number("INCRBY", "n", "\(balance)"), RawCommand("SET", "seen", balance))
            }
            #expect(number == 21)
            #expect(reply.text == "OK")
        }
    }

    @Test("a conflict begins again, with what is there now") func conflict() async throws {
        try await withRedis { (redis, _) async throws in
            let attempts = Mutex(0)
            let result = try await redis.transaction(watching: ["n"]) { connection in
                let seen = try await connection.run(RawCommand("GET", "n")).integer ?? 0
                let attempt = attempts.withLock { count in
                    count += 1
                    return count
                }
                if attempt < 3 { try await redis.call("SET", "n", "\(attempt * 10)") }
                return Number("SET", "n", "\(seen + 1)", "GET")
            }
            #expect(result == 20)
            #expect(attempts.withLock { $0 } == 3)
            #expect(try await redis.call("GET", "n").integer == 21)
        }
    }

    @Test("attempts are bounded", arguments: [1, 4]) func bounded(limit: Int) async throws {
        try await withRedis { (redis, _) async throws in
            let attempts = Mutex(0)
            await #expect(throws: BackendError.conflict(.watchedKeyChanged)) {
                try await redis.transaction(watching: ["n"], attempts: limit) { _ in
                    attempts.withLock { $0 += 1 }
                    try await redis.call("INCR", "n")
                    return RawCommand("SET", "n", "mine")
                }
            }
            #expect(attempts.withLock { $0 } == limit)
            #expect(try await redis.call("GET", "n").integer == limit)
        }
    }

    @Test("what throws writes nothing, and leaves nothing watched", arguments: [2, 3])
    func throwing(version: Int) async throws {
        try await withRedis(parameters: "?protocol=\(version)") { (redis, _) async throws in
            await #expect(throws: Stop.self) {
                try await redis.transaction(watching: ["n"]) { _ -> RawCommand in throw Stop() }
            }
            let first = try await redis.withConnection { try await $0.identifier }
            try await redis.call("SET", "n", "1")
            // On the same connection a transaction goes through although the key has changed.
            try await redis.withConnection { (connection) async throws in
                #expect(try await connection.identifier == first)
                let reply = try await connection.transaction(RawCommand("INCR", "n"))
                #expect(reply.integer == 2)
            }
        }
    }

    @Test("an error of one command fails the call after all have run") func commandError()
        async throws
    {
        try await withRedis { (redis, _) async throws in
            let attempts = Mutex(0)
            let error = await #expect(throws: BackendError.self) {
                try await redis.transaction(watching: ["n"]) { _ in
                    attempts.withLock { $0 += 1 }
                    return (RawCommand("SET", "n", "text"), RawCommand("INCR", "n"))
                }
            }
            #expect(
                error
                    == .server(code: "ERR", message: "value is not an integer or out of range")
            )
            #expect(attempts.withLock { $0 } == 1)
            #expect(try await redis.call("GET", "n").text == "text")
        }
    }

    @Test("counters of many tasks add up", arguments: [2, 3])
    func counters(version: Int) async throws {
        try await withRedis(parameters: "?protocol=\(version)") { (redis, _) async throws in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<20 {
                    group.addTask {
                        for _ in 0..<20 {
                            _ = try await redis.transaction(watching: ["n"], attempts: .max) {
                                connection in
                                let seen = try await connection.run(RawCommand("GET", "n"))
                                return RawCommand("SET", "n", (seen.integer ?? 0) + 1)
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await redis.call("GET", "n").integer == 400)
        }
    }

    @Test("keys may be any bytes, or none at all") func keys() async throws {
        try await withRedis { (redis, _) async throws in
            let key: Bytes = [0, 255, 13, 10]
            await #expect(throws: BackendError.conflict(.watchedKeyChanged)) {
                try await redis.transaction(watching: [key], attempts: 1) { _ in
                    _ = try await redis.run(RawCommand("SET", key, "theirs"))
                    return RawCommand("SET", key, "mine")
                }
            }
            let none: [String] = []
            let reply = try await redis.transaction(watching: none) { _ in
                RawCommand("GET", key)
            }
            #expect(reply.text == "theirs")
        }
    }

    @Test("a lent connection is refused after its closure") func over() async throws {
        try await withRedis { (redis, _) async throws in
            let kept = try await redis.withConnection { $0 }
            let error = await failure { () throws(BackendError) in
                try await kept.run(RawCommand("PING"))
            }
            guard case .invalidRequest(let reason) = error else {
                Issue.record("expected a refusal, got \(String(describing: error))")
                return
            }
            #expect(reason.contains("closure"))
        }
    }

    @Test("a lent connection that is lost is not made again within the closure") func lost()
        async throws
    {
        try await withRedis { (redis, server) async throws in
            let address = "127.0.0.1:\(server.port)"
            let error = await #expect(throws: BackendError.self) {
                try await redis.transaction(watching: ["n"]) { connection in
                    let number = try await connection.identifier
                    try await redis.call("CLIENT", "KILL", "ID", "\(number)")
                    return RawCommand("SET", "n", "1")
                }
            }
            switch error {
            case .connection(.lost(address)), .connection(.unreachable(address, _)): break
            default: Issue.record("expected a lost connection, got \(String(describing: error))")
            }
            #expect(try await redis.call("EXISTS", "n").integer == 0)
            // The next one has another connection.
            let reply = try await redis.transaction(watching: ["n"]) { _ in
                RawCommand("SET", "n", "2")
            }
            #expect(reply.text == "OK")
        }
    }

    @Test("a cancelled transaction writes nothing and its connection is not used again")
    func cancelled() async throws {
        try await withRedis { (redis, _) async throws in
            let task = Task {
                try await redis.transaction(watching: ["n"]) { connection in
                    _ = try await connection.run(RawCommand("BLPOP", "queue", 0))
                    return RawCommand("SET", "n", "1")
                }
            }
            while try await !redis.call("INFO", "clients").text.contains("blocked_clients:1") {}
            task.cancel()
            await #expect(throws: BackendError.cancelled) { try await task.value }
            while try await redis.call("INFO", "clients").text.contains("blocked_clients:1") {}
            #expect(try await redis.call("EXISTS", "n").integer == 0)
        }
    }

    @Test("what would change a lent connection for those after is refused") func refused()
        async throws
    {
        try await withRedis { (redis, _) async throws in
            try await redis.withConnection { (connection) async throws in
                for command in [
                    RawCommand("MULTI"), RawCommand("SELECT", 1), RawCommand("SUBSCRIBE", "a"),
                    RawCommand("CLIENT", "REPLY", "OFF"), RawCommand("RESET"),
                ] {
                    let error = await failure { () throws(BackendError) in
                        try await connection.run(command)
                    }
                    guard case .invalidRequest = error else {
                        Issue.record("expected a refusal, got \(String(describing: error))")
                        continue
                    }
                }
                #expect(try await connection.run(RawCommand("WATCH", "a")).text == "OK")
                #expect(try await connection.run(RawCommand("UNWATCH")).text == "OK")
            }
        }
    }
}

/// A command whose answer is a number.
private struct Number: Command {
    private let words: [String]

    init(_ words: String...) { self.words = words }

    func write(to arguments: inout Arguments) { for word in words { arguments.append(word) } }

    func decode(_ reply: Reply) throws(BackendError) -> Int { try reply.decode() }
}

extension Backend {
    /// The number that the server has given to the connection.
    var identifier: Int {
        get async throws(BackendError) {
            try await run(RawCommand("CLIENT", "ID")).decode()
        }
    }
}
