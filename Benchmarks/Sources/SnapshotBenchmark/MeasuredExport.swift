import Foundation
import Measuring
import RedisBackend
import SQLiteSnapshot

/// One export in a process of its own, so that what it takes is nobody else's.
enum MeasuredExport {
    /// Starts this program anew, which does nothing but export, and reads what it says.
    static func run(
        _ method: SnapshotMetadata.Method,
        _ level: SnapshotMetadata.Level,
        of source: String,
        to output: String,
        count: Int
    ) throws -> MeasuredRun {
        let words = ["export", method.rawValue, level.rawValue, source, output, "\(count)"]
        return try MeasuredRun([CommandLine.arguments[0]] + words)
    }

    /// What such a process does: `export METHOD LEVEL SOURCE OUTPUT COUNT`.
    static func run(_ words: [String]) async throws {
        guard words.count == 6, let method = SnapshotMetadata.Method(rawValue: words[1]),
            let level = SnapshotMetadata.Level(rawValue: words[2]), let count = Int(words[5])
        else { throw CocoaError(.featureUnsupported) }
        var options = SnapshotOptions(replacesExisting: true, level: level)
        let (source, output) = (words[3], words[4])
        try await MeasuredRun.report {
            let summary: SnapshotSummary
            if method == .file {
                summary = try await SnapshotExporter.export(
                    fromFile: source,
                    to: output,
                    options: options
                )
            } else {
                options.method = method
                let redis = try await RedisBackend.connect(to: source)
                summary = try await SnapshotExporter.export(
                    from: redis,
                    to: output,
                    options: options
                )
                await redis.close()
            }
            guard summary.rows == count, summary.rejects == 0 else {
                throw CocoaError(.fileReadCorruptFile)
            }
        }
    }
}
