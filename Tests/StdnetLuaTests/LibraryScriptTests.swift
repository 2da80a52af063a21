import Foundation
import MemoryBackend
import RedisBackend
import StdnetBackend
import StdnetLua
import StdnetODM
import StdnetTesting
import Testing

/// The library's own scripts three ways: on Redis, by their text in process, and as their twins.
@Suite("The library's scripts as Lua")
struct LibraryScriptTests {
    private static func interpreting(seed: UInt64) -> MemoryBackend {
        let server = MemoryServer(seed: seed, prefersTwins: false) { LuaInterpreter() }
        return MemoryBackend(on: server)
    }

    @Test("Lua in process does whatever Redis does", arguments: [11, 12, 13] as [UInt64])
    func redis(seed: UInt64) async throws {
        try await withRedisServer { server in
            let redis = try await RedisBackend.connect(to: server.url)
            var lockstep = try await Lockstep(
                seed: seed,
                of: Self.interpreting(seed: seed),
                with: redis,
                asksInLua: true
            )
            try await lockstep.run(steps: 150)
            await redis.close()
        }
    }

    @Test("A twin does whatever its text does", arguments: [21, 22, 23, 24] as [UInt64])
    func twin(seed: UInt64) async throws {
        var lockstep = try await Lockstep(
            seed: seed,
            of: MemoryBackend(seed: seed),
            with: Self.interpreting(seed: seed)
        )
        try await lockstep.run(steps: 300)
    }

    @Test("The promises of a backend hold where texts are interpreted", arguments: Behaviour.all)
    func promise(_ behaviour: Behaviour) async throws {
        try await behaviour.run(Self.interpreting(seed: 1))
    }
}
