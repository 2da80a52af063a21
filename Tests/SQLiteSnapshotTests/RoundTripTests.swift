import Foundation
import RedisBackend
import SQLiteSnapshot
import StdnetBackend
import StdnetTesting
import Testing

@Suite("Random keys go from Redis into a snapshot and back as they were")
struct RoundTripTests {
    /// How many values; set STDNET_SNAPSHOT_VALUES for more.
    static let valueCount =
        ProcessInfo.processInfo.environment["STDNET_SNAPSHOT_VALUES"].flatMap { Int($0) } ?? 6000
    static let databases = [0, 1, 5]
    static let server = RedisServer.Options(arguments: ["--enable-debug-command", "yes"])

    @Test("every type and encoding", arguments: [1, 2])
    func random(seed: UInt64) async throws {
        try await withRedisServer(Self.server) { first in
            try await withRedisServer(Self.server) { second in
                try await roundTrip(seed, first.url, second.url)
            }
        }
    }

    private func roundTrip(_ seed: UInt64, _ first: String, _ second: String) async throws {
        let sources = try await backends(first)
        var keyspace = RandomKeyspace(seed: seed, sources)
        try await keyspace.fill(Self.valueCount)
        let place = try Workplace()
        let before = try await export(sources, place.path)
        let string = try ConnectionString(second)
        let restored = try await SnapshotRestorer.restore(
            place.path,
            to: RestoreTarget { (database: Int) throws(BackendError) -> any Backend in
                try await RedisBackend.connect(to: try string.with(database: database))
            }
        )
        #expect(restored.keys == before.keys.values.reduce(0, +) && restored.libraries == 2)
        let targets = try await backends(second)
        let after = try await export(targets, place.path + ".again")
        #expect(after.metadata.digest == before.metadata.digest)
        #expect(after.keys == before.keys)
        for (source, target) in zip(sources, targets) {
            #expect(try await digests(of: source) == digests(of: target))
        }
        for backend in sources + targets { await backend.close() }
    }

    private func backends(_ url: String) async throws -> [any Backend] {
        var backends: [any Backend] = []
        for database in Self.databases {
            let string = try ConnectionString(url).with(database: database)
            backends.append(try await RedisBackend.connect(to: string))
        }
        return backends
    }

    private func export(_ backends: [any Backend], _ path: String) async throws -> SnapshotSummary {
        let sources = zip(backends, Self.databases).map { ScanSource($0, database: $1) }
        return try await SnapshotExporter.export(from: SeveralDatabases(sources), to: path)
    }

    /// What the server itself says of the value of each key.
    private func digests(of backend: any Backend) async throws -> [Bytes: String] {
        var digests: [Bytes: String] = [:]
        var walk = KeyspaceWalk(.prefix(""), stepSize: 500)
        while let keys = try await walk.next(on: backend).keys {
            guard !keys.isEmpty else { continue }
            var vector = Arguments()
            vector.append("DEBUG" as StaticString)
            vector.append("DIGEST-VALUE" as StaticString)
            for key in keys { vector.append(key) }
            let reply = try await backend.run(RawCommand(vector: vector))
            for (key, digest) in zip(keys, reply.elements) { digests[key] = digest.text }
        }
        return digests
    }
}
