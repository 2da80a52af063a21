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

/// Random commits on random models, in memory and on Redis, compared with a plain oracle.
///
/// `STDNET_PROPERTY_COMMITS=100000` makes so many on each backend, and `STDNET_PROPERTY_SEED=7` the same
/// ones again.
@Suite struct PropertyTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let commits =
        environment["STDNET_PROPERTY_COMMITS"].flatMap { Int($0) } ?? 600
    private static let seed =
        environment["STDNET_PROPERTY_SEED"].flatMap { UInt64($0) } ?? .random(in: 1...1_000_000)

    @Test("Every commit in memory comes to what its rules say")
    func keepsEveryRuleInMemory() async throws {
        try await play(on: MemoryBackend(seed: Self.seed))
    }

    @Test("Every commit on Redis comes to what its rules say")
    func keepsEveryRuleOnRedis() async throws {
        try await withRedisServer { server in
            let redis = try await RedisBackend.connect(to: server.url)
            do { try await play(on: redis) } catch {
                await redis.close()
                throw error
            }
            await redis.close()
        }
    }

    private func play(on backend: any Backend) async throws {
        print("property tests: seed \(Self.seed), \(Self.commits) commits")
        var run = PropertyRun(seed: Self.seed, on: backend)
        try await run.perform(commits: Self.commits)
        print(run.tally.sorted { $0.key < $1.key }.map { "\($0) \($1)" }.joined(separator: ", "))
        print(
            "\(run.commitCount) commits, \(run.refusedCount) refused, up to \(run.largestCount) objects"
        )
        #expect(run.commitCount == Self.commits)
        var kinds = [
            "insert", "update", "save", "delete", "deleteAll", "move", "asked, more wrong",
            "asked, nothing else wrong",
        ]
        // Rare: few models are made so, and few of such commits break no rule.
        if Self.commits >= 5000 {
            kinds += ["made id", "reference to a new object", "moved along"]
        }
        for kind in kinds { #expect(run.tally[kind, default: 0] > 0, "no \(kind) in the run") }
        #expect(run.refusedCount > 0 && run.refusedCount < run.commitCount)
    }
}
