internal import SQLiteSnapshot

/// What a restore did, as `--json` prints it.
struct RestoreReport: Encodable {
    let path: String
    let target: String
    let keys: Int
    let resumedKeys: Int
    let endedKeys: Int
    let libraries: Int
    let digest: String
    let seconds: Double

    private enum CodingKeys: String, CodingKey {
        case path, target, keys, libraries, digest, seconds
        case resumedKeys = "resumed_keys"
        case endedKeys = "ended_keys"
    }

    init(_ summary: RestoreSummary, path: String, target: String, seconds: Double) {
        self.path = path
        self.target = target
        keys = summary.keys
        resumedKeys = summary.resumedKeys
        endedKeys = summary.endedKeys
        libraries = summary.libraries
        digest = summary.digest.description
        self.seconds = seconds
    }

    /// What was done, in one sentence.
    var sentence: String {
        var parts = ["\(keys.grouped) keys"]
        if resumedKeys > 0 { parts.append("\(resumedKeys.grouped) of an earlier run") }
        if libraries > 0 { parts.append("\(libraries.grouped) libraries of functions") }
        let ended = endedKeys == 0 ? "" : " but for \(endedKeys.grouped) keys that have ended"
        return
            ("Restored \(parts.joined(separator: ", ")) from \(path) into \(target), "
            + "equal by digest\(ended), in \(seconds.rounded(to: 2)) s.").onOneLine
    }
}
