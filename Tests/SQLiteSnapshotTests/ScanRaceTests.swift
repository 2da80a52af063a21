import MemoryBackend
import SQLiteSnapshot
import StdnetBackend
import Synchronization
import Testing

@Suite("A key that changes while it is scanned is read as what it is, or left out")
struct ScanRaceTests {
    /// A backend that does something before a batch with a certain command, once.
    final class Surprise: Backend {
        let inner: any Backend
        let command: String
        let words: [[String]]
        let occurrence: Int
        private let seen = Mutex(0)

        init(
            _ inner: any Backend,
            before command: String,
            occurrence: Int = 1,
            _ words: [String]...
        ) {
            self.inner = inner
            self.command = command
            self.occurrence = occurrence
            self.words = words
        }

        func execute(_ batch: CommandBatch) async throws(BackendError) -> [Reply] {
            let isMeant = (0..<batch.count).contains { position in
                batch.withVector(position) { $0.text(0) } == command
            }
            let isNow =
                isMeant
                && seen.withLock { seen in
                    seen += 1
                    return seen == occurrence
                }
            if isNow {
                for command in words {
                    var vector = Arguments()
                    for word in command { vector.append(word) }
                    _ = try await inner.run(RawCommand(vector: vector))
                }
            }
            return try await inner.execute(batch)
        }

        func close() async {}
    }

    func export(_ backend: some Backend, _ place: Workplace) async throws -> SnapshotSummary {
        try await SnapshotExporter.export(
            from: backend,
            to: place.path,
            options: SnapshotOptions(replacesExisting: true, level: .full)
        )
    }

    @Test("it is another type before it is read")
    func changed() async throws {
        let place = try Workplace()
        try await place.run("SET", "k", "1")
        try await place.run("SET", "other", "1")
        let backend = Surprise(
            place.backend,
            before: "GETRANGE",
            ["DEL", "k"],
            ["RPUSH", "k", "a", "b"]
        )
        let summary = try await export(backend, place)
        #expect(summary.keys == [.list: 1, .string: 1])
        #expect(summary.metadata.consistency == .fuzzy)
        #expect(try SnapshotFile(path: place.path).count(of: "redis_list") == 2)
    }

    @Test(
        "it is gone before it is read",
        arguments: [
            ["SET", "k", "v"], ["RPUSH", "k", "v"], ["SADD", "k", "v"], ["HSET", "k", "f", "v"],
            ["ZADD", "k", "1", "v"], ["XADD", "k", "1-1", "f", "v"],
        ]
    )
    func gone(making words: [String]) async throws {
        let place = try Workplace()
        try await place.run(words: words)
        let reading = [
            "SET": "GETRANGE", "RPUSH": "LRANGE", "SADD": "SSCAN", "HSET": "HSCAN",
            "ZADD": "ZSCAN", "XADD": "XINFO",
        ]
        let backend = Surprise(place.backend, before: reading[words[0]] ?? "", ["DEL", "k"])
        let summary = try await export(backend, place)
        #expect(summary.keys == [:])
        #expect(summary.metadata.digest == .zero)
    }

    @Test("it is another type after its first page")
    func changedLater() async throws {
        let place = try Workplace()
        // More than two pages.
        let names = (0..<6000).map { "e\($0)" }
        try await place.run(words: ["SADD", "k"] + names)
        try await place.run("SET", "after", "1")
        let backend = Surprise(
            place.backend,
            before: "SSCAN",
            occurrence: 3,
            ["DEL", "k"],
            ["HSET", "k", "f", "v"]
        )
        let summary = try await export(backend, place)
        #expect(summary.keys == [.hash: 1, .string: 1])
        let file = try SnapshotFile(path: place.path)
        #expect(try file.count(of: "redis_set") == 0)
        #expect(try file.count(of: "redis_hash") == 1)
    }

    @Test("keys and elements that a scan gives twice are there once")
    func repeated() async throws {
        let place = try Workplace()
        try await place.run(words: ["SADD", "k"] + (0..<2000).map { "e\($0)" })
        for key in 0..<20 { try await place.run("SET", "s\(key)", "v\(key)") }
        let plain = try await export(place.backend, place)
        let twice: @Sendable (Reply, inout ReplyBuilder) -> Void = { reply, builder in
            let parts = Array(reply.elements)
            builder.array(2)
            builder.append(parts[0])
            builder.array(parts[1].count * 2)
            for _ in 1...2 { for part in parts[1].elements { builder.append(part) } }
        }
        let elements = try await export(
            RewritingBackend(place.backend, "SSCAN", rewrite: twice),
            place
        )
        #expect(elements.metadata.digest == plain.metadata.digest)
        let keys = try await export(RewritingBackend(place.backend, "SCAN", rewrite: twice), place)
        #expect(keys.metadata.digest == plain.metadata.digest)
        #expect(keys.keys == plain.keys)
        #expect(try SnapshotFile(path: place.path).count(of: "redis_set") == 2000)
    }
}
