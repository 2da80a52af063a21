import StdnetBackend

/// The file of one export while it is made: one transaction, from the first table to the last check.
final class SnapshotBuilder {
    let path: String
    let connection: SQLiteConnection
    let rejects: RejectTable
    let options: SnapshotOptions
    private let progress: @Sendable (SnapshotProgress) -> Void
    private(set) var plans: [TablePlan] = []
    private var models: [SnapshotSummary.Model] = []

    /// Begins the one transaction of the run.
    ///
    /// The journal is in memory: the file had no pages before, so there is next to nothing to keep,
    /// yet a statement that fails is undone. Without any journal it would leave half its work.
    init(
        path: String,
        options: SnapshotOptions,
        progress: @escaping @Sendable (SnapshotProgress) -> Void
    ) throws(SnapshotError) {
        self.path = path
        connection = try SQLiteConnection(path: path, mode: .readWrite)
        self.options = options
        self.progress = progress
        try connection.execute(
            """
            PRAGMA journal_mode = MEMORY;
            PRAGMA synchronous = OFF;
            PRAGMA application_id = \(SnapshotFormat.applicationID);
            PRAGMA user_version = \(SnapshotMetadata.currentFormat);
            BEGIN;
            """
        )
        rejects = try RejectTable(on: connection)
    }

    /// Decides which tables the models get.
    func plan(_ schemas: [ModelSchema]) throws(SnapshotError) {
        plans = try TablePlan.plans(for: schemas)
    }

    /// Makes the table of a model; its rows are next.
    func create(_ plan: TablePlan) throws(SnapshotError) {
        try connection.execute(plan.creation(among: plans, dates: options.dates))
    }

    /// Makes all tables and indexes, lets `body` write them as pages, and goes on with a transaction.
    func writePages(
        _ body: (PageFile) throws(SnapshotError) -> [(rejected: Int, repeated: [Int])]
    ) throws(SnapshotError) {
        for plan in plans {
            try create(plan)
            for column in plan.columns {
                guard let index = column.index else { continue }
                try connection.execute(plan.creation(of: index, on: column))
            }
        }
        try rejects.hold()
        let pages = try PageFile(path: path)
        let results = try body(pages)
        try pages.finish()
        try rejects.release()
        for (plan, result) in zip(plans, results) {
            var model = SnapshotSummary.Model(name: plan.schema.name, table: plan.name)
            model.rejectedObjects = result.rejected
            model.rejectedObjects += try IndexBuilder(plan: plan, connection: connection)
                .rebuild(result.repeated.map { plan.columns[$0] })
            models.append(model)
        }
    }

    /// Makes the indexes of a table that is loaded, `rejected` objects of the model not.
    func finish(_ plan: TablePlan, rejected: Int) throws(SnapshotError) {
        var model = SnapshotSummary.Model(name: plan.schema.name, table: plan.name)
        model.rejectedObjects = rejected
        report(.indexes, model: model.name)
        model.rejectedObjects += try IndexBuilder(plan: plan, connection: connection).build()
        models.append(model)
    }

    /// Follows the references, describes the file in itself, and lets SQLite look at all of it.
    func complete(
        _ path: String,
        keys: [StoredType: Int] = [:],
        metadata: () -> SnapshotMetadata
    ) throws(SnapshotError) -> SnapshotSummary {
        report(.checks)
        let dangling = try ReferenceCheck(plans: plans, on: connection).run()
        for position in models.indices {
            models[position].rejectedObjects += dangling[position]
            if dangling[position] > 0 { try removeOrphans(of: plans[position]) }
            try count(&models[position])
        }
        for plan in plans {
            if let view = plan.joinedView(among: plans) { try connection.execute(view) }
        }
        let metadata = metadata()
        try SnapshotFormat.write(metadata, models, plans, to: connection)
        try connection.execute("COMMIT")
        try verify()
        return SnapshotSummary(path: path, metadata: metadata, models: models, keys: keys)
    }

    func report(
        _ step: SnapshotProgress.Step,
        model: String? = nil,
        _ done: Int = 0,
        of total: Int = 0
    ) {
        progress(SnapshotProgress(step: step, model: model, done: done, total: total))
    }

    /// What belongs to objects that had to go, goes with them.
    private func removeOrphans(of plan: TablePlan) throws(SnapshotError) {
        for child in plan.children where !child.isShared {
            try connection.execute(
                """
                DELETE FROM \(child.name.quoted)
                WHERE owner_id NOT IN (SELECT \(plan.id.quoted) FROM \(plan.name.quoted))
                """
            )
        }
    }

    private func count(_ model: inout SnapshotSummary.Model) throws(SnapshotError) {
        model.rows = try connection.integer("SELECT count(*) FROM \(model.table.quoted)")
        model.rejects = try connection.integer(
            "SELECT count(*) FROM reject WHERE model = ?",
            [.text(model.name)]
        )
    }

    /// Lets SQLite look at all that was written.
    ///
    /// It reads every page once, and checks every row against its table. What `integrity_check` does
    /// besides, looking up each row in each index, takes longer than writing all of them.
    private func verify() throws(SnapshotError) {
        let problems = try connection.rows("PRAGMA quick_check(1)")
        guard problems == [[.text("ok")]] else {
            throw .damaged("the file written is damaged: \(problems)")
        }
        let violations = try connection.rows("PRAGMA foreign_key_check")
        guard violations.isEmpty else {
            throw .damaged("\(violations.count) references lead nowhere")
        }
    }
}
