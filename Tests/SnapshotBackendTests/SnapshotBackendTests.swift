import CitiesExample
import Foundation
import MemoryBackend
import SQLiteSnapshot
import SnapshotBackend
import StdnetBackend
import StdnetODM
import Testing

@Suite("A full snapshot answers as the database did")
struct SnapshotBackendTests {
    /// A snapshot of what a closure wrote, open as a backend.
    func withSnapshot(
        of write: (MemoryBackend) async throws -> Void,
        _ body: (SnapshotBackend, MemoryBackend) async throws -> Void
    ) async throws {
        let path = FileManager.default.temporaryDirectory
            .appending(path: "snapshot-\(UUID().uuidString).sqlite").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let memory = MemoryBackend()
        try await write(memory)
        _ = try await SnapshotExporter.export(
            from: memory,
            to: path,
            options: SnapshotOptions(level: .full)
        )
        try await body(try SnapshotBackend(path: path), memory)
    }

    @Test("every query of the demo, the sorted, paged and included ones too")
    func queries() async throws {
        try await withSnapshot { memory in
            let database = try Database.cities(in: memory, namespace: "demo.")
            let data = try CityData(folder: CityData.bundledFolder)
            try await CityLoader(into: database).load(data)
        } _: { snapshot, memory in
            let live = try Database.cities(in: memory, namespace: "demo.")
            let offline = try Database.cities(in: snapshot, namespace: "demo.")
            for query in CityQuery.all where !query.title.hasPrefix("Deleting") {
                let expected = try await query.answer(from: live)
                let found = try await query.answer(from: offline)
                #expect(found == expected, "\(query.title)")
            }
        }
    }

    @Test("every type by its reading commands, and all keys")
    func commands() async throws {
        try await withSnapshot { memory in
            for words in [
                ["SET", "s", "v", "PX", "100000"], ["RPUSH", "l", "a", "b"], ["SADD", "u", "x"],
                ["HSET", "h", "f", "v"], ["ZADD", "z", "1.5", "m"], ["XADD", "x", "1-1", "f", "v"],
            ] { _ = try await memory.run(Self.command(words)) }
        } _: { snapshot, memory in
            for words in [
                ["GET", "s"], ["LRANGE", "l", "0", "-1"], ["SMEMBERS", "u"], ["HGETALL", "h"],
                ["ZRANGE", "z", "0", "-1", "WITHSCORES"], ["XRANGE", "x", "-", "+"],
                ["GET", "none"], ["DBSIZE"], ["TYPE", "z"], ["SORT", "l", "ALPHA"],
            ] {
                let expected = try await memory.run(Self.command(words))
                #expect(try await snapshot.run(Self.command(words)) == expected, "\(words)")
            }
            let keys = try await snapshot.run(Self.command(["KEYS", "*"])).elements.map(\.text)
            #expect(keys.sorted() == ["h", "l", "s", "u", "x", "z"])
            let left = try await snapshot.run(RawCommand("PTTL", "s")).integer ?? 0
            #expect(left > 90_000)
        }
    }

    @Test(
        "and takes nothing",
        arguments: [
            ["SET", "k", "2"], ["DEL", "k"], ["FLUSHALL"], ["EXPIRE", "k", "5"],
            ["SUNIONSTORE", "k", "a"], ["SORT", "l", "STORE", "k"], ["SWAPDB", "0", "1"],
            ["RENAME", "k", "j"], ["COPY", "k", "j"],
        ]
    )
    func writes(words: [String]) async throws {
        try await withSnapshot { memory in
            _ = try await memory.run(RawCommand("SET", "k", "1"))
        } _: { snapshot, _ in
            let refusal = BackendError.server(
                code: "READONLY",
                message: "You can't write against a snapshot."
            )
            await #expect(throws: refusal) { try await snapshot.run(Self.command(words)) }
            let value = try await snapshot.run(RawCommand("GET", "k")).text
            #expect(value == "1")
        }
    }

    @Test("nor commits")
    func commits() async throws {
        try await withSnapshot { memory in
            let database = try Database.cities(in: memory, namespace: "demo.")
            let data = try CityData(folder: CityData.bundledFolder)
            try await CityLoader(into: database).load(data)
        } _: { snapshot, _ in
            let database = try Database.cities(in: snapshot, namespace: "demo.")
            await #expect(throws: CommitFailure.self) {
                try await database.commit { session in session.delete(Country.all) }
            }
            let count = try await database.count(Country.all)
            #expect(count == 252)
        }
    }

    private static func command(_ words: [String]) -> RawCommand {
        var vector = Arguments()
        for word in words { vector.append(word) }
        return RawCommand(vector: vector)
    }
}
