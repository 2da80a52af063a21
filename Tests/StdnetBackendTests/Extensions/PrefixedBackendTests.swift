import StdnetBackend
import Testing

@Suite("A prefix reaches all keys of a call and nothing else")
struct PrefixedBackendTests {
    /// The command of a sample, its kind and its key marks left out.
    private func name(_ sample: String) -> String {
        String(sample.drop { "!?".contains($0) }.prefix { $0 != " " })
    }

    @Test("There is a sample for each command of the table")
    func completeness() {
        #expect(Set(CommandSamples.lines.map(name)) == Set(CommandTable.redis.all.map(\.name)))
    }

    @Test("Keys get the prefix, other words do not", arguments: CommandSamples.lines)
    func keys(sample: String) async throws {
        let canned = CannedBackend(["RANDOMKEY": { $0.bulk("p:k") }, "SCAN": Self.emptyScan])
        let line = String(sample.drop { "!?".contains($0) })
        let batch = CommandBatch.calls(line.replacing("@", with: ""))
        let backend = canned.prefixed(by: "p:")
        if sample.hasPrefix("!") {
            await #expect(throws: BackendError.self) { try await backend.execute(batch) }
            #expect(canned.received.isEmpty)
        } else {
            let replies = try await backend.execute(batch)
            #expect(replies.count == 1)
        }
        guard !"!?".contains(sample.prefix(1)) else { return }
        let expected = CommandBatch.calls(line.replacing("@", with: "p:"))
        #expect(canned.calls == [expected.withVector(0) { $0.texts }])
    }

    static func emptyScan(_ reply: inout ReplyBuilder) {
        reply.array(2)
        reply.bulk("0")
        reply.array(0)
    }

    @Test("Patterns get the prefix with its special characters escaped")
    func patterns() async throws {
        let canned = CannedBackend()
        let backend = canned.prefixed(by: "a[b]?\\*")
        _ = try await backend.execute(
            CommandBatch.calls("KEYS *c", "SCAN 0", "SCAN 0 COUNT 5", "SCAN 7 TYPE set match x")
        )
        #expect(
            canned.calls == [
                ["KEYS", "a\\[b\\]\\?\\\\\\**c"], ["SCAN", "0", "MATCH", "a\\[b\\]\\?\\\\\\**"],
                ["SCAN", "0", "COUNT", "5", "MATCH", "a\\[b\\]\\?\\\\\\**"],
                ["SCAN", "7", "TYPE", "set", "match", "a\\[b\\]\\?\\\\\\*x"],
            ]
        )
    }

    @Test("A pattern of SORT can't escape a star, so a prefix with one refuses it")
    func sortPatterns() async throws {
        let canned = CannedBackend()
        let backend = canned.prefixed(by: "a*")
        _ = try await backend.execute(CommandBatch.calls("SORT k BY nosort GET #"))
        #expect(canned.calls == [["SORT", "a*k", "BY", "nosort", "GET", "#"]])
        await #expect(throws: BackendError.self) {
            try await backend.execute(CommandBatch.calls("SORT k GET o_*"))
        }
        #expect(canned.received.count == 1)
    }

    @Test("What can't be narrowed says why, and nothing of its batch runs")
    func refusal() async {
        let canned = CannedBackend()
        let batch = CommandBatch.calls("SET k v", "FLUSHALL")
        await #expect(
            throws: BackendError.invalidRequest(
                "FLUSHALL deletes the keys of everybody (FLUSHDB deletes those of the prefix): "
                    + "behind the prefix 'p:' it is refused, ask the backend without it"
            )
        ) { try await canned.prefixed(by: "p:").execute(batch) }
        await #expect(
            throws: BackendError.invalidRequest(
                "JSON.SET is not a command of Redis 7.0, so its keys are not known: "
                    + "behind the prefix 'p:' it is refused, ask the backend without it"
            )
        ) { try await canned.prefixed(by: "p:").execute(CommandBatch.calls("JSON.SET k $ 1")) }
        #expect(canned.received.isEmpty)
    }

    @Test("A call with words too few goes on to the server, which refuses it")
    func incomplete() async throws {
        let canned = CannedBackend()
        _ = try await canned.prefixed(by: "p:").execute(
            CommandBatch.calls("GET", "SCAN 0 MATCH", "KEYS", "DBSIZE now", "SORT k BY")
        )
        #expect(
            canned.calls == [
                ["GET"], ["SCAN", "0", "MATCH"], ["KEYS"], ["DBSIZE", "now"],
                ["SORT", "p:k", "BY"],
            ]
        )
    }

    @Test("A batch keeps its isolation, its limit, its scripts and whether it may be repeated")
    func batch() async throws {
        let script = Script<Reply>(
            "one",
            lua: "return 1",
            twin: { _, _, _, reply throws(BackendError) in reply.integer(1) },
            decode: { reply throws(BackendError) in reply }
        )
        for isRepeatable in [true, false] {
            let canned = CannedBackend()
            var batch = CommandBatch(
                isolation: .transaction,
                repeatable: isRepeatable,
                timeout: .seconds(3)
            )
            batch.append(RawCommand("SET", "k", "v"))
            batch.append(script, keys: ["a", "b"]) { $0.append("c") }
            _ = try await canned.prefixed(by: "p:").execute(batch)
            let sent = try #require(canned.received.first)
            #expect(sent.isolation == .transaction)
            #expect(sent.timeout == .seconds(3))
            #expect(sent.isRepeatable == isRepeatable)
            #expect(sent.scripts.map(\.position) == [1])
            #expect(sent.scripts[1]?.sha1 == script.source.sha1)
            #expect(
                canned.calls == [
                    ["SET", "p:k", "v"], ["EVALSHA", script.source.sha1, "2", "p:a", "p:b", "c"],
                ]
            )
        }
    }

    @Test("Prefixes add up, the inner one first in the key")
    func nesting() async throws {
        let canned = CannedBackend([
            "KEYS": {
                $0.array(1); $0.bulk("a:b:k")
            }
        ])
        let backend = canned.prefixed(by: "a:").prefixed(by: "b:")
        let keys = try await backend.run(RawCommand("KEYS", "*")).decode(as: [String].self)
        #expect(keys == ["k"])
        #expect(canned.calls == [["KEYS", "a:b:*"]])
    }

    @Test("A base that can be copied is copied behind the same prefix")
    func copying() async throws {
        let canned = CannedBackend()
        let copy = try await canned.prefixed(by: "p:").copy()
        _ = try await copy.run(RawCommand("GET", "k"))
        #expect(canned.calls == [["GET", "p:k"]])
    }

    @Test("A connection that is lent is behind the same prefix, and so is what it watches")
    func lending() async throws {
        let canned = CannedBackend()
        try await canned.prefixed(by: "p:").withConnection { connection in
            _ = try await connection.run(RawCommand("WATCH", "a"))
            _ = try await connection.transaction(RawCommand("SET", "b", "v"))
        }
        #expect(canned.calls == [["WATCH", "p:a"], ["SET", "p:b", "v"]])
    }
}
