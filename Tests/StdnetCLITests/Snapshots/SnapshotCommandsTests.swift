import Foundation
import RedisBackend
import SQLiteSnapshot
import StdnetBackend
import StdnetTesting
import Testing

@Suite("stdnet restore, verify and diff", .serialized)
struct SnapshotCommandsTests {
    @Test("A snapshot comes back, is intact, and differs from what was changed since")
    func everything() async throws {
        try await withRedisServer { server in
            try await withDataFolder { folder in
                let redis = try await RedisBackend.connect(to: server.url)
                let path = folder.file("full.sqlite")
                for key in 0..<50 { _ = try await redis.run(RawCommand("SET", "k\(key)", key)) }
                _ = try await redis.run(RawCommand("ZADD", "z", "1.5", "a"))
                _ = try await SnapshotExporter.export(
                    from: redis,
                    to: path,
                    options: SnapshotOptions(level: .full)
                )
                try await checkRestore(server, path)
                try await checkVerify(path)
                try await checkDifference(server, redis, path)
                await redis.close()
            }
        }
    }

    private func checkRestore(_ server: RedisServer, _ path: String) async throws {
        let refused = try await Tool.run("restore", path, server.url)
        #expect(refused.status == 1 && refused.errors.contains("--replace"), "\(refused.errors)")
        let other = try await Tool.run("restore", path, server.url + "/7", "--json")
        #expect(other.status == 0, "\(other.errors)")
        #expect(try other.json()["keys"] as? Int == 51)
        let again = try await Tool.run("restore", path, server.url + "/7", "--replace")
        #expect(again.status == 0, "\(again.errors)")
        #expect(again.output.contains("51 keys") && again.output.contains("equal by digest"))
        let memory = try await Tool.run("restore", path, "memory://")
        #expect(memory.status == 2)
    }

    private func checkVerify(_ path: String) async throws {
        let run = try await Tool.run("verify", path, "--json")
        #expect(run.status == 0, "\(run.errors)")
        #expect(try run.json()["intact"] as? Bool == true)
        #expect(try run.json()["keys"] as? Int == 51)
        let missing = try await Tool.run("verify", path + ".none")
        #expect(missing.status == 1 && missing.errors.contains("stdnet: "))
        let damaged = path + ".damaged"
        var data = try Data(contentsOf: URL(filePath: path))
        data.replaceSubrange(9000..<10_000, with: Data(repeating: 0x55, count: 1000))
        try data.write(to: URL(filePath: damaged))
        let wrong = try await Tool.run("verify", damaged)
        #expect(wrong.status == 1 && wrong.output.contains("is not intact"), "\(wrong.output)")
    }

    private func checkDifference(
        _ server: RedisServer,
        _ redis: RedisBackend,
        _ path: String
    ) async throws {
        let equal = try await Tool.run("diff", path, server.url)
        #expect(equal.status == 0 && equal.output.contains("are equal"), "\(equal)")
        let itself = try await Tool.run("diff", path, "sqlite://" + path)
        #expect(itself.status == 0 && itself.output.contains("are equal"), "\(itself)")
        _ = try await redis.run(RawCommand("SET", "k1", "other"))
        _ = try await redis.run(RawCommand("DEL", "z"))
        let run = try await Tool.run("diff", path, server.url, "--json")
        #expect(run.status == 1 && run.errors.isEmpty)
        let keys = try #require(try run.json()["keys"] as? [String: [String: Int]])
        #expect(keys["string"]?["changed"] == 1 && keys["zset"]?["removed"] == 1)
        let text = try await Tool.run("diff", path, server.url)
        #expect(text.output.contains("~ string 'k1' in database 0 value"), "\(text.output)")
        #expect(text.output.contains("- zset 'z' in database 0"))
    }
}
