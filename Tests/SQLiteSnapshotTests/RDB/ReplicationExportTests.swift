import Foundation
import RedisBackend
import SQLiteSnapshot
import StdnetBackend
import StdnetTesting
import Testing

@Suite("A server is exported as it was at one instant")
struct ReplicationExportTests {
    static let city = ModelSchema(
        name: "geo.city",
        fields: [
            FieldSchema(name: "name", kind: .text), FieldSchema(name: "population", kind: .integer),
        ]
    )
    static let word = ModelSchema(
        name: "test.word",
        id: ModelSchema.Identity(kind: .text, isAutomatic: false),
        fields: [FieldSchema(name: "n", kind: .integer)]
    )

    /// Fills a database with two models and with random keys.
    private static func fill(_ place: Workplace, seed: UInt64 = 11) async throws {
        var keyspace = RandomKeyspace(seed: seed, [place.backend])
        try await keyspace.fill(2000)
        try await place.define(city, word)
        for id in 1...60 {
            try await place.store(city, "\(id * 3)", ["name": "c\(id)", "population": "\(id)"])
            try await place.store(word, "w\(id)", id == 5 ? ["n": "none"] : ["n": "\(id)"])
        }
        // Listed, but not there, of another type, and with a field that nobody knows.
        try await place.store(city, "1000")
        let layout = KeyLayout(namespace: place.namespace, model: city.name)
        try await place.store(city, "1001")
        try await place.run("SET", layout.object("1001"), "x")
        try await place.run("HSET", layout.object("3"), "unknown", "y")
        let long = String(repeating: "long ", count: 100_000)
        try await place.run("HSET", layout.object("6"), "name", long)
    }

    private func rows(_ file: SnapshotFile) throws -> [[SnapshotValue]] {
        try ["geo_city", "test_word", "reject"].flatMap { table in
            try file.query("SELECT * FROM \(table) ORDER BY 1, 2").map(\.values)
        }
    }

    @Test("with the same content as by commands, at both levels", arguments: ["yes", "no"])
    func content(diskless: String) async throws {
        let options = RedisServer.Options(arguments: ["--repl-diskless-sync", diskless])
        try await withRedisServer(options) { server in
            let redis = try await RedisBackend.connect(to: server.url)
            let place = try Workplace(redis)
            try await Self.fill(place)
            var options = SnapshotOptions(replacesExisting: true)
            options.method = .scan
            let (scanned, scannedFile) = try await place.export(options)
            #expect(scanned.metadata.consistency == .fuzzy)
            let expected = try rows(scannedFile)
            options.method = nil
            let (typed, typedFile) = try await place.export(options)
            #expect(try rows(typedFile) == expected)
            #expect(typed.models == scanned.models && typed.metadata.method == .rdb)
            options.level = .full
            let (full, fullFile) = try await place.export(options)
            #expect(try rows(fullFile) == expected)
            #expect(full.metadata.consistency == .exact)
            #expect(full.metadata.origin.serverRunID?.count == 40)
            #expect(full.metadata.origin.replicationOffset != nil)
            #expect(full.metadata.serverVersion == "7.0.15")
            #expect(try place.files == ["data.sqlite"])
            try await compareAll(redis, place)
            await redis.close()
        }
    }

    /// All keys, not only those of the namespace.
    private func compareAll(_ redis: RedisBackend, _ place: Workplace) async throws {
        var options = SnapshotOptions(replacesExisting: true, level: .full)
        let stream = try await SnapshotExporter.export(
            from: redis,
            to: place.path,
            options: options
        )
        options.method = .scan
        let scan = try await SnapshotExporter.export(from: redis, to: place.path, options: options)
        #expect(stream.metadata.digest == scan.metadata.digest)
        #expect(stream.keys == scan.keys)
    }

    @Test("from a file that it saved, without it") func file() async throws {
        let place = try Workplace()
        let folder = place.directory.path
        let options = RedisServer.Options(arguments: ["--dir", folder, "--dbfilename", "d.rdb"])
        try await withRedisServer(options) { server in
            let redis = try await RedisBackend.connect(to: server.url)
            let other = try Workplace(redis)
            try await Self.fill(other, seed: 12)
            try await other.run("SAVE")
            var options = SnapshotOptions(replacesExisting: true, level: .full)
            options.method = .scan
            let (scanned, scannedFile) = try await other.export(options)
            options = SnapshotOptions(replacesExisting: true)
            for level in [SnapshotMetadata.Level.full, .typed] {
                options.level = level
                let summary = try await SnapshotExporter.export(
                    fromFile: folder + "/d.rdb",
                    namespace: place.namespace,
                    to: place.path,
                    options: options
                )
                #expect(summary.models == scanned.models)
                #expect(summary.metadata.method == .file && summary.metadata.consistency == .exact)
                #expect(summary.metadata.serverVersion == "7.0.15")
                #expect(try rows(try SnapshotFile(path: place.path)) == rows(scannedFile))
                if level == .full { #expect(summary.metadata.digest == scanned.metadata.digest) }
            }
            await redis.close()
        }
    }

    @Test("or not at all, when it refuses; by commands where that is allowed, and it says why")
    func fallback() async throws {
        try await withRedisServer { server in
            let redis = try await RedisBackend.connect(to: server.url)
            let words = ["ACL", "SETUSER", "reader", "on", ">pw", "~*", "+@all", "-psync"]
            try await Workplace(redis).run(words: words)
            await redis.close()
            let reader = try await RedisBackend.connect(
                to: "redis://reader:pw@127.0.0.1:\(server.port)"
            )
            let place = try Workplace(reader)
            try await place.define(Self.city)
            let error = await #expect(throws: SnapshotError.self) { try await place.export() }
            guard case .source(.server(code: "NOPERM", _)) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(try place.files == [])
            var options = SnapshotOptions()
            options.fallsBackToScan = true
            let (summary, file) = try await place.export(options)
            #expect(summary.metadata.method == .scan && summary.metadata.consistency == .fuzzy)
            #expect(summary.metadata.fallbackReason?.contains("NOPERM") == true)
            #expect(file.metadata == summary.metadata)
            await reader.close()
        }
    }

    @Test("and a file that is damaged, or none, is named with the byte") func damaged()
        async throws
    {
        let place = try Workplace()
        let path = place.directory.appending(path: "d.rdb").path
        let good = Data("REDIS0010".utf8) + Data([0xff]) + Data(repeating: 0, count: 8)
        for (content, words) in [
            (Data("PK".utf8), "does not start with"), (good.prefix(12), "ends in the middle"),
            (good + Data([1]), "follows its end"), (Data("REDIS0099".utf8), "version 99"),
            (Data("REDIS0010".utf8) + Data([77]), "type 77 is not known (byte 9)"),
        ] {
            try content.write(to: URL(filePath: path))
            for level in [SnapshotMetadata.Level.full, .typed] {
                let error = await #expect(throws: SnapshotError.self) {
                    try await SnapshotExporter.export(
                        fromFile: path,
                        to: place.path,
                        options: SnapshotOptions(level: level)
                    )
                }
                #expect(error?.description.contains(words) == true, "\(String(describing: error))")
                #expect(try place.files == ["d.rdb"])
            }
        }
        await #expect(throws: SnapshotError.self) {
            try await SnapshotExporter.export(fromFile: place.directory.path, to: place.path)
        }
    }
}
