import MemoryBackend
import StdnetBackend
import StdnetTesting
import Testing

@Suite("A dump of a keyspace")
struct KeyspaceDumpTests {
    private static let commands = [
        RawCommand("SET", "text", "a\"b\\c\u{1}"), RawCommand("RPUSH", "list", "b", "a"),
        RawCommand("SADD", "set", "y", "x"), RawCommand("HSET", "hash", "g", "2", "f", "1"),
        RawCommand("ZADD", "sorted", "2", "a", "1.5", "b"),
        RawCommand("SET", "temporary", "1", "EX", "10"),
    ]

    private func backend(seed: UInt64) async throws -> MemoryBackend {
        let backend = MemoryBackend(seed: seed)
        _ = try await backend.run(Self.commands)
        return backend
    }

    @Test("is the same for the same content, whatever the order inside")
    func equality() async throws {
        let dump = try await KeyspaceDump(of: try await backend(seed: 1))
        let other = try await KeyspaceDump(of: try await backend(seed: 2))
        #expect(dump == other)
        #expect(dump.difference(from: other).isEmpty)
        #expect(dump.keys.count == 6)
    }

    @Test("shows its keys as text")
    func description() async throws {
        let dump = try await KeyspaceDump(of: try await backend(seed: 1))
        #expect(
            dump.description == """
                "hash": hash {"f": "1", "g": "2"}
                "list": list ["b", "a"]
                "set": set {"x", "y"}
                "sorted": sorted set {"b": "1.5", "a": "2"}
                "temporary": string "1" that expires
                "text": string "a\\"b\\\\c\\x01"
                """
        )
    }

    @Test("names each key that differs")
    func difference() async throws {
        let expected = try await KeyspaceDump(of: try await backend(seed: 1))
        let changed = try await backend(seed: 1)
        _ = try await changed.run(
            RawCommand("PERSIST", "temporary"),
            RawCommand("DEL", "set"),
            RawCommand("HDEL", "hash", "f"),
            RawCommand("SET", "extra", "1")
        )
        let dump = try await KeyspaceDump(of: changed)
        #expect(
            dump.difference(from: expected) == [
                #""extra": string "1", expected nothing"#,
                #""hash": hash {"g": "2"}, expected hash {"f": "1", "g": "2"}"#,
                #""set": nothing, expected set {"x", "y"}"#,
                #""temporary": string "1", expected string "1" that expires"#,
            ]
        )
        #expect(dump.difference(from: expected, comparingExpiry: false).count == 3)
    }

    @Test("leaves out keys by their prefixes")
    func leavingOut() async throws {
        let dump = try await KeyspaceDump(
            of: try await backend(seed: 1),
            leavingOut: ["te", "s"]
        )
        #expect(dump.keys == ["hash", "list"].map { Bytes($0.utf8) })
        #expect(dump["list"]?.value == .list([Bytes("b".utf8), Bytes("a".utf8)]))
    }

    @Test("reads keyspaces of more keys than one reply holds")
    func manyKeys() async throws {
        let backend = MemoryBackend(seed: 1)
        var batch = CommandBatch()
        for number in 0..<3_000 { batch.append(RawCommand("SET", "key \(number)", "\(number)")) }
        _ = try await backend.execute(batch)
        let dump = try await KeyspaceDump(of: backend)
        #expect(dump.keys.count == 3_000)
        #expect(dump["key 2999"]?.value == .string(Bytes("2999".utf8)))
    }
}
