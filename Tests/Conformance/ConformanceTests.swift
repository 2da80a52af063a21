import MemoryBackend
import RedisBackend
import StdnetBackend
import StdnetTesting
import Testing

/// Every promise of the suite, on every backend, over everything that leads to it.
@Suite(.serialized) struct ConformanceTests {
    @Test("In memory", arguments: Behaviour.all)
    func keepsPromiseInMemory(_ behaviour: Behaviour) async throws {
        try await behaviour.run(MemoryBackend())
    }

    @Test("On Redis, by RESP2 over TCP", .server(over: .resp2), arguments: Behaviour.all)
    func keepsPromiseOnRedis(_ behaviour: Behaviour) async throws {
        try await play(behaviour)
    }

    @Test("On Redis, by RESP3 over TCP", .server(over: .resp3), arguments: Behaviour.all)
    func keepsPromiseByRESP3(_ behaviour: Behaviour) async throws {
        try await play(behaviour)
    }

    @Test("On Redis, over a Unix socket", .server(over: .unixSocket), arguments: Behaviour.all)
    func keepsPromiseOverUnixSocket(_ behaviour: Behaviour) async throws {
        try await play(behaviour)
    }

    @Test("On Redis, by RESP3 over TLS", .server(over: .tls), arguments: Behaviour.all)
    func keepsPromiseOverTLS(_ behaviour: Behaviour) async throws {
        try await play(behaviour)
    }

    private func play(_ behaviour: Behaviour) async throws {
        let server = try #require(SharedServer.current)
        try await server.withBackend { try await behaviour.run($0) }
    }

    @Test("Every defect of the original that is listed has a promise of its own")
    func defectsAreNamed() {
        for (letter, count) in [("Q", 31), ("U", 10)] {
            for number in 1...count {
                let name = "\(letter)\(number):"
                let isNamed = Behaviour.all.contains { $0.title.hasPrefix(name) }
                #expect(isNamed, "no promise starts with \(name)")
            }
        }
    }

    @Test func titlesAreUnique() {
        #expect(Set(Behaviour.all.map(\.title)).count == Behaviour.all.count)
    }
}
