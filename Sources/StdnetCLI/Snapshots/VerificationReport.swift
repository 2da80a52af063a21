internal import SQLiteSnapshot

/// What came of looking at a snapshot, as `--json` prints it.
struct VerificationReport: Encodable {
    let path: String
    let level: String
    let consistency: String
    let keys: Int
    let rows: Int
    let digest: String?
    let isIntact: Bool
    let problems: [String]

    private enum CodingKeys: String, CodingKey {
        case path, level, consistency, keys, rows, digest, problems
        case isIntact = "intact"
    }

    init(_ verification: SnapshotVerification, path: String) {
        self.path = path
        level = verification.metadata.level.rawValue
        consistency = verification.metadata.consistency.rawValue
        keys = verification.keys
        rows = verification.rows
        digest = verification.metadata.digest?.description
        isIntact = verification.isIntact
        problems = verification.problems.map(\.description)
    }

    /// One sentence, or a line for each problem.
    var text: String {
        guard isIntact else {
            let lines = problems.map { "- " + $0.onOneLine }
            return (["\(path) is not intact:".onOneLine] + lines).joined(separator: "\n")
        }
        let content = digest == nil ? "" : "\(keys.grouped) keys as their digests say, "
        return "\(path) is intact: \(content)\(rows.grouped) rows of models, \(consistency)."
            .onOneLine
    }
}
