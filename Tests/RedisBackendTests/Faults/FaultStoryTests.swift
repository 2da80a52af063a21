import Foundation
import RedisBackend
import StdnetTesting
import Testing

@Suite("Faults on the way to the server")
struct FaultStoryTests {
    private static let environment = ProcessInfo.processInfo.environment
    /// How many faults strike; set STDNET_FAULTS for more.
    private static let faultCount = environment["STDNET_FAULTS"].flatMap { Int($0) } ?? 1000
    /// Set STDNET_FAULT_SEED to repeat a story that went wrong.
    private static let firstSeed = environment["STDNET_FAULT_SEED"].flatMap { UInt64($0) } ?? 1
    private static let storyCount = 8

    @Test("every call ends, nothing runs twice, no reply goes astray, whatever happens on the way")
    func stories() async throws {
        try await withRedisServer(.init(password: "pw")) { (server) async throws in
            let stories = (0..<Self.storyCount).map { number -> FaultStory in
                let version = number % 2 == 0 ? 2 : 3
                let poolSize = number % 4 < 2 ? 1 : 2
                return FaultStory(
                    seed: Self.firstSeed + UInt64(number),
                    parameters: "&protocol=\(version)&pool=\(poolSize)",
                    faultCount: Self.faultCount / Self.storyCount
                )
            }
            try await tell(stories, server)
        }
    }

    @Test("nor when it is encrypted") func encryptedStories() async throws {
        let files = try CertificateFolder()
        let options = RedisServer.Options(password: "pw", tls: files.server())
        try await withRedisServer(options) { (server) async throws in
            let stories = [2, 3].map { version in
                FaultStory(
                    seed: Self.firstSeed + UInt64(version),
                    parameters: "&protocol=\(version)&insecure=1",
                    isEncrypted: true,
                    faultCount: Self.faultCount / 8
                )
            }
            try await tell(stories, server)
        }
    }

    /// Tells stories side by side, and expects that all was as promised.
    private func tell(_ stories: [FaultStory], _ server: RedisServer) async throws {
        let direct = try await RedisBackend.connect(to: server.url)
        try await FaultCall.prepare(direct)
        let expected = stories.map(\.faultCount).reduce(0, +)
        var total = 0
        var answered = 0
        try await withThrowingTaskGroup(of: (UInt64, [String], Int, Int).self) { group in
            for story in stories {
                group.addTask {
                    let result = try await story.tell(
                        serverPort: server.port,
                        password: "pw",
                        watchedBy: direct
                    )
                    return (story.seed, result.complaints, result.faults, result.answered)
                }
            }
            for try await (seed, complaints, faults, answers) in group {
                #expect(complaints.isEmpty, "the story of seed \(seed)")
                total += faults
                answered += answers
            }
        }
        #expect(total >= expected)
        // The stories are about calls that work, too; fewer of them when the machine is slow.
        #expect(answered > expected / 4)
        await direct.close()
    }
}
