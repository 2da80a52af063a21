import RedisBackend
import StdnetBackend
import StdnetTesting
import Testing

/// What a cache beside the application hears of keys that change.
@Suite("Invalidations")
struct InvalidationTests {
    private func keys(_ names: String...) -> Invalidation { .keys(names.map { Bytes($0.utf8) }) }

    @Test("keys of others' writes arrive, in either protocol", arguments: [2, 3])
    func writes(version: Int) async throws {
        try await withRedis(parameters: "?protocol=\(version)") { (redis, _) async throws in
            try await redis.invalidations(ofKeysWithPrefixes: "user:", "news:") {
                (invalidations) async throws in
                var events = invalidations.makeAsyncIterator()
                try await redis.call("SET", "user:1", "x")
                #expect(try await events.next() == keys("user:1"))
                try await redis.call("SET", "other", "x")
                try await redis.call("HSET", "news:7", "a", "b")
                #expect(try await events.next() == keys("news:7"))
            }
        }
    }

    @Test("without a prefix all keys are told of, and a flush is everything")
    func everything() async throws {
        try await withRedis { (redis, _) async throws in
            try await redis.invalidations { (invalidations) async throws in
                var events = invalidations.makeAsyncIterator()
                _ = try await redis.batch(.transaction, "SET a 1", "INCR b")
                guard case .keys(let changed) = try await events.next() else {
                    Issue.record("expected keys")
                    return
                }
                #expect(Set(changed) == [Bytes("a".utf8), Bytes("b".utf8)])
                try await redis.call("FLUSHDB")
                #expect(try await events.next() == .everything)
            }
        }
    }

    @Test("what expires is told of") func expiry() async throws {
        try await withRedis { (redis, _) async throws in
            try await redis.invalidations(ofKeysWithPrefixes: "a") {
                (invalidations) async throws in
                var events = invalidations.makeAsyncIterator()
                try await redis.call("SET", "a", "1", "PX", "1")
                #expect(try await events.next() == keys("a"))
                #expect(try await events.next() == keys("a"))
            }
        }
    }

    @Test("a lost connection is made again, and everything has to be forgotten")
    func lost() async throws {
        try await withRedis { (redis, _) async throws in
            try await redis.invalidations { (invalidations) async throws in
                var events = invalidations.makeAsyncIterator()
                for _ in 0..<3 {
                    // All other connections of all users; those of the backend come again.
                    _ = try await redis.call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")
                    #expect(try await events.next() == .everything)
                }
                // Tracked again: a write that is not told of would leave the loop waiting.
                var written = 0
                while true {
                    written += 1
                    try await redis.call("SET", "a", "\(written)")
                    let info = try await redis.call("CLIENT", "LIST").text
                    if info.contains("flags=tB") || info.contains("flags=Bt") { break }
                }
                try await redis.call("SET", "z", "1")
                while true {
                    guard case .keys(let changed) = try await events.next() else { continue }
                    if changed == [Bytes("z".utf8)] { break }
                }
            }
        }
    }

    @Test("a consumer that is too slow hears that it missed some")
    func overflow() async throws {
        try await withRedis { (redis, _) async throws in
            try await redis.invalidations(bufferingNewest: 4) { (invalidations) async throws in
                for number in 0..<10 { try await redis.call("SET", "key:\(number)", "x") }
                var events = invalidations.makeAsyncIterator()
                // The last one has arrived when its successor has.
                var seen: [Invalidation] = []
                while seen.last != keys("key:9"), let next = try await events.next() {
                    seen.append(next)
                }
                #expect(seen.last == keys("key:9"))
                #expect(seen.contains(.everything) || seen.count == 10)
            }
        }
    }

    @Test("prefixes that overlap, and a server that speaks no RESP3, are the caller's to hear")
    func refusals() async throws {
        try await withRedis { (redis, _) async throws in
            await #expect(throws: BackendError.self) {
                try await redis.invalidations(ofKeysWithPrefixes: "a", "ab") { _ async throws in }
            }
        }
        let old = RedisServer.Options(arguments: ["--rename-command", "HELLO", ""])
        try await withRedis(old) { (redis, _) async throws in
            do {
                try await redis.invalidations { _ async throws in }
                Issue.record("a server without HELLO sends no invalidations")
            } catch let error as BackendError {
                guard case .server("ERR", let message) = error else { throw error }
                #expect(message.lowercased().hasPrefix("unknown command"))
            }
        }
    }

    @Test("behind a prefix keys come without it, and others' not at all")
    func prefixed() async throws {
        try await withRedis { (redis, _) async throws in
            let behind = redis.prefixed(by: "app:")
            try await behind.invalidations { (invalidations) async throws in
                var events = invalidations.makeAsyncIterator()
                try await redis.call("SET", "a", "1")
                try await redis.call("SET", "app:a", "1")
                #expect(try await events.next() == keys("a"))
            }
            try await behind.invalidations(ofKeysWithPrefixes: "b") {
                (invalidations) async throws in
                var events = invalidations.makeAsyncIterator()
                try await redis.call("SET", "app:a", "1")
                try await redis.call("SET", "app:bc", "1")
                #expect(try await events.next() == keys("bc"))
            }
        }
    }

    @Test("closing the backend ends the listening") func closing() async throws {
        try await withRedis { (redis, _) async throws in
            await #expect(throws: BackendError.connection(.closed)) {
                try await redis.invalidations { (invalidations) async throws in
                    var events = invalidations.makeAsyncIterator()
                    await redis.close()
                    while try await events.next() != nil {}
                }
            }
        }
    }
}
