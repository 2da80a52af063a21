import StdnetTesting
import Testing

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Commands of all kinds by several clients, on a redis-server and in memory.
///
/// `STDNET_LOCKSTEP_COMMANDS=1000000` plays more of them, 0 plays them until stopped, and
/// `STDNET_LOCKSTEP_SEED=7` begins with another story. A story that tells the two apart is shortened,
/// and printed with its seed as lines for redis-cli, each after the number of its client.
@Suite struct CommandLockstepTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let wanted =
        environment["STDNET_LOCKSTEP_COMMANDS"].flatMap { Int($0) } ?? 20_000
    private static let firstSeed =
        environment["STDNET_LOCKSTEP_SEED"].flatMap { UInt64($0) } ?? 1

    @Test("Memory replies to commands as Redis does")
    func repliesAsRedisDoes() async throws {
        try await withRedisServer(.init(arguments: ["--enable-debug-command", "yes"])) { server in
            let lockstep = CommandLockstep(port: server.port)
            var seed = Self.firstSeed
            var count = 0
            while Self.wanted == 0 || count < Self.wanted {
                count += try lockstep.run(seed: seed)
                if seed % 1000 == 0 { print("\(count) commands, up to seed \(seed)") }
                seed += 1
            }
            #expect(count >= Self.wanted)
        }
    }
}
