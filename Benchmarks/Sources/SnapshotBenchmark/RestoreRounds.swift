import Foundation
import Measuring
import RedisBackend
import SQLiteSnapshot
import StdnetTesting

/// Rounds in which a full snapshot is restored into an empty server, verified by digest, and a plain
/// program in Python writes the same keys.
struct RestoreRounds {
    private var comparison = Comparison(
        "A restore beside pipelines of redis-py that write the same keys",
        unit: "s",
        goals: ["python": 3]
    )
    private var memory = Comparison("The most memory of each restore's process", unit: "MiB")

    /// Restores a full snapshot; the plain program reads the typed one.
    mutating func measure(full: String, typed: String) async throws {
        let own = try await time { server in
            [CommandLine.arguments[0], "restore", full, server.url + "?timeout=600"]
        }
        comparison.add("wall", "stdnet", own.run.wall)
        comparison.add("client CPU", "stdnet", own.run.cpu)
        comparison.add("server CPU", "stdnet", own.server)
        memory.add("restore", "MiB", own.run.memory)
        guard let python = Peer.named("STDNET_PYTHON") else { return }
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("python_writer.py").path
        let plain = try await time { [python, script, typed, "\($0.port)"] }
        comparison.add("wall", "python", plain.run.wall)
        comparison.add("client CPU", "python", plain.run.cpu)
        comparison.add("server CPU", "python", plain.server)
    }

    func report() {
        comparison.report()
        memory.report()
    }

    /// What such a process does: `restore FILE URL`.
    static func run(_ words: [String]) async throws {
        guard words.count == 3 else { throw CocoaError(.featureUnsupported) }
        try await MeasuredRun.report {
            let redis = try await RedisBackend.connect(to: words[2])
            _ = try await SnapshotRestorer.restore(words[1], to: RestoreTarget(redis))
            await redis.close()
        }
    }

    /// Runs a program for a server of its own, and answers what that took, too.
    private func time(
        _ words: (RedisServer) -> [String]
    ) async throws -> (run: MeasuredRun, server: Double) {
        try await withRedisServer { server in
            let redis = try await RedisBackend.connect(to: server.url)
            let before = try await redis.cpuSeconds()
            let run = try MeasuredRun(words(server))
            let used = try await redis.cpuSeconds() - before
            await redis.close()
            return (run, used)
        }
    }
}
