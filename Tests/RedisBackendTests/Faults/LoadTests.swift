import Foundation
import RedisBackend
import StdnetBackend
import StdnetTesting
import Testing

@Suite("Many calls", .serialized)
struct LoadTests {
    /// How many calls the soak makes; set STDNET_SOAK_OPERATIONS for more.
    private static let operationCount =
        ProcessInfo.processInfo.environment["STDNET_SOAK_OPERATIONS"].flatMap { Int($0) } ?? 20_000

    @Test(
        "ten thousand tasks on one backend all get their own reply",
        arguments: ["", "?protocol=3"]
    )
    func tasks(parameters: String) async throws {
        try await withRedis(parameters: parameters) { (redis, _) async throws in
            let answered = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<10_000 {
                    group.addTask {
                        try await redis.call("ECHO", "task \(number)").text == "task \(number)"
                    }
                }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(answered == 10_000)
        }
    }

    @Test("ten thousand tasks that wait for a server all get their reply when it is back")
    func waitingTasks() async throws {
        try await withRedis(parameters: "?timeout=60") { (redis, server) async throws in
            await server.stop()
            try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<10_000 {
                    group.addTask {
                        try await redis.call("ECHO", "task \(number)").text == "task \(number)"
                    }
                }
                let restarted = try await RedisServer.start(.init(port: server.port))
                let answered = try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
                #expect(answered == 10_000)
                await restarted.stop()
            }
        }
    }

    @Test("many calls of all kinds leave neither descriptors nor memory behind") func soak()
        async throws
    {
        try await withRedis(parameters: "?protocol=3") { (redis, server) async throws in
            let warm = try await soak(redis, server, count: Self.operationCount / 5)
            var figures = [warm]
            for _ in 0..<4 {
                figures.append(try await soak(redis, server, count: Self.operationCount / 4))
            }
            print(
                """
                soak: \(Self.operationCount) operations, \
                descriptors \(figures.map { $0.descriptors ?? 0 }), \
                resident kB \(figures.map { $0.memory ?? 0 })
                """
            )
            // What earlier tests left may come and go; a leak would be one for some of the calls.
            if let first = warm.descriptors, let last = figures.last?.descriptors {
                #expect(last <= first + 16)
            }
            // Few calls say nothing: the allocator keeps some megabytes more or less at any moment.
            if Self.operationCount >= 200_000, let first = warm.memory,
                let last = figures.last?.memory
            {
                #expect(last < first + 16_384)
            }
        }
    }

    /// Makes so many calls, some of them on connections that are lost, some of them cancelled.
    private func soak(
        _ redis: RedisBackend,
        _ server: RedisServer,
        count: Int
    ) async throws -> (descriptors: Int?, memory: Int?) {
        let kinds = FaultCall.Kind.allCases
        try await redis.call("FLUSHALL")
        try await FaultCall.prepare(redis)
        let ledger = FaultLedger()
        let taskCount = 50
        for round in 0..<20 {
            await withTaskGroup(of: Void.self) { group in
                for task in 0..<taskCount {
                    group.addTask {
                        for step in 0..<(count / 20 / taskCount) {
                            let number = (round * taskCount + task) * 1_000_000 + step
                            await FaultCall(kinds[step % kinds.count], story: 0, number: number)
                                .make(on: redis, ledger)
                        }
                    }
                }
            }
            try await cancelSome(redis)
            let other = try await RedisBackend.connect(to: server.url)
            try await other.call("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes")
            await other.close()
            #expect(try await redis.call("ECHO", "again").text == "again")
            try await ledger.settle(with: redis)
            try await redis.call("FLUSHALL")
            try await FaultCall.prepare(redis)
        }
        #expect(ledger.complaints.isEmpty)
        #expect(ledger.failedCount == 0)
        // The connections that wait are counted when they are there again.
        _ = try await redis.execute(CommandBatch(commands: ["BLPOP none 0.001"]))
        return (ProcessFigures.descriptorCount, ProcessFigures.residentKilobytes)
    }

    private func cancelSome(_ redis: RedisBackend) async throws {
        let tasks = (0..<20).map { number in
            Task {
                await failure { () throws(BackendError) in
                    try await redis.call(number % 4 == 0 ? "BLPOP" : "LPOP", "none", "1")
                }
            }
        }
        for task in tasks { task.cancel() }
        for task in tasks { _ = await task.value }
    }
}
