import StdnetBackend

#if canImport(FoundationEssentials)
import struct FoundationEssentials.Date
#else
import struct Foundation.Date
#endif

/// One export, from the first command to a file that is complete and checked.
struct ExportRun {
    let source: SnapshotSource
    let options: SnapshotOptions
    let started: Date

    func write(
        _ file: TemporaryFile,
        for path: String,
        progress: @Sendable (SnapshotProgress) -> Void
    ) async throws(SnapshotError) -> SnapshotSummary {
        guard !Task.isCancelled else { throw .cancelled }
        let serverVersion = try await source.serverVersion()
        let plans = try TablePlan.plans(for: try await source.schemas())
        let connection = try SQLiteConnection(path: file.path, mode: .readWrite)
        try prepare(connection)
        let rejects = try RejectTable(on: connection)
        var models: [SnapshotSummary.Model] = []
        for plan in plans {
            try connection.execute(plan.creation(among: plans, dates: options.dates))
            let loader = TableLoader(
                source: source,
                plan: plan,
                options: options,
                connection: connection,
                rejects: rejects
            )
            var model = SnapshotSummary.Model(name: plan.schema.name, table: plan.name)
            model.rejectedObjects = try await loader.load(progress: progress)
            progress(SnapshotProgress(step: .indexes, model: model.name, done: 0, total: 0))
            model.rejectedObjects += try IndexBuilder(plan: plan, connection: connection).build()
            models.append(model)
        }
        progress(SnapshotProgress(step: .checks, model: nil, done: 0, total: 0))
        let dangling = try ReferenceCheck(plans: plans, on: connection).run()
        for position in models.indices {
            models[position].rejectedObjects += dangling[position]
            try count(&models[position], in: connection)
        }
        let metadata = metadata(serverVersion: serverVersion)
        try SnapshotFormat.write(metadata, models, plans, to: connection)
        try connection.execute("COMMIT")
        try verify(connection)
        return SnapshotSummary(path: path, metadata: metadata, models: models)
    }

    /// Begins the one transaction of the run.
    ///
    /// The journal is in memory: the file had no pages before, so there is next to nothing to keep,
    /// yet a statement that fails is undone. Without any journal it would leave half its work.
    private func prepare(_ connection: SQLiteConnection) throws(SnapshotError) {
        try connection.execute(
            """
            PRAGMA journal_mode = MEMORY;
            PRAGMA synchronous = OFF;
            PRAGMA application_id = \(SnapshotFormat.applicationID);
            PRAGMA user_version = \(SnapshotMetadata.currentFormat);
            BEGIN;
            """
        )
    }

    private func count(
        _ model: inout SnapshotSummary.Model,
        in connection: SQLiteConnection
    ) throws(SnapshotError) {
        model.rows = try connection.integer("SELECT count(*) FROM \(model.table.quoted)")
        model.rejects = try connection.integer(
            "SELECT count(*) FROM reject WHERE model = ?",
            [.text(model.name)]
        )
    }

    private func metadata(serverVersion: String?) -> SnapshotMetadata {
        SnapshotMetadata(
            format: SnapshotMetadata.currentFormat,
            library: SnapshotExporter.library,
            source: options.source,
            namespace: source.namespace,
            consistency: source.method == .memory ? .exact : .fuzzy,
            method: source.method,
            level: .typed,
            dates: options.dates,
            started: text(of: started),
            finished: text(of: options.now()),
            serverVersion: serverVersion,
            runID: options.runID
        )
    }

    private func text(of moment: Date) -> String {
        var bytes: [UInt8] = []
        guard CalendarText.append(moment: moment.timeIntervalSince1970, to: &bytes) else {
            return ""
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Lets SQLite look at all that was written.
    ///
    /// It looks up every entry of every index, and would read most pages many times over: mapped
    /// into memory, they cost half, and no memory that the system could not take back.
    private func verify(_ connection: SQLiteConnection) throws(SnapshotError) {
        try connection.execute("PRAGMA mmap_size = 1073741824")
        let problems = try connection.rows("PRAGMA integrity_check(1)")
        guard problems == [[.text("ok")]] else {
            throw .damaged("the file written is damaged: \(problems)")
        }
        let violations = try connection.rows("PRAGMA foreign_key_check")
        guard violations.isEmpty else {
            throw .damaged("\(violations.count) references lead nowhere")
        }
    }
}
