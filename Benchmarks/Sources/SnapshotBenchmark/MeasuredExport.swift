import Foundation
import Measuring
import RedisBackend
import SQLiteSnapshot

/// One export in a process of its own, so that what it takes is nobody else's.
struct MeasuredExport {
    let wall: Double
    let cpu: Double
    /// The most memory of the process, in MiB.
    let memory: Double

    /// Starts this program anew, which does nothing but export, and reads what it says.
    init(
        _ method: SnapshotMetadata.Method,
        _ level: SnapshotMetadata.Level,
        of source: String,
        to output: String,
        count: Int
    ) throws {
        let words = ["export", method.rawValue, level.rawValue, source, output, "\(count)"]
        let lines = try Peer.lines(of: [CommandLine.arguments[0]] + words)
        let figures = (lines.last ?? "").split(separator: "\t").compactMap { Double($0) }
        guard figures.count == 3 else { throw CocoaError(.fileReadCorruptFile) }
        (wall, cpu, memory) = (figures[0], figures[1], figures[2])
    }

    /// What such a process does: `export METHOD LEVEL SOURCE OUTPUT COUNT`.
    static func run(_ words: [String]) async throws {
        guard words.count == 6, let method = SnapshotMetadata.Method(rawValue: words[1]),
            let level = SnapshotMetadata.Level(rawValue: words[2]), let count = Int(words[5])
        else { throw CocoaError(.featureUnsupported) }
        var options = SnapshotOptions(replacesExisting: true, level: level)
        let (source, output) = (words[3], words[4])
        let summary: SnapshotSummary
        let (start, cpu) = (ContinuousClock.now, ProcessTime.seconds)
        if method == .file {
            summary = try await SnapshotExporter.export(
                fromFile: source,
                to: output,
                options: options
            )
        } else {
            options.method = method
            let redis = try await RedisBackend.connect(to: source)
            summary = try await SnapshotExporter.export(from: redis, to: output, options: options)
            await redis.close()
        }
        let wall = (ContinuousClock.now - start) / .seconds(1)
        guard summary.rows == count, summary.rejects == 0 else {
            throw CocoaError(.fileReadCorruptFile)
        }
        print("\(wall)\t\(ProcessTime.seconds - cpu)\t\(ProcessMemory.peak)")
    }
}
