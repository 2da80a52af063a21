internal import SQLiteSnapshot

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
    let models: [Model]
    let rows: Int
    let rejects: Int
    let seconds: Double
    /// How many questions the file answered as the database did; nil when nobody asked.
    var agreeingAnswers: Int?

    private enum CodingKeys: String, CodingKey {
        case path, source, namespace, consistency, method, level, models, rows, rejects, seconds
        case agreeingAnswers = "agreeing_answers"
    }

    init(_ summary: SnapshotSummary, seconds: Double) {
        path = summary.path
        source = summary.metadata.source
        namespace = summary.metadata.namespace
        consistency = summary.metadata.consistency.rawValue
        method = summary.metadata.method.rawValue
        level = summary.metadata.level.rawValue
        models = summary.models.map {
            Model(model: $0.name, table: $0.table, rows: $0.rows, rejects: $0.rejects)
        }
        rows = summary.rows
        rejects = summary.rejects
        self.seconds = seconds
    }

    /// What was written, in one sentence.
    var sentence: String {
        let parts = models.map { "\($0.rows.grouped) in \($0.table)" }.joined(separator: ", ")
        let refused = rejects == 0 ? "nothing rejected" : "\(rejects.grouped) rejects"
        let sentence =
            "Wrote \(path): \(rows.grouped) rows (\(parts)), \(refused), \(consistency), "
            + "in \(seconds.rounded(to: 2)) s."
        return sentence.onOneLine
    }

    /// What the file was asked, in one sentence.
    var comparison: String {
        "Asked it \(agreeingAnswers ?? 0) of the questions in SQL: every count agrees."
    }
}
