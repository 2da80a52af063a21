import RedisBackend
import StdnetBackend
import StdnetTesting
import Testing

@Suite("Connections of one backend")
struct PoolTests {
    private static let short = Duration.milliseconds(50)

    /// Runs a test with a backend, and another one that looks on.
    private func withTwo(
        parameters: String = "",
        options: RedisOptions = RedisOptions(),
        _ body: (_ redis: RedisBackend, _ other: RedisBackend) async throws -> Void
    ) async throws {
        try await withRedisServer { (server) async throws in
            let redis = try await RedisBackend.connect(
                to: server.url + parameters,
                options: options
            )
            let other = try await RedisBackend.connect(to: server.url)
            try await body(redis, other)
            await redis.close()
            await other.close()
        }
    }

    private func limited(to limit: Int) -> RedisOptions {
        var options = RedisOptions()
        options.dedicatedLimit = limit
        return options
    }

    private func blockedCount(_ redis: RedisBackend) async throws -> Int {
        let info = try await redis.call("INFO", "clients").text
        let line = info.split(whereSeparator: \.isNewline).first {
            $0.hasPrefix("blocked_clients:")
        }
        return try #require(line.flatMap { Int($0.dropFirst(16)) })
    }

    @Test("a pool has as many shared connections as it was given, and no more", arguments: [1, 4])
    func size(size: Int) async throws {
        try await withTwo(parameters: "?pool=\(size)&name=pool") { (redis, other) async throws in
            // The others are made when they are needed.
            #expect(try await other.clients(named: "pool").count == 1)
            let numbers = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<100 { group.addTask { try await redis.identifier } }
                return try await group.reduce(into: Set<Int>()) { $0.insert($1) }
            }
            #expect(numbers.count == size)
            #expect(try await other.clients(named: "pool") == numbers)
        }
    }

    @Test("a pool of which connections are lost makes them anew") func lost() async throws {
        try await withTwo(parameters: "?pool=3&name=pool") { (redis, other) async throws in
            for round in 0..<3 {
                for _ in 0..<6 { try await redis.call("SET", "round", "\(round)") }
                for number in try await other.clients(named: "pool") {
                    try await other.call("CLIENT", "KILL", "ID", "\(number)")
                }
                for _ in 0..<6 { #expect(try await redis.call("GET", "round").integer == round) }
            }
            #expect(try await other.clients(named: "pool").count == 3)
        }
    }

    @Test("a closed pool leaves no connection") func closed() async throws {
        try await withTwo(parameters: "?pool=4&name=pool") { (redis, other) async throws in
            for _ in 0..<8 { try await redis.call("BLPOP", "empty", "0.001") }
            for _ in 0..<8 { try await redis.call("PING") }
            #expect(try await other.clients(named: "pool").count == 5)
            await redis.close()
            while try await other.clients(named: "pool").count > 0 {}
        }
    }

    @Test("when all connections are in use, a call waits, and says so when its time is up")
    func exhausted() async throws {
        try await withTwo(options: limited(to: 2)) { (redis, other) async throws in
            async let first = redis.call("BLPOP", "queue:1", "0")
            async let second = redis.call("BLPOP", "queue:2", "0")
            while try await blockedCount(other) < 2 {}
            let error = await failure { () throws(BackendError) in
                try await redis.call("BLPOP", "queue:3", "0", timeout: Self.short)
            }
            #expect(error == .connection(.exhausted(limit: 2)))
            #expect(error?.isRetryable == true)
            // Those that do not wait are as fast as ever.
            #expect(try await redis.call("PING").text == "PONG")
            for number in 1...2 { try await other.call("RPUSH", "queue:\(number)", "x") }
            #expect(try await first.count == 2)
            #expect(try await second.count == 2)
        }
    }

    @Test("those who wait for a connection get it in the order of their calls") func fair()
        async throws
    {
        try await withTwo(parameters: "?name=pool", options: limited(to: 1)) {
            (redis, other) async throws in
            let order = try await withThrowingTaskGroup(of: Void.self) { group in
                let queue = Order()
                group.addTask { try await redis.call("BLPOP", "gate", "0") }
                while try await blockedCount(other) < 1 {}
                for number in 0..<10 {
                    // One starts when the one before it waits.
                    let waiting = Task {
                        try await redis.withConnection { _ in await queue.append(number) }
                    }
                    group.addTask { try await waiting.value }
                    while redis.waitingCount <= number { await Task.yield() }
                }
                try await other.call("RPUSH", "gate", "open")
                try await group.waitForAll()
                return await queue.numbers
            }
            #expect(order == Array(0..<10))
            // All of them had the same connection.
            #expect(try await other.clients(named: "pool").count == 2)
        }
    }

    @Test("a place that a lost connection leaves is for the next who waits") func vacated()
        async throws
    {
        try await withTwo(parameters: "?name=pool", options: limited(to: 1)) {
            (redis, other) async throws in
            let number = try await redis.withConnection { try await $0.identifier }
            async let lost = failure { () throws(BackendError) in
                try await redis.call("BLPOP", "gate", "0")
            }
            while try await blockedCount(other) < 1 {}
            async let next = redis.withConnection { try await $0.identifier }
            while redis.waitingCount == 0 { await Task.yield() }
            try await other.call("CLIENT", "KILL", "ID", "\(number)")
            guard case .connection(.lost) = await lost else {
                Issue.record("expected a lost connection")
                return
            }
            #expect(try await next != number)
        }
    }

    @Test("one who gives up waiting takes no connection from others") func givenUp()
        async throws
    {
        try await withTwo(options: limited(to: 1)) { (redis, other) async throws in
            async let blocked = redis.call("BLPOP", "gate", "0")
            while try await blockedCount(other) < 1 {}
            let task = Task { try await redis.withConnection { try await $0.identifier } }
            while redis.waitingCount == 0 { await Task.yield() }
            task.cancel()
            await #expect(throws: BackendError.cancelled) { try await task.value }
            try await other.call("RPUSH", "gate", "open")
            #expect(try await blocked.count == 2)
            for _ in 0..<3 { _ = try await redis.withConnection { try await $0.identifier } }
        }
    }

    @Test("subscriptions give their places back, one each") func subscriptions() async throws {
        try await withTwo(options: limited(to: 1)) { (redis, other) async throws in
            for _ in 0..<20 {
                // Kept beyond its scope, as a program may do.
                let kept = try await redis.subscribe(to: "a") { $0 }
                while try await other.subscriberCount("a") > 0 {}
                var events = kept.makeAsyncIterator()
                #expect(try await events.next() == nil)
            }
            try await redis.subscribe(to: "a") { (_) async throws in
                let error = await failure { () throws(BackendError) in
                    try await redis.call("BLPOP", "queue", "0", timeout: Self.short)
                }
                #expect(error == .connection(.exhausted(limit: 1)))
            }
            #expect(redis.dedicatedCount == 0)
        }
    }

    @Test("connections are used again, and closed when nobody has used them for long")
    func idle() async throws {
        var options = RedisOptions()
        options.idleTime = Self.short
        try await withTwo(parameters: "?name=pool", options: options) {
            (redis, other) async throws in
            var numbers: Set<Int> = []
            for _ in 0..<10 {
                numbers.insert(try await redis.withConnection { try await $0.identifier })
            }
            while try await other.clients(named: "pool").count > 1 {}
            let next = try await redis.withConnection { try await $0.identifier }
            #expect(!numbers.contains(next))
        }
    }

    @Test("connections that stay are used again by whatever needs one") func reused()
        async throws
    {
        try await withTwo(parameters: "?name=pool") { (redis, other) async throws in
            let first = try await redis.withConnection { try await $0.identifier }
            for _ in 0..<5 { try await redis.call("BLPOP", "empty", "0.001") }
            let second = try await redis.withConnection { try await $0.identifier }
            #expect(first == second)
            try await redis.subscribe(to: "a") { (_) async throws in
                #expect(try await other.clients(named: "pool").contains(first))
                #expect(try await other.clients(named: "pool").count == 2)
            }
        }
    }

    private actor Order {
        private(set) var numbers: [Int] = []
        func append(_ number: Int) { numbers.append(number) }
    }
}

extension RedisBackend {
    /// The numbers of the clients that gave themselves a name.
    func clients(named name: String) async throws(BackendError) -> Set<Int> {
        let lines = try await call("CLIENT", "LIST").text.split(separator: "\n")
        let numbers = lines.filter { $0.contains(" name=\(name) ") }.compactMap { line in
            line.split(separator: " ").first.flatMap { Int($0.dropFirst(3)) }
        }
        return Set(numbers)
    }
}
