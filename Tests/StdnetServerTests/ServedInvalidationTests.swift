import MemoryBackend
import RedisBackend
import StdnetBackend
import StdnetServer
import Testing

@Suite("Invalidations for a cache, from a server in process", .serialized, .timeLimit(.minutes(1)))
struct ServedInvalidationTests {
    private func keys(_ names: String...) -> Invalidation { .keys(names.map { Bytes($0.utf8) }) }

    @Test("keys of others' writes arrive, and a flush is everything")
    func invalidations() async throws {
        let server = try await RESPServer.start(MemoryServer(), port: 0)
        let redis = try await RedisBackend.connect(to: "redis://127.0.0.1:\(server.port)")
        do {
            try await redis.invalidations(ofKeysWithPrefixes: "user:", "news:") {
                (invalidations) async throws in
                var events = invalidations.makeAsyncIterator()
                _ = try await redis.run(RawCommand("SET", "user:1", "x"))
                #expect(try await events.next() == keys("user:1"))
                _ = try await redis.run(RawCommand("SET", "other", "x"))
                _ = try await redis.run(RawCommand("HSET", "news:7", "a", "b"))
                #expect(try await events.next() == keys("news:7"))
                _ = try await redis.run(RawCommand("FLUSHDB"))
                #expect(try await events.next() == .everything)
            }
        } catch {
            await redis.close()
            await server.close()
            throw error
        }
        await redis.close()
        await server.close()
    }
}
