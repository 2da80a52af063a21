import MemoryBackend
import StdnetBackend
import StdnetTesting
import Testing

@Suite("The memory backend")
struct MemoryBackendTests {
    @Test("never shows a key whose time has come")
    func expiry() async throws {
        let clock = ManualClock()
        let backend = MemoryBackend(clock: clock, seed: 1)
        _ = try await backend.run(
            RawCommand("SET", "a", "1", "PX", "100"),
            RawCommand("SADD", "b", "x"),
            RawCommand("PEXPIRE", "b", "200"),
            RawCommand("SET", "c", "1")
        )
        clock.advance(by: .milliseconds(99))
        #expect(try await backend.run(RawCommand("EXISTS", "a", "b")).integer == 2)
        clock.advance(by: .milliseconds(1))
        #expect(try await backend.run(RawCommand("GET", "a")).isNull)
        #expect(try await backend.run(RawCommand("DBSIZE")).integer == 2)
        clock.advance(by: .milliseconds(100))
        #expect(try await backend.run(RawCommand("KEYS", "*")).elements.map(\.text) == ["c"])
        #expect(try await backend.run(RawCommand("SETNX", "b", "y")).integer == 1)
        #expect(try await backend.run(RawCommand("TTL", "b")).integer == -1)
    }

    @Test("hands out copies that writes to either side do not reach")
    func copies() async throws {
        let backend = MemoryBackend(seed: 1)
        _ = try await backend.run(
            RawCommand("SET", "s", "1"),
            RawCommand("HSET", "h", "f", "1"),
            RawCommand("RPUSH", "l", "a"),
            RawCommand("ZADD", "z", "1", "a"),
            RawCommand("SADD", "m", "a")
        )
        let copy = try await backend.copy()
        let writes = [
            RawCommand("SET", "s", "2"), RawCommand("HSET", "h", "f", "2"),
            RawCommand("RPUSH", "l", "b"), RawCommand("ZADD", "z", "2", "a"),
            RawCommand("SADD", "m", "b"), RawCommand("SET", "new", "1"),
        ]
        let reads = [
            RawCommand("GET", "s"), RawCommand("HGET", "h", "f"), RawCommand("LLEN", "l"),
            RawCommand("ZSCORE", "z", "a"), RawCommand("SCARD", "m"), RawCommand("DBSIZE"),
        ]
        _ = try await backend.run(writes)
        let inCopy = try await copy.run(reads).map(\.integer)
        #expect(inCopy == [1, 1, 1, 1, 1, 5])
        _ = try await copy.run(RawCommand("FLUSHALL"))
        let inOriginal = try await backend.run(reads).map(\.integer)
        #expect(inOriginal == [2, 2, 2, 2, 2, 6])
    }

    @Test("refuses a transaction as a whole when a command of it can't be queued")
    func abortedTransaction() async throws {
        let backend = MemoryBackend(seed: 1)
        let error = await #expect(throws: BackendError.self) {
            try await backend.transaction(RawCommand("SET", "a", "1"), RawCommand("GET"))
        }
        #expect(
            error
                == .server(
                    code: "EXECABORT",
                    message: "Transaction discarded because of previous errors."
                )
        )
        #expect(try await backend.run(RawCommand("DBSIZE")).integer == 0)
    }

    @Test("runs the other commands of a transaction when one fails")
    func failedCommand() async throws {
        let backend = MemoryBackend(seed: 1)
        var batch = CommandBatch(isolation: .transaction)
        batch.append(RawCommand("SET", "a", "x"))
        batch.append(RawCommand("INCR", "a"))
        batch.append(RawCommand("APPEND", "a", "y"))
        let replies = try await backend.execute(batch)
        #expect(replies.map(\.kind) == [.status, .error, .integer])
    }

    @Test("runs nothing after it was closed")
    func closed() async throws {
        let backend = MemoryBackend(seed: 1)
        await backend.close()
        await #expect(throws: BackendError.connection(.closed)) {
            try await backend.run(RawCommand("PING"))
        }
        await #expect(throws: BackendError.connection(.closed)) { try await backend.copy() }
    }

    @Test("runs nothing for a task that was cancelled")
    func cancelled() async throws {
        let backend = MemoryBackend(seed: 1)
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await backend.run(RawCommand("INCR", "a"))
        }
        await #expect(throws: BackendError.cancelled) { try await task.value }
        #expect(try await backend.run(RawCommand("DBSIZE")).integer == 0)
    }

    @Test("makes the same random choices from the same seed")
    func seeded() async throws {
        var choices: [[String]] = []
        for _ in 0..<2 {
            let backend = MemoryBackend(seed: 42)
            var batch = CommandBatch()
            for number in 0..<100 { batch.append(RawCommand("SADD", "s", "member \(number)")) }
            _ = try await backend.execute(batch)
            let reply = try await backend.run(RawCommand("SPOP", "s", "10"))
            choices.append(reply.elements.map(\.text))
        }
        #expect(choices[0] == choices[1])
        #expect(Set(choices[0]).count == 10)
    }
}
