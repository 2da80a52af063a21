import MemoryBackend
import RedisBackend
import StdnetODM
import StdnetTesting
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The same stories in memory and on Redis; Redis is right.
///
/// `STDNET_LOCKSTEP_SEEDS=1,2,3` tells these stories instead, and `STDNET_LOCKSTEP_STEPS=10000`
/// tells longer ones.
@Suite struct LockstepTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let seeds: [UInt64] =
        environment["STDNET_LOCKSTEP_SEEDS"]
        .map { $0.split(separator: ",").compactMap { UInt64($0) } } ?? [1, 2, 3, 4, 5, 6, 7, 8]
    private static let steps = environment["STDNET_LOCKSTEP_STEPS"].flatMap { Int($0) } ?? 300

    @Test("Memory does whatever Redis does", arguments: seeds)
    func tellsTheSameStory(seed: UInt64) async throws {
        try await withRedisServer { server in
            let redis = try await RedisBackend.connect(to: server.url)
            do {
                var lockstep = try await Lockstep(
                    seed: seed,
                    of: MemoryBackend(on: Self.server(seed)),
                    with: redis,
                    asksInLua: Dialogue.interpreter != nil
                )
                try await lockstep.run(steps: Self.steps)
                #expect(lockstep.stepCount == Self.steps)
                for kind in [
                    "session", "session, refused", "question", "deed", "interference",
                ] {
                    #expect(lockstep.tally[kind, default: 0] > 0, "no \(kind) in the story")
                }
            } catch {
                await redis.close()
                throw error
            }
            await redis.close()
        }
    }

    private static func server(_ seed: UInt64) -> MemoryServer {
        MemoryServer(seed: seed, interpreter: Dialogue.interpreter)
    }

    @Test("A difference is found and named")
    func noticesADifference() async throws {
        let subject = MemoryBackend()
        let reference = MemoryBackend()
        _ = try await subject.run(RawCommand("SET", "stranger", "here"))
        var lockstep = try await Lockstep(seed: 1, of: subject, with: reference)
        let parting = await #expect(throws: Parting.self) { try await lockstep.run(steps: 10) }
        #expect(parting?.step == 1)
        #expect(
            parting?.differences == ["\"stranger\": string \"here\", expected nothing"]
        )
    }
}
