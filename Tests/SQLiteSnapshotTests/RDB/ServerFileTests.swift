import Foundation
import MemoryBackend
import RedisBackend
import SQLiteSnapshot
import StdnetBackend
import StdnetTesting
import Testing

@Suite("RDB files of real servers and of ours")
struct ServerFileTests {
    private static let debug = ["--enable-debug-command", "yes"]

    private func options(
        _ place: Workplace,
        _ file: String,
        _ words: [String] = []
    ) -> RedisServer.Options {
        RedisServer.Options(
            arguments: ["--dir", place.directory.path, "--dbfilename", file] + Self.debug + words
        )
    }

    /// What a server says of each key: a digest of its value, its encoding and when it ends.
    private func descriptions(of backend: any Backend) async throws -> [Bytes: [String]] {
        var descriptions: [Bytes: [String]] = [:]
        var walk = KeyspaceWalk(.prefix(""), stepSize: 500)
        while let keys = try await walk.next(on: backend).keys {
            for key in keys {
                var batch = CommandBatch()
                for words in [["DEBUG", "DIGEST-VALUE"], ["OBJECT", "ENCODING"], ["PEXPIRETIME"]] {
                    batch.append { vector in
                        for word in words { vector.append(word) }
                        vector.append(key)
                    }
                }
                let replies = try await backend.execute(batch)
                descriptions[key] = [
                    replies[0].elements.first { _ in true }?.text ?? "", replies[1].text,
                    "\(replies[2].integer ?? -3)",
                ]
            }
        }
        return descriptions
    }

    @Test("go from one to the other and back, and nothing changes", arguments: [21, 22])
    func thereAndBack(seed: UInt64) async throws {
        let place = try Workplace()
        let folder = place.directory.path
        let before = try await withRedisServer(options(place, "a.rdb")) { server in
            let redis = try await RedisBackend.connect(to: server.url)
            var keyspace = RandomKeyspace(seed: seed, [redis])
            try await keyspace.fill(4000, libraries: false)
            // It saves, and reads its own file: some strings are shorter in memory then.
            _ = try await redis.run(RawCommand("DEBUG", "RELOAD"))
            let descriptions = try await descriptions(of: redis)
            await redis.close()
            return descriptions
        }
        let memory = MemoryServer()
        #expect(try memory.load(from: folder + "/a.rdb") == before.count)
        #expect(try memory.save(to: folder + "/b.rdb") == before.count)
        #expect(try place.files == ["a.rdb", "b.rdb"])
        let after = try await withRedisServer(options(place, "b.rdb")) { server in
            let redis = try await RedisBackend.connect(to: server.url)
            let descriptions = try await descriptions(of: redis)
            await redis.close()
            return descriptions
        }
        #expect(after.count == before.count)
        for (key, description) in before where after[key] != description {
            Issue.record("\(String(decoding: key, as: UTF8.self)): \(description)")
        }
        try await compareDigests(memory, folder)
    }

    /// The content of both files and of the server in memory is the same to the bit.
    private func compareDigests(_ memory: MemoryServer, _ folder: String) async throws {
        let options = SnapshotOptions(replacesExisting: true, level: .full)
        var digests: Set<ContentDigest?> = []
        for file in ["a.rdb", "b.rdb"] {
            let summary = try await SnapshotExporter.export(
                fromFile: "\(folder)/\(file)",
                to: folder + "/x.sqlite",
                options: options
            )
            digests.insert(summary.metadata.digest)
        }
        let summary = try await SnapshotExporter.export(
            from: MemoryBackend(on: memory),
            to: folder + "/x.sqlite",
            options: options
        )
        digests.insert(summary.metadata.digest)
        #expect(digests.count == 1 && digests.first != nil)
    }

    @Test(
        "are read the same wherever a small collection becomes a large one",
        arguments: [2, 7, 128, 512]
    )
    func limits(entries: Int) async throws {
        let place = try Workplace()
        let size = 16
        var words: [String] = []
        for name in ["hash-max-listpack", "zset-max-listpack"] {
            words += ["--\(name)-entries", "\(entries)", "--\(name)-value", "\(size)"]
        }
        words += [
            "--set-max-intset-entries", "\(entries)", "--stream-node-max-entries", "\(entries)",
        ]
        words += ["--list-max-listpack-size", "\(entries)"]
        try await withRedisServer(options(place, "a.rdb", words)) { server in
            let redis = try await RedisBackend.connect(to: server.url)
            for count in max(1, entries - 1)...entries + 1 {
                for length in size - 1...size + 1 {
                    try await write(count, String(repeating: "v", count: length), to: redis)
                }
            }
            var options = SnapshotOptions(replacesExisting: true, level: .full)
            let stream = try await SnapshotExporter.export(
                from: redis,
                to: place.path,
                options: options
            )
            options.method = .scan
            let scan = try await SnapshotExporter.export(
                from: redis,
                to: place.path,
                options: options
            )
            #expect(stream.metadata.digest == scan.metadata.digest)
            #expect(stream.keys == scan.keys)
            await redis.close()
        }
    }

    /// Writes one collection of each type with so many elements, the last of them this value.
    private func write(_ count: Int, _ value: String, to redis: any Backend) async throws {
        let names = (1..<max(2, count)).map { "\($0)" } + [value]
        let suffix = ":\(count):\(value.utf8.count)"
        var commands = [
            ["HSET", "h" + suffix] + names.flatMap { [$0, value] },
            ["ZADD", "z" + suffix] + names.enumerated().flatMap { ["\($0).5", $1] },
            ["RPUSH", "l" + suffix] + names, ["SADD", "s" + suffix] + names,
            ["SADD", "i" + suffix] + (1...count).map { "\($0 * value.utf8.count)" },
        ]
        commands += (1...count).map { ["XADD", "x" + suffix, "\($0)-1", "f", value] }
        commands.append(["XGROUP", "CREATE", "x" + suffix, "g", "0"])
        commands.append(["XREADGROUP", "GROUP", "g", "c", "STREAMS", "x" + suffix, ">"])
        var batch = CommandBatch()
        for words in commands {
            batch.append { vector in for word in words { vector.append(word) } }
        }
        let replies = try await redis.execute(batch)
        for (position, reply) in replies.enumerated() { _ = try batch.checked(reply, at: position) }
    }

    @Test("that can't be loaded are named, with the byte or the key") func refused() throws {
        let place = try Workplace()
        let server = MemoryServer()
        let missing = #expect(throws: KeyspaceFileError.self) {
            try server.load(from: place.directory.path + "/none.rdb")
        }
        #expect(missing?.description.contains("No such file") == true)
        #expect(throws: KeyspaceFileError.self) {
            try server.save(to: place.directory.path + "/none/x.rdb")
        }
        #expect(try place.files == [])
    }
}
