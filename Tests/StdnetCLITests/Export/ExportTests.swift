import Foundation
import SQLiteSnapshot
import StdnetBackend
import StdnetTesting
import Testing

@Suite("stdnet export, by each of its sources", .timeLimit(.minutes(2)))
struct ExportTests {
    private static let schema = ModelSchema(
        name: "bank.account",
        fields: [FieldSchema(name: "balance", kind: .integer)]
    )

    private func fill(_ redis: TestRedis) async throws {
        let layout = KeyLayout(namespace: "x.", model: Self.schema.name)
        _ = try await redis.reply(
            "HSET",
            KeyLayout.schema(namespace: "x."),
            Self.schema.name,
            try Self.schema.json()
        )
        for id in 1...20 {
            _ = try await redis.reply("SADD", layout.ids, "\(id)")
            _ = try await redis.reply("HSET", layout.object("\(id)"), "balance", "10")
        }
        _ = try await redis.reply("SET", "other", "1")
    }

    @Test("says how it was read and how consistent it is") func sources() async throws {
        try await withDataFolder { folder in
            let options = RedisServer.Options(
                arguments: ["--dir", folder.path, "--dbfilename", "dump.rdb"]
            )
            try await withRedisServer(options) { server in
                let redis = try await TestRedis(server)
                try await fill(redis)
                _ = try await redis.reply("SAVE")
                let out = folder.file("out.sqlite")
                for (words, method, consistency) in [
                    ([server.url], "rdb", "exact"),
                    ([server.url, "--source", "rdb"], "rdb", "exact"),
                    ([server.url, "--source", "scan"], "scan", "fuzzy"),
                    ([folder.file("dump.rdb")], "file", "exact"),
                    ([folder.file("dump.rdb"), "--source", "file"], "file", "exact"),
                ] {
                    for level in ["typed", "full"] {
                        let common = ["--namespace", "x.", "--level", level, "--force", "--json"]
                        let run = try await Tool.start(
                            ["export", words[0], out] + words.dropFirst() + common
                        ).result()
                        #expect(run.status == 0, "\(run.errors)")
                        let json = try run.json()
                        #expect(json["rows"] as? Int == 20)
                        #expect(json["method"] as? String == method)
                        #expect(json["consistency"] as? String == consistency)
                        #expect((json["keys"] == nil) == (level == "typed"))
                    }
                }
                let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
                #expect(names.allSatisfy { !$0.hasSuffix(".tmp") && !$0.contains(".rdb.") })
                await redis.close()
            }
        }
    }

    @Test("a server that refuses is scanned only on request, and the sentence says why")
    func fallback() async throws {
        try await withDataFolder { folder in
            try await withRedisServer { server in
                let redis = try await TestRedis(server)
                try await fill(redis)
                _ = try await redis.reply(
                    "ACL",
                    "SETUSER",
                    "reader",
                    "on",
                    ">pw",
                    "~*",
                    "+@all",
                    "-psync"
                )
                let url = "redis://reader:pw@127.0.0.1:\(server.port)?namespace=x."
                let out = folder.file("out.sqlite")
                let refused = try await Tool.run("export", url, out)
                #expect(refused.status == 1 && refused.errors.contains("NOPERM"))
                #expect(!refused.errors.contains("pw"))
                let scanned = try await Tool.run("export", url, out, "--fallback", "scan")
                #expect(scanned.status == 0, "\(scanned.errors)")
                #expect(scanned.output.contains("fuzzy from a scan, because"))
                #expect(scanned.output.contains("NOPERM"))
                await redis.close()
            }
        }
    }

    @Test(
        "used wrongly, it says how",
        arguments: [
            (["redis://h", "x", "--source", "file"], "write its path"),
            (["redis://h", "x", "--source", "memory"], "memory://"),
            (["redis://h", "x", "--source", "scan", "--fallback", "scan"], "--source rdb"),
            (["redis://h", "x", "--database", "1"], "--database"),
            (["dump.rdb", "x", "--fallback", "scan"], "--fallback"),
            (["redis://h", "x", "--source", "tape"], "tape"),
        ]
    )
    func misuse(words: [String], complaint: String) async throws {
        let run = try await Tool.start(["export"] + words).result()
        #expect(run.status == 2 && run.output == "", "\(run)")
        #expect(run.errors.contains(complaint), "\(run.errors)")
    }

    @Test("a file that is none is named") func noFile() async throws {
        try await withDataFolder { folder in
            let path = folder.file("none.rdb")
            let run = try await Tool.run("export", path, folder.file("out.sqlite"))
            #expect(run.status == 1, "\(run)")
            #expect(run.errors.hasPrefix("stdnet: '\(path)' can't be used: "), "\(run.errors)")
        }
    }
}
