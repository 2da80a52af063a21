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
            let direct = try await RedisBackend.connect(to: server.url)
            try await FaultCall.prepare(direct)
            var total = 0
            var answered = 0
            try await withThrowingTaskGroup(of: (UInt64, [String], Int, Int).self) { group in
                for number in 0..<Self.storyCount {
                    let story = FaultStory(
                        seed: Self.firstSeed + UInt64(number),
                        parameters: (number % 2 == 0 ? "" : "&protocol=3")
                            + (number % 4 < 2 ? "" : "&pool=2"),
                        faultCount: Self.faultCount / Self.storyCount
                    )
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
            #expect(total >= Self.faultCount)
            // The stories are about calls that work, too.
            #expect(answered > Self.faultCount)
            await direct.close()
        }
    }
}
