import NIOCore
import NIOPosix
import RedisBackend
import StdnetBackend
import StdnetTesting
import Testing

@Suite("Tasks on the backend's event loop")
struct TaskExecutorTests {
    private func withLoop(
        _ body: (RedisBackend, any EventLoop) async throws -> Void
    ) async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        try await withRedisServer { (server) async throws in
            let redis = try await RedisBackend.connect(to: server.url, eventLoopGroup: group)
            try await body(redis, group.next())
            await redis.close()
        }
        try await group.shutdownGracefully()
    }

    @Test("a task that prefers the executor runs on the loop, before and after its calls")
    func onLoop() async throws {
        try await withLoop { (redis, loop) async throws in
            #expect(!loop.inEventLoop)
            let (places, text) = try await withTaskExecutorPreference(redis.taskExecutor) {
                () async throws in
                var places = [loop.inEventLoop]
                try await redis.call("SET", "k", "v")
                places.append(loop.inEventLoop)
                let text = try await redis.call("GET", "k").text
                places.append(loop.inEventLoop)
                return (places, text)
            }
            #expect(places == [true, true, true])
            #expect(text == "v")
            #expect(!loop.inEventLoop)
        }
    }

    @Test("a hundred child tasks run there too, and each gets its own replies")
    func children() async throws {
        try await withLoop { (redis, loop) async throws in
            let wrong = try await withTaskExecutorPreference(redis.taskExecutor) {
                try await withThrowingTaskGroup(of: Bool.self) { group in
                    for number in 0..<100 {
                        group.addTask {
                            for turn in 0..<20 {
                                let word = "\(number) \(turn)"
                                guard try await redis.call("ECHO", word).text == word,
                                    loop.inEventLoop
                                else { return true }
                            }
                            return false
                        }
                    }
                    return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
                }
            }
            #expect(wrong == 0)
        }
    }

    @Test("deadlines and cancellation work as anywhere") func time() async throws {
        try await withLoop { (redis, _) async throws in
            await withTaskExecutorPreference(redis.taskExecutor) {
                let late = await failure { () throws(BackendError) in
                    try await redis.call("BLPOP", "none", "0", timeout: .milliseconds(20))
                }
                #expect(late == .connection(.timedOut(after: .milliseconds(20))))
                let task = Task {
                    await failure { () throws(BackendError) in
                        try await redis.call("BLPOP", "none", "0")
                    }
                }
                task.cancel()
                #expect(await task.value == .cancelled)
            }
        }
    }

    @Test("a task may close the backend on whose own loop it runs, and goes on", arguments: 0..<20)
    func closing(round: Int) async throws {
        try await withRedisServer { (server) async throws in
            let redis = try await RedisBackend.connect(to: server.url)
            try await withTaskExecutorPreference(redis.taskExecutor) { () async throws in
                async let word = redis.call("ECHO", "\(round)").text
                #expect(try await word == "\(round)")
                await redis.close()
                let error = await failure { () throws(BackendError) in
                    try await redis.call("PING")
                }
                #expect(error == .connection(.closed))
            }
        }
    }

    @Test("a backend may go while tasks are on its loop") func dropping() async throws {
        try await withRedisServer { (server) async throws in
            let executor = try await RedisBackend.connect(to: server.url).taskExecutor
            let sum = await withTaskExecutorPreference(executor) {
                await withTaskGroup(of: Int.self) { group in
                    for number in 0..<100 {
                        group.addTask {
                            await Task.yield()
                            return number
                        }
                    }
                    return await group.reduce(0, +)
                }
            }
            #expect(sum == 4950)
        }
    }
}
