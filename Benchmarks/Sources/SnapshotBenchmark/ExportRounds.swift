import CRawInserts
import Foundation
import Measuring
import RedisBackend
import SQLiteSnapshot

/// Rounds in which everybody exports the same database, one after the other.
struct ExportRounds {
    let redis: RedisBackend
    let port: Int
    let folder: String
    let count: Int
    private var python = Comparison(
        "Exporters of a live server",
        unit: "s",
        goals: ["python": 4]
    )
    private var raw = Comparison(
        "Typed tables beside raw inserts in C",
        unit: "s",
        goals: ["redis-cli and C": 0.4, "C": 0.5]
    )

    init(redis: RedisBackend, port: Int, folder: String, count: Int) {
        self.redis = redis
        self.port = port
        self.folder = folder
        self.count = count
    }

    private var output: String { folder + "/out.sqlite" }

    mutating func measure() async throws {
        let live = try await time { () async throws in
            try await export(method: .rdb, level: .typed)
        }
        let typed = folder + "/typed.sqlite"
        try? FileManager.default.removeItem(atPath: typed)
        try FileManager.default.moveItem(atPath: output, toPath: typed)
        python.add("typed, wall", "stdnet", live.wall)
        python.add("typed, client CPU", "stdnet", live.cpu)
        let scan = try await time { () async throws in
            try await export(method: .scan, level: .typed)
        }
        python.add("typed by scan, wall", "stdnet", scan.wall)
        python.add("typed by scan, client CPU", "stdnet", scan.cpu)
        let full = try await time { () async throws in
            try await export(method: .rdb, level: .full)
        }
        python.add("full, wall", "stdnet", full.wall)
        python.add("full, client CPU", "stdnet", full.cpu)
        let file = try await time { () async throws in
            _ = try await SnapshotExporter.export(
                fromFile: folder + "/dump.rdb",
                to: output,
                options: SnapshotOptions(replacesExisting: true)
            )
        }
        let inserts = try rawInserts(of: typed)
        let transfer = try transfer()
        raw.add("from a file, wall", "stdnet", file.wall)
        raw.add("from a file, wall", "C", inserts)
        raw.add("from a live server, wall", "stdnet", live.wall)
        raw.add("from a live server, wall", "redis-cli and C", transfer + inserts)
        raw.add("from a file, client CPU", "stdnet", file.cpu)
        try measurePython()
    }

    func report() {
        print("\(count) objects")
        python.report()
        raw.report()
        var usage = rusage()
        #if canImport(Darwin)
        getrusage(RUSAGE_SELF, &usage)
        let most = usage.ru_maxrss >> 20
        #else
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        let most = usage.ru_maxrss >> 10
        #endif
        print("\nmost memory of this process: \(most) MiB")
    }

    private func export(
        method: SnapshotMetadata.Method,
        level: SnapshotMetadata.Level
    ) async throws {
        var options = SnapshotOptions(replacesExisting: true, level: level)
        options.method = method
        let summary = try await SnapshotExporter.export(from: redis, to: output, options: options)
        guard summary.rows == count, summary.rejects == 0 else {
            throw CocoaError(.fileReadCorruptFile)
        }
    }

    private func time(_ body: () async throws -> Void) async throws -> (wall: Double, cpu: Double) {
        let cpu = ProcessTime.seconds
        let wall = try await ContinuousClock().measure { try await body() }
        return (wall / .seconds(1), ProcessTime.seconds - cpu)
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
        _ = try Peer.lines(of: ["redis-cli", "-p", "\(port)", "--rdb", folder + "/cli.rdb"])
        return (ContinuousClock.now - start) / .seconds(1)
    }

    private mutating func measurePython() throws {
        guard let executable = Peer.named("STDNET_PYTHON") else { return }
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("python_exporter.py").path
        for (level, rows) in [("typed", ["typed", "typed by scan"]), ("raw", ["full"])] {
            let path = folder + "/python.sqlite"
            try? FileManager.default.removeItem(atPath: path)
            let lines = try Peer.lines(of: [executable, script, level, "\(port)", path])
            let figures = (lines.last ?? "").split(separator: "\t").compactMap { Double($0) }
            guard figures.count == 3 else { continue }
            for row in rows {
                python.add(row + ", wall", "python", figures[0])
                python.add(row + ", client CPU", "python", figures[1])
            }
        }
    }
}
