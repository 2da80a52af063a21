import MemoryBackend
import SQLiteSnapshot
import StdnetBackend
import Testing

@Suite("A full snapshot holds every key as it is")
struct RawKeyspaceTests {
    static let full = SnapshotOptions(replacesExisting: true, level: .full)

    @Test("with its bytes, its type and the millisecond of its end")
    func keys() async throws {
        let place = try Workplace(MemoryBackend(clock: ManualTime(1_000_000)))
        try await place.run("SET", "space:a", "1")
        try await place.run("PEXPIREAT", "space:a", "1234567")
        try await place.run("RPUSH", "space:b", "x", "", "x")
        try await place.run("SADD", "space:c", "m")
        try await place.run("SET", "other", "not ours")
        let (summary, file) = try await place.export(Self.full)
        #expect(summary.keys == [.string: 1, .list: 1, .set: 1])
        #expect(summary.metadata.level == .full && summary.metadata.consistency == .exact)
        let rows = try file.query(
            "SELECT key, type, database, expires_ms, parts FROM redis_key ORDER BY key"
        )
        #expect(
            rows.map(\.values) == [
                [.blob(Bytes("space:a".utf8)), "string", 0, 1_234_567, 1],
                [.blob(Bytes("space:b".utf8)), "list", 0, nil, 3],
                [.blob(Bytes("space:c".utf8)), "set", 0, nil, 1],
            ]
        )
        let list = try file.query("SELECT position, value FROM redis_list ORDER BY position")
        #expect(
            list.map(\.values) == [
                [0, .blob(Bytes("x".utf8))], [1, .blob([])], [2, .blob(Bytes("x".utf8))],
            ]
        )
    }

    @Test("with the bits of its scores")
    func scores() async throws {
        let place = try Workplace()
        // Redis keeps -0 in large sorted sets only: in small ones it is the integer 0.
        try await place.run("CONFIG", "SET", "zset-max-listpack-entries", "0")
        let texts = ["-0", "0", "inf", "-inf", "5e-324", "1.7976931348623157e308", "0.1", "3"]
        for text in texts { try await place.run("ZADD", "space:z", text, "m" + text) }
        let (_, file) = try await place.export(Self.full)
        for text in texts {
            let rows = try file.query(
                "SELECT score, typeof(score) FROM redis_zset WHERE member = ?",
                .blob(Bytes(("m" + text).utf8))
            )
            guard case .real(let score)? = rows.first?.values.first else {
                Issue.record("\(text) is no real number: \(rows)")
                continue
            }
            #expect(score.bitPattern == Double(text)?.bitPattern)
        }
    }

    @Test("with entries, groups, consumers and what is pending in a stream")
    func streams() async throws {
        let place = try Workplace(MemoryBackend(clock: ManualTime(5000)))
        for id in 1...600 {
            try await place.run("XADD", "space:x", "\(id)-1", "f", "\(id)", "f", "")
        }
        try await place.run("XDEL", "space:x", "7-1")
        try await place.run("XGROUP", "CREATE", "space:x", "g", "0")
        try await place.run("XGROUP", "CREATE", "space:x", "idle", "$")
        try await place.run(
            "XREADGROUP",
            "GROUP",
            "g",
            "ann",
            "COUNT",
            "300",
            "STREAMS",
            "space:x",
            ">"
        )
        try await place.run(
            "XREADGROUP",
            "GROUP",
            "g",
            "bob",
            "COUNT",
            "5",
            "STREAMS",
            "space:x",
            ">"
        )
        let (_, file) = try await place.export(Self.full)
        #expect(try file.count(of: "redis_stream_entry") == 599)
        #expect(try file.count(of: "redis_stream_field") == 1198)
        let stream = try file.query(
            "SELECT last_id, max_deleted_id, entries_added FROM redis_stream"
        )
        #expect(stream.map(\.values) == [["600-1", "7-1", 600]])
        let groups = try file.query("SELECT group_name, last_id FROM redis_stream_group")
        #expect(groups.count == 2)
        let pending = try file.query(
            """
            SELECT CAST(consumer AS TEXT), count(*), min(delivered_ms), max(deliveries)
            FROM redis_stream_pending GROUP BY consumer ORDER BY consumer
            """
        )
        #expect(pending.map(\.values) == [["ann", 300, 5000, 1], ["bob", 5, 5000, 1]])
        #expect(try file.count(of: "redis_stream_consumer") == 2)
    }

    @Test("large collections and values come in pages, each element once")
    func pages() async throws {
        let place = try Workplace()
        let names = (0..<3000).map { "e\($0)" }
        try await place.run(words: ["RPUSH", "space:l"] + names)
        try await place.run(words: ["SADD", "space:s"] + names)
        try await place.run(words: ["HSET", "space:h"] + names.flatMap { [$0, $0] })
        try await place.run(words: ["ZADD", "space:z"] + names.flatMap { ["1", $0] })
        try await place.run("SET", "space:big", String(repeating: "x", count: 200_000))
        try await place.run("SET", "space:empty", "")
        let (summary, file) = try await place.export(Self.full)
        #expect(summary.keys == [.list: 1, .set: 1, .hash: 1, .sortedSet: 1, .string: 2])
        for table in ["redis_list", "redis_set", "redis_hash", "redis_zset"] {
            #expect(try file.count(of: table) == 3000)
        }
        #expect(
            try file.column("SELECT length(value) FROM redis_string ORDER BY 1") == [0, 200_000]
        )
    }

    @Test("a key that ends while it is read is in the copy that is read")
    func expiry() async throws {
        let clock = ManualTime(1000)
        let memory = MemoryBackend(clock: clock)
        let place = try Workplace(memory)
        try await place.run("SET", "space:a", "1", "PXAT", "2000")
        clock.isPast = 5000
        // The copy is made after the key's end: it is gone then.
        #expect(try await place.export(Self.full).summary.keys.isEmpty)
        clock.isPast = 0
        try await place.run("SET", "space:a", "1", "PXAT", "2000")
        let copy = try await memory.stillCopy()
        clock.isPast = 5000
        #expect(try await copy.run(RawCommand("GET", "space:a")).text == "1")
    }

    @Test("the models have their tables, too, made from the same keys")
    func models() async throws {
        let model = ModelSchema(
            name: "test.thing",
            fields: [
                FieldSchema(name: "n", kind: .integer), FieldSchema(name: "name", kind: .text),
            ],
            ordering: ModelSchema.Ordering(field: "n")
        )
        let place = try Workplace()
        try await place.define(model)
        for id in 1...1200 {
            try await place.store(model, "\(id)", ["n": "\(id)", "name": "t\(id)"])
        }
        try await place.store(model, "1201", ["n": "x", "name": "odd"])
        let (typed, _) = try await place.export()
        let (full, file) = try await place.export(Self.full)
        #expect(full.models == typed.models)
        #expect(full.rows == 1200 && full.rejects == 1)
        #expect(try file.column("SELECT name FROM test_thing WHERE n = 1100") == ["t1100"])
    }
}
