import StdnetBackend

/// Finds references to objects that are not there, and leaves none.
///
/// An object whose reference has to be there goes, and with it may go others that refer to it. Each
/// round looks only at those who referred to what the last round removed, so that a long chain
/// costs what its length costs. Optional references are taken back at the end, in one pass.
struct ReferenceCheck {
    private let plans: [TablePlan]
    private let connection: SQLiteConnection
    private let references: [DanglingReference]

    init(plans: [TablePlan], on connection: SQLiteConnection) throws(SnapshotError) {
        self.plans = plans
        self.connection = connection
        try connection.execute(
            """
            CREATE TEMP TABLE gone (
                round INTEGER, place INTEGER, id ANY, PRIMARY KEY (round, place, id)
            ) STRICT, WITHOUT ROWID
            """
        )
        var references: [DanglingReference] = []
        for place in plans.indices {
            for column in plans[place].columns {
                let reference = DanglingReference(column, at: place, among: plans, on: connection)
                if let reference { references.append(reference) }
            }
        }
        self.references = references
    }

    /// Answers how many objects of each table were turned away.
    func run() throws(SnapshotError) -> [Int] {
        let required = references.filter { !$0.column.isOptional }
        var rejected = Array(repeating: 0, count: plans.count)
        for reference in required { try reference.collectFirst() }
        let removal = try plans.enumerated().map {
            (place, plan) throws(SnapshotError) in
            try SQLiteStatement(
                """
                DELETE FROM \(plan.name.quoted) WHERE \(plan.id.quoted) IN (
                    SELECT id FROM gone WHERE round = ? AND place = \(place))
                """,
                on: connection
            )
        }
        let followers = try required.map { reference throws(SnapshotError) in
            (target: reference.target, statements: try reference.followers())
        }
        var round = 0
        var found = true
        while found {
            guard !Task.isCancelled else { throw .cancelled }
            var removed: Set<Int> = []
            for (place, statement) in removal.enumerated() {
                let count = try statement.changes([.integer(round)])
                rejected[place] += count
                if count > 0 { removed.insert(place) }
            }
            for follower in followers where removed.contains(follower.target) {
                for statement in follower.statements { try statement.rows([.integer(round)]) }
            }
            found = !removed.isEmpty
            round += 1
        }
        for reference in references where reference.column.isOptional { try reference.clear() }
        return rejected
    }
}
