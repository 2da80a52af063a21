internal import SQLiteSnapshot

/// Asks a snapshot what the database was asked.
struct SnapshotQuestions {
    let path: String

    /// Compares the counts.
    ///
    /// - Returns: How many there were, all equal.
    func check(_ queries: [DemoReport.Query]) throws -> Int {
        let file = try SnapshotFile(path: path)
        var agreeing = 0
        for query in queries {
            guard let sql = query.sql else { continue }
            let rows = try file.query(sql)
            guard rows.count == 1, rows[0].values == [.integer(query.count)] else {
                throw DifferingAnswers(title: query.title, count: query.count, path: path)
            }
            agreeing += 1
        }
        return agreeing
    }
}

/// A snapshot and its database disagree.
struct DifferingAnswers: Error, CustomStringConvertible {
    let title: String
    let count: Int
    let path: String

    var description: String {
        "the snapshot '\(path)' does not say \(count) to '\(title)', as the database did"
    }
}
