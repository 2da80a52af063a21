import Foundation
import RedisBackend
import StdnetBackend
import StdnetTesting

/// Snapshots beside a plain exporter in Python, `redis-cli --rdb` and raw inserts in C.
///
/// STDNET_SNAPSHOT_OBJECTS says how many objects there are, a million by default; the first word on the
/// command line how many rounds, three by default.
@main
struct SnapshotBenchmark {
    static func main() async throws {
        let words = Array(CommandLine.arguments.dropFirst())
        if words.first == "export" { return try await MeasuredExport.run(words) }
        if words.first == "restore" { return try await RestoreRounds.run(words) }
        let count =
            ProcessInfo.processInfo.environment["STDNET_SNAPSHOT_OBJECTS"].flatMap { Int($0) }
            ?? 1_000_000
        let rounds = words.first.flatMap { Int($0) } ?? 3
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "snapshot-benchmark-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let options = RedisServer.Options(
            arguments: ["--dir", folder.path, "--dbfilename", "dump.rdb"]
        )
        try await withRedisServer(options) { server in
            let redis = try await RedisBackend.connect(to: server.url + "?timeout=600")
            try await ThingDatabase.fill(redis, count)
            _ = try await redis.run(RawCommand("SAVE"))
            var run = ExportRounds(
                redis: redis,
                server: server,
                folder: folder.path,
                count: count
            )
            var restores = RestoreRounds()
            for _ in 0..<rounds {
                try await run.measure()
                try await restores.measure(full: run.full, typed: run.typed)
            }
            run.report()
            restores.report()
            await redis.close()
        }
    }
}
