import StdnetBackend

/// A column of references, and what to do about those in it that lead nowhere.
struct DanglingReference {
    let column: TablePlan.Column
    /// Where the table is that the column refers to.
    let target: Int
    private let place: Int
    private let plan: TablePlan
    private let targetPlan: TablePlan
    private let connection: SQLiteConnection

    init?(
        _ column: TablePlan.Column,
        at place: Int,
        among plans: [TablePlan],
        on connection: SQLiteConnection
    ) {
        guard let target = column.target else { return nil }
        self.column = column
        self.target = target
        self.place = place
        self.connection = connection
        plan = plans[place]
        targetPlan = plans[target]
    }

    /// Writes down all objects whose reference leads nowhere, and marks them for the first round.
    func collectFirst() throws(SnapshotError) {
        try connection.execute(record(where: leadsNowhere))
        try connection.execute(mark(round: "0", where: leadsNowhere))
    }

    /// What does the same for the objects that referred to those removed in a round, which is the
    /// argument, and marks them for the next.
    func followers() throws(SnapshotError) -> [SQLiteStatement] {
        let condition =
            "\(name) IN (SELECT id FROM gone WHERE round = ?1 AND place = \(target))"
        return [
            try SQLiteStatement(record(where: condition), on: connection),
            try SQLiteStatement(mark(round: "?1 + 1", where: condition), on: connection),
        ]
    }

    /// Writes down all references that lead nowhere, and takes them back.
    func clear() throws(SnapshotError) {
        try connection.execute(record(where: leadsNowhere))
        try connection.execute(
            "UPDATE \(table) SET \(column.name.quoted) = NULL WHERE \(leadsNowhere)"
        )
    }

    private var table: String { plan.name.quoted }
    private var name: String { "\(table).\(column.name.quoted)" }

    private var leadsNowhere: String {
        """
        \(name) IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM \(targetPlan.name.quoted) AS target
            WHERE target.\(targetPlan.id.quoted) = \(name))
        """
    }

    private func record(where condition: String) -> String {
        let misfit = Misfit.dangling(target: targetPlan.schema.name)
        return """
            INSERT INTO reject (model, id, field, bytes, reason)
            SELECT \(plan.schema.name.quotedText), \(plan.id.quoted),
                \(column.attribute.quotedText), CAST(\(name) AS BLOB), \(misfit.reason.quotedText)
            FROM \(table) WHERE \(condition) ORDER BY \(plan.id.quoted)
            """
    }

    private func mark(round: String, where condition: String) -> String {
        """
        INSERT OR IGNORE INTO gone (round, place, id)
        SELECT \(round), \(place), \(plan.id.quoted) FROM \(table) WHERE \(condition)
        """
    }
}
