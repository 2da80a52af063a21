internal import SQLiteSnapshot
internal import StdnetBackend

/// What an export wrote, as `--json` prints it.
struct SnapshotReport: Encodable {
    /// One model and its table.
    struct Model: Encodable {
        let model: String
        let table: String
        let rows: Int
        let rejects: Int
    }

    let path: String
    let source: String
    let namespace: String
    let consistency: String
    let method: String
    let level: String
    /// Why it was not read from a replication stream, where that was tried first.
    let fallbackReason: String?
    /// How many keys of each type are in the file; nil unless the level is full.
    let keys: [String: Int]?
    /// How many keys of modules were left out.
    let skippedKeys: Int
    let models: [Model]
    let rows: Int
    let rejects: Int
    let seconds: Double
    /// How many questions the file answered as the database did; nil when nobody asked.
    var agreeingAnswers: Int?

    private enum CodingKeys: String, CodingKey {
        case path, source, namespace, consistency, method, level, models, rows, rejects, seconds
        case keys, fallbackReason = "fallback_reason", skippedKeys = "skipped_keys"
        case agreeingAnswers = "agreeing_answers"
    }

    init(_ summary: SnapshotSummary, seconds: Double) {
        path = summary.path
        source = summary.metadata.source
        namespace = summary.metadata.namespace
        consistency = summary.metadata.consistency.rawValue
        method = summary.metadata.method.rawValue
        level = summary.metadata.level.rawValue
        fallbackReason = summary.metadata.fallbackReason
        keys =
            summary.metadata.level == .full
            ? Dictionary(uniqueKeysWithValues: summary.keys.map { ($0.rawValue, $1) }) : nil
        skippedKeys = summary.metadata.origin.skippedKeys
        models = summary.models.map {
            Model(model: $0.name, table: $0.table, rows: $0.rows, rejects: $0.rejects)
        }
        rows = summary.rows
        rejects = summary.rejects
        self.seconds = seconds
    }

    /// What was written, in one sentence.
    var sentence: String {
        let tables = models.map { "\($0.rows.grouped) in \($0.table)" }.joined(separator: ", ")
        var parts = ["\(rows.grouped) rows (\(tables))"]
        if let keys { parts.append("\(keys.values.reduce(0, +).grouped) keys") }
        if skippedKeys > 0 { parts.append("\(skippedKeys.grouped) keys of modules left out") }
        parts.append(rejects == 0 ? "nothing rejected" : "\(rejects.grouped) rejects")
        parts.append("\(consistency) from \(Self.source(of: method))")
        if let fallbackReason { parts.append("because \(fallbackReason)") }
        let sentence =
            "Wrote \(path): \(parts.joined(separator: ", ")), in \(seconds.rounded(to: 2)) s."
        return sentence.onOneLine
    }

    private static func source(of method: String) -> String {
        switch SnapshotMetadata.Method(rawValue: method) {
        case .memory: "memory"
        case .scan: "a scan"
        case .rdb: "a replication stream"
        case .file: "an RDB file"
        case nil: method
        }
    }

    /// What the file was asked, in one sentence.
    var comparison: String {
        "Asked it \(agreeingAnswers ?? 0) of the questions in SQL: every count agrees."
    }
}
