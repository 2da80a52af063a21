import CitiesExample
import Foundation
import MemoryBackend
import SQLiteSnapshot
import StdnetBackend
import StdnetODM
import StdnetTesting
import Testing

@Suite("stdnet demo and export, on Redis", .serialized)
struct RedisDemoTests {
    @Test("The whole data set: answers, keys at rest, snapshots, and the keyspace of memory")
    func everything() async throws {
        try await withRedisServer { server in
            try await withDataFolder { folder in
                let facts = try Facts(folder: CityData.bundledFolder)
                let path = folder.file("cities.sqlite")
                let run = try await Tool.run(
                    "demo",
                    "--backend",
                    server.url + "?namespace=demo.",
                    "--snapshot",
                    path,
                    "--json"
                )
                #expect(run.status == 0, "\(run.errors)")
                let object = try run.json()
                #expect(object["countries"] as? Int == 252)
                #expect(object["cities"] as? Int == 34_006)
                try DemoAnswers(object).check(against: facts)

                let redis = try await TestRedis(server)
                try await checkKeys(redis, facts)
                try await checkMemoryIsEqual(redis)
                await redis.close()
                try checkSnapshot(path, facts)
                try await checkExport(server, folder, like: path)
            }
        }
    }

    private func checkKeys(_ redis: TestRedis, _ facts: Facts) async throws {
        let object = try await redis.reply("HGETALL", "demo.geo.city:obj:1").elements.map(\.text)
        let found = Dictionary(
            uniqueKeysWithValues: stride(from: 0, to: object.count, by: 2).map {
                (object[$0], object[$0 + 1])
            }
        )
        let first = try #require(facts.cities.first)
        var expected = first
        expected["country"] = nil
        expected["country_id"] = first["country"]
        #expect(found == expected)

        let indian = try await redis.integer("SCARD", "demo.geo.city:idx:country_id:IN")
        #expect(indian == facts.count { $0.country == "IN" })
        let numbers = try await redis.integer("HLEN", "demo.geo.city:uni:geonameid")
        #expect(numbers == facts.cities.count)
        let populations = try await redis.integer("ZCARD", "demo.geo.city:rng:population")
        #expect(populations == facts.cities.count)
        let millions = try await redis.integer(
            "ZCOUNT",
            "demo.geo.city:rng:population",
            "1000000",
            "+inf"
        )
        #expect(millions == facts.count { $0.population >= 1_000_000 })
        let last = try await redis.reply("GET", "demo.geo.city:ids").text
        #expect(last == "\(facts.cities.count)")
        let countries = try await redis.integer("SCARD", "demo.geo.country:id")
        #expect(countries == facts.countries.count)
    }

    /// Does the same in memory, and compares every key.
    private func checkMemoryIsEqual(_ redis: TestRedis) async throws {
        let memory = MemoryBackend()
        let database = try Database.cities(in: memory, namespace: "demo.")
        try await CityLoader(into: database).load(try CityData(folder: CityData.bundledFolder))
        for query in CityQuery.all { _ = try await query.answer(from: database) }
        async let expected = KeyspaceDump(of: redis.backend)
        async let found = KeyspaceDump(of: memory)
        let (onRedis, inMemory) = try await (expected, found)
        #expect(inMemory.keys.count > 34_258)
        // Both are large: what differs is looked for only when something does.
        let isEqual = inMemory == onRedis
        let difference = isEqual ? [] : inMemory.difference(from: onRedis).prefix(5)
        #expect(isEqual, "\(difference)")
    }

    private func checkSnapshot(_ path: String, _ facts: Facts) throws {
        let snapshot = try SnapshotFile(path: path)
        #expect(snapshot.metadata.consistency == .fuzzy)
        #expect(snapshot.metadata.method == .scan)
        #expect(snapshot.models.map(\.name) == ["geo.city", "geo.country"])
        #expect(snapshot.models.map(\.rows) == [facts.cities.count, facts.countries.count])
        #expect(snapshot.models.map(\.rejects) == [0, 0])
        let expected = facts.expectedCounts()
        for query in CityQuery.all {
            guard let sql = query.sql else { continue }
            let count = try #require(expected[query.title])
            #expect(try snapshot.query(sql).map(\.values) == [[.integer(count)]], "\(sql)")
        }
        #expect(try snapshot.query("PRAGMA integrity_check").map(\.values) == [["ok"]])
        #expect(try snapshot.query("PRAGMA foreign_key_check").isEmpty)
    }

    /// Exports the same database by the other command: the rows are the same.
    private func checkExport(
        _ server: RedisServer,
        _ folder: DataFolder,
        like path: String
    ) async throws {
        let other = folder.file("export.sqlite")
        let run = try await Tool.run(
            "export",
            server.url,
            other,
            "--namespace",
            "demo.",
            "--json"
        )
        #expect(run.status == 0, "\(run.errors)")
        #expect(try run.json()["rows"] as? Int == 34_258)
        let all = "SELECT * FROM geo_city ORDER BY id"
        let first = try SnapshotFile(path: path).query(all)
        #expect(first.count == 34_006)
        #expect(try SnapshotFile(path: other).query(all) == first)
        let countries = "SELECT * FROM geo_country ORDER BY iso"
        let expected = try SnapshotFile(path: path).query(countries)
        #expect(try SnapshotFile(path: other).query(countries) == expected)
    }

    @Test("Runs twice on one namespace when it is told to replace, and leaves the same keys")
    func twice() async throws {
        try await withRedisServer { server in
            try await withDataFolder { folder in
                let arguments = ["demo", "--data", folder.path, "--backend", server.url]
                let first = try await Tool.start(arguments).result()
                #expect(first.status == 0, "\(first.errors)")
                let redis = try await TestRedis(server)
                let before = try await KeyspaceDump(of: redis.backend)
                let second = try await Tool.start(arguments).result()
                #expect(second.status == 1)
                #expect(
                    second.errors
                        == "stdnet: the database holds 12 countries and 13 cities already: name an "
                        + "empty one by '?namespace=' in the URL, or replace them with --force\n"
                )
                let third = try await Tool.start(arguments + ["--force"]).result()
                #expect(third.status == 0, "\(third.errors)")
                let after = try await KeyspaceDump(of: redis.backend)
                #expect(after.difference(from: before) == [])
                await redis.close()
            }
        }
    }

    @Test("Goes through a Unix socket, and exports in one sentence")
    func unixSocket() async throws {
        try await withRedisServer(.init(password: "a b", hasUnixSocket: true)) { server in
            try await withDataFolder { folder in
                let url = try #require(server.unixSocketURL)
                let demo = try await Tool.run("demo", "--data", folder.path, "--backend", url)
                #expect(demo.status == 0, "\(demo.errors)")
                #expect(!demo.output.contains("a b") && !demo.output.contains("a%20b"))
                let file = folder.file("out.sqlite")
                let export = try await Tool.run("export", url, file)
                #expect(export.status == 0, "\(export.errors)")
                #expect(export.output.hasPrefix("Wrote \(file): 25 rows"), "\(export.output)")
                #expect(export.output.contains("exact from a replication stream"))
                #expect(export.output.count { $0 == "\n" } == 1)
            }
        }
    }

    @Test("An interruption takes back what was loaded, and leaves no file")
    func interruption() async throws {
        try await withRedisServer { server in
            try await withDataFolder(moreCities: 40_000) { folder in
                let file = folder.file("out.sqlite")
                let tool = try Tool.start([
                    "demo", "--data", folder.path, "--backend", server.url, "--snapshot", file,
                ])
                let redis = try await TestRedis(server)
                let deadline = ContinuousClock.now + .seconds(60)
                var loaded = 0
                while loaded == 0, ContinuousClock.now < deadline {
                    loaded = try await redis.integer("SCARD", "geo.country:id") ?? 0
                }
                tool.interrupt()
                let run = try await tool.result()
                #expect(run.status == 130)
                #expect(run.output == "")
                #expect(run.errors == "stdnet: interrupted: nothing is left half-done\n")
                let dump = try await KeyspaceDump(of: redis.backend)
                #expect(dump.keys.map { String(decoding: $0, as: UTF8.self) } == ["stdnet:schema"])
                let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
                #expect(files.sorted() == ["cities.csv", "countries.csv"])
                await redis.close()
            }
        }
    }
}
