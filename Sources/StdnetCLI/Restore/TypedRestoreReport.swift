/// What a restore of objects did, as `--json` prints it.
struct TypedRestoreReport: Encodable {
    let path: String
    let target: String
    let namespace: String
    let models: Int
    let rows: Int
    let resumedRows: Int
    let rejects: Int
    let seconds: Double

    private enum CodingKeys: String, CodingKey {
        case path, target, namespace, models, rows, rejects, seconds
        case resumedRows = "resumed_rows"
    }

    init(
        _ summary: TypedRestore.Summary,
        path: String,
        target: String,
        namespace: String,
        seconds: Double
    ) {
        self.path = path
        self.target = target
        self.namespace = namespace
        models = summary.models
        rows = summary.rows
        resumedRows = summary.resumedRows
        rejects = summary.rejects
        self.seconds = seconds
    }

    /// What was done, in one sentence.
    var sentence: String {
        let resumed = resumedRows == 0 ? "" : " besides \(resumedRows.grouped) of an earlier run"
        let refused =
            rejects == 0
            ? "" : "; \(rejects.grouped) values that the snapshot rejected are not among them"
        return
            ("Restored \(rows.grouped) objects\(resumed) of \(models.grouped) models from \(path) "
            + "into \(target), equal row by row\(refused), in \(seconds.rounded(to: 2)) s.")
            .onOneLine
    }
}
