import MemoryBackend
import StdnetBackend
import StdnetTesting
import Testing

@Suite("Servers in process")
struct MemoryServerTests {
    @Test("backends of one server share its data, database by database") func sharing() async throws
    {
        let server = MemoryServer()
        let first = MemoryBackend(on: server)
        let second = MemoryBackend(on: server)
        let other = MemoryBackend(on: server, database: 3)
        _ = try await first.run(RawCommand("SET", "a", 1))
        #expect(try await second.run(RawCommand("GET", "a")).text == "1")
        #expect(try await other.run(RawCommand("GET", "a")).isNull)
        _ = try await first.run(RawCommand("MOVE", "a", 3))
        #expect(try await other.run(RawCommand("GET", "a")).text == "1")
        await first.close()
        #expect(try await second.run(RawCommand("DBSIZE")).integer == 0)
    }

    @Test("a name means the same data within one place, and no name none") func names() async throws
    {
        let servers = MemoryServers()
        let first = try servers.open("memory://shop")
        _ = try await first.run(RawCommand("SET", "a", 1))
        #expect(try await servers.open("memory://shop").run(RawCommand("EXISTS", "a")).integer == 1)
        #expect(try await servers.open("memory://shop?db=1").run(RawCommand("DBSIZE")).integer == 0)
        #expect(try await servers.open("memory://").run(RawCommand("DBSIZE")).integer == 0)
        #expect(
            try await MemoryServers().open("memory://shop").run(RawCommand("DBSIZE")).integer == 0
        )
        #expect(throws: BackendError.self) { try servers.open("redis://127.0.0.1") }
    }

    @Test("CLIENT INFO shows the transaction that runs") func runningTransaction() {
        let connection = MemoryConnection(to: MemoryServer(), sink: { _ in })
        defer { connection.close() }
        var arguments = Arguments()
        for word in ["MULTI", "CLIENT", "INFO", "PING", "EXEC"] { arguments.append(word) }
        var output: Bytes = []
        _ = connection.process(arguments, ends: [1, 3, 4, 5], into: &output)
        let text = String(decoding: output, as: UTF8.self)
        #expect(text.contains(" flags=x ") && text.contains(" multi=2 "))
        output = []
        _ = connection.process(arguments, ends: [1, 3, 4, 5], from: 3, into: &output)
        #expect(String(decoding: output, as: UTF8.self) == "-ERR EXEC without MULTI\r\n")
    }

    @Test("commands and round trips are counted") func counts() async throws {
        let backend = MemoryBackend()
        var batch = CommandBatch(isolation: .transaction)
        for _ in 0..<3 { batch.append(RawCommand("INCR", "a")) }
        _ = try await backend.execute(batch)
        _ = try await backend.run(RawCommand("GET", "a"))
        let counts = backend.server.counts
        #expect(counts.byCommand == ["incr": 3, "get": 1])
        #expect(counts.commands == 4)
        #expect(counts.roundTrips == 2)
        backend.server.resetCounts()
        #expect(backend.server.counts.commands == 0)
    }

    @Test("what keys hold can be read as values") func contents() async throws {
        let clock = ManualClock(milliseconds: 1000)
        let backend = MemoryBackend(clock: clock)
        for line in [
            "SET s text", "RPUSH l a b", "HSET h f v", "SADD m 2 1 x", "ZADD z 2 b 1 a",
            "XADD x 1-1 f v", "PEXPIRE s 500",
        ] {
            var batch = CommandBatch()
            batch.append { for word in line.split(separator: " ") { $0.append(String(word)) } }
            _ = try await backend.execute(batch)
        }
        let bytes = { (text: String) in Bytes(text.utf8) }
        let contents = backend.server.contents()
        #expect(contents.count == 6)
        #expect(contents[bytes("s")] == MemoryKey(value: .string(bytes("text")), deadline: 1500))
        #expect(contents[bytes("l")]?.value == .list([bytes("a"), bytes("b")]))
        #expect(contents[bytes("h")]?.value == .hash([bytes("f"): bytes("v")]))
        #expect(contents[bytes("m")]?.value == .set([bytes("1"), bytes("2"), bytes("x")]))
        #expect(
            contents[bytes("z")]?.value
                == .sortedSet([
                    .init(member: bytes("a"), score: 1), .init(member: bytes("b"), score: 2),
                ])
        )
        #expect(
            contents[bytes("x")]?.value
                == .stream([.init(id: "1-1", fields: [bytes("f"), bytes("v")])])
        )
        clock.advance(by: .milliseconds(500))
        #expect(backend.server.value(of: "s") == nil)
    }

    @Test("one clock moves ends of keys and of waits") func waiting() async throws {
        let clock = ManualClock()
        let backend = MemoryBackend(clock: clock)
        async let popped = backend.run(RawCommand("BLPOP", "a", 10))
        while try await !backend.run(RawCommand("CLIENT", "LIST")).text.contains("flags=b") {
            await Task.yield()
        }
        clock.advance(by: .seconds(9))
        #expect(try await backend.run(RawCommand("CLIENT", "LIST")).text.contains("flags=b"))
        clock.advance(by: .seconds(1))
        #expect(try await popped.isNull)
    }

    @Test("keys that end are told of when their time comes, though nobody asks for them")
    func notifying() async throws {
        let clock = ManualClock()
        let backend = MemoryBackend(clock: clock)
        _ = try await backend.run(RawCommand("CONFIG", "SET", "notify-keyspace-events", "Ex"))
        _ = try await backend.run(RawCommand("SET", "a", 1, "EX", 5))
        try await backend.subscribe(to: "__keyevent@0__:expired") { subscription in
            var messages = subscription.messages.makeAsyncIterator()
            clock.advance(by: .seconds(5))
            let message = try await messages.next()
            #expect(message?.text == "a")
        }
    }

    @Test("a copy is a server of its own") func copying() async throws {
        let backend = MemoryBackend()
        _ = try await backend.run(RawCommand("SET", "a", 1))
        let copy = try await backend.copy()
        _ = try await backend.run(RawCommand("SET", "a", 2))
        #expect(try await copy.run(RawCommand("GET", "a")).text == "1")
        _ = try await copy.run(RawCommand("DEL", "a"))
        #expect(try await backend.run(RawCommand("GET", "a")).text == "2")
    }
}
