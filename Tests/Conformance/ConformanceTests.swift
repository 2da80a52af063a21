import MemoryBackend
import RedisBackend
import StdnetBackend
import StdnetTesting
import Testing

/// Every promise of the suite, on every backend.
@Suite struct ConformanceTests {
    @Test("In memory", arguments: Behaviour.all)
    func keepsPromiseInMemory(_ behaviour: Behaviour) async throws {
        try await behaviour.run(MemoryBackend())
    }

    @Test("On Redis", arguments: Behaviour.all)
    func keepsPromiseOnRedis(_ behaviour: Behaviour) async throws {
        try await withRedisServer { server in
            let backend = try await RedisBackend.connect(to: server.url)
            do {
                try await behaviour.run(backend)
            } catch {
                await backend.close()
                throw error
            }
            await backend.close()
        }
    }

    @Test func titlesAreUnique() {
        #expect(Set(Behaviour.all.map(\.title)).count == Behaviour.all.count)
    }
}
