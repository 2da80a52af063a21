import Foundation
import RedisBackend
import StdnetBackend
import StdnetTesting
import Synchronization
import Testing

@Suite("A server that stops")
struct ServerFaultTests {
    /// Makes calls from several tasks until told to stop; hands each one's outcome to the ledger.
    private func load(
        _ redis: RedisBackend,
        story: UInt64,
        _ ledger: FaultLedger,
        while body: @Sendable @escaping () async throws -> Void
    ) async throws {
        let isOver = Held(false)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<16 {
                group.addTask {
                    let kinds: [FaultCall.Kind] = [
                        .increment, .echo, .pipeline, .transaction, .script, .scripts, .pop,
                    ]
                    var number = 0
                    while !isOver.value {
                        let kind = kinds[(number + task) % kinds.count]
                        await FaultCall(kind, story: story, number: number * 100 + task)
                            .make(on: redis, ledger)
                        number += 1
                    }
                }
            }
            group.addTask {
                defer { isOver.value = true }
                try await body()
            }
            try await group.waitForAll()
        }
    }

    /// Waits until so many more calls have ended in this way.
    private func wait(
        _ more: Int,
        _ count: @Sendable () -> Int
    ) async {
        let goal = count() + more
        while count() < goal { await Task.yield() }
    }

    @Test("a server that is stopped costs each call its own deadline, and goes on afterwards")
    func stopped() async throws {
        try await withRedisServer { (server) async throws in
            let redis = try await RedisBackend.connect(
                to: server.url + "?timeout=0.1",
                options: .eager
            )
            let info = try await redis.call("INFO", "server").text
            let line = info.split(separator: "\r\n").first { $0.hasPrefix("process_id:") }
            let process = try #require(line.flatMap { pid_t($0.dropFirst(11)) })
            try await FaultCall.prepare(redis)
            let ledger = FaultLedger()
            for round in 0..<3 {
                try await load(redis, story: UInt64(round), ledger) {
                    await wait(50) { ledger.answeredCount }
                    kill(process, SIGSTOP)
                    defer { kill(process, SIGCONT) }
                    await wait(40) { ledger.failedCount }
                    kill(process, SIGCONT)
                    await wait(50) { ledger.answeredCount }
                }
                #expect(
                    try await redis.call("ECHO", "on", timeout: .seconds(10)).text == "on"
                )
            }
            try await ledger.settle(with: redis)
            #expect(ledger.complaints.isEmpty)
            await redis.close()
        }
    }

    @Test("a server that is killed under load and started again loses and repeats nothing")
    func killed() async throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("redis-data-\(UInt64.random(in: 0...UInt64.max))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let arguments = ["--dir", folder.path, "--appendonly", "yes", "--appendfsync", "always"]
        let first = try await RedisServer.start(.init(arguments: arguments))
        let server = Held(first)
        let redis = try await RedisBackend.connect(to: first.url, options: .eager)
        try await FaultCall.prepare(redis)
        let ledger = FaultLedger()
        try await load(redis, story: 9, ledger) {
            for _ in 0..<5 {
                await wait(100) { ledger.answeredCount }
                await server.value.stop()
                let next = try await RedisServer.start(
                    .init(port: first.port, arguments: arguments)
                )
                server.value = next
            }
            await wait(100) { ledger.answeredCount }
        }
        try await ledger.settle(with: redis)
        #expect(ledger.complaints.isEmpty)
        #expect(ledger.failedCount > 0)
        await redis.close()
        await server.value.stop()
    }
}

/// A value that one task changes while others look at it.
private final class Held<Value: Sendable>: Sendable {
    private let held: Mutex<Value>

    init(_ value: Value) { held = Mutex(value) }

    var value: Value {
        get { held.withLock { $0 } }
        set { held.withLock { $0 = newValue } }
    }
}
