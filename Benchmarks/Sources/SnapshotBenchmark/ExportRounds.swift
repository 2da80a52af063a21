import CRawInserts
import Foundation
import Measuring
import RedisBackend
import SQLiteSnapshot
import StdnetTesting

/// Rounds in which everybody exports the same database, one after the other.
struct ExportRounds {
    let redis: RedisBackend
    let server: RedisServer
    let folder: String
    let count: Int
    private var python = Comparison(
        "Exporters of a live server",
        unit: "s"
    )
    private var raw = Comparison(
        "Typed tables beside raw inserts in C",
        unit: "s",
        goals: ["redis-cli and C": 0.4, "C": 0.5]
    )

    init(redis: RedisBackend, server: RedisServer, folder: String, count: Int) {
        self.redis = redis
        self.server = server
        self.folder = folder
        self.count = count
        for (row, goal) in [
            ("typed, wall", 4), ("typed, client CPU", 6), ("typed by scan, wall", 3),
            ("typed by scan, server CPU", 0.91), ("full, wall", 8),
        ] { python.expect(row, "python", goal) }
    }

    private var memory = Comparison("The most memory of each export's process", unit: "MiB")

    private var output: String { folder + "/out.sqlite" }
    /// What the last round wrote.
    var typed: String { folder + "/typed.sqlite" }
    var full: String { folder + "/full.sqlite" }

    mutating func measure() async throws {
        let live = try await export(.rdb, .typed, "typed")
        try keepOutput(as: typed)
        _ = try await export(.scan, .typed, "typed by scan")
        _ = try await export(.rdb, .full, "full")
        try keepOutput(as: full)
        let file = try MeasuredExport.run(
            .file,
            .typed,
            of: folder + "/dump.rdb",
            to: output,
            count: count
        )
        let inserts = try rawInserts(of: typed)
        let transfer = try transfer()
        raw.add("from a file, wall", "stdnet", file.wall)
        raw.add("from a file, wall", "C", inserts)
        raw.add("from a live server, wall", "stdnet", live.wall)
        raw.add("from a live server, wall", "redis-cli and C", transfer + inserts)
        raw.add("from a file, client CPU", "stdnet", file.cpu)
        memory.add("typed, from a file", "MiB", file.memory)
        try await measurePython()
    }

    func report() {
        print("\(count) objects")
        python.report()
        raw.report()
        memory.report()
    }

    private mutating func export(
        _ method: SnapshotMetadata.Method,
        _ level: SnapshotMetadata.Level,
        _ row: String
    ) async throws -> MeasuredRun {
        let before = try await redis.cpuSeconds()
        let address = server.url + "?timeout=600"
        let figures = try MeasuredExport.run(method, level, of: address, to: output, count: count)
        python.add(row + ", wall", "stdnet", figures.wall)
        python.add(row + ", client CPU", "stdnet", figures.cpu)
        python.add(row + ", server CPU", "stdnet", try await redis.cpuSeconds() - before)
        memory.add(row, "MiB", figures.memory)
        return figures
    }

    private func keepOutput(as path: String) throws {
        try? FileManager.default.removeItem(atPath: path)
        try FileManager.default.moveItem(atPath: output, toPath: path)
    }

    private func rawInserts(of typed: String) throws -> Double {
        let path = folder + "/raw.sqlite"
        try? FileManager.default.removeItem(atPath: path)
        var seconds = 0.0
        guard stdnet_raw_inserts(typed, path, &seconds) == count else {
            throw CocoaError(.fileReadCorruptFile)
        }
        return seconds
    }

    private func transfer() throws -> Double {
        let start = ContinuousClock.now
        _ = try Peer.lines(of: ["redis-cli", "-p", "\(server.port)", "--rdb", folder + "/cli.rdb"])
        return (ContinuousClock.now - start) / .seconds(1)
    }

    private mutating func measurePython() async throws {
        guard let executable = Peer.named("STDNET_PYTHON") else { return }
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("python_exporter.py").path
        for (level, rows) in [("typed", ["typed", "typed by scan"]), ("raw", ["full"])] {
            let path = folder + "/python.sqlite"
            try? FileManager.default.removeItem(atPath: path)
            let before = try await redis.cpuSeconds()
            let lines = try Peer.lines(of: [executable, script, level, "\(server.port)", path])
            let figures = (lines.last ?? "").split(separator: "\t").compactMap { Double($0) }
            guard figures.count == 3 else { continue }
            let server = try await redis.cpuSeconds() - before
            for row in rows {
                python.add(row + ", wall", "python", figures[0])
                python.add(row + ", client CPU", "python", figures[1])
                python.add(row + ", server CPU", "python", server)
            }
        }
    }
}
