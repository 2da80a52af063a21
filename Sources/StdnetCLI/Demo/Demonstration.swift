internal import CitiesExample
internal import SQLiteSnapshot
internal import StdnetODM

/// Loads the cities, asks all questions, writes and questions a snapshot.
struct Demonstration {
    let database: Database
    /// The database as people may see it, without a password.
    let location: String
    let stopwatch: Stopwatch
    let progress: ProgressBar

    /// Runs all of it.
    func run(
        on data: CityData,
        replacing isReplacing: Bool,
        snapshot place: SnapshotPlace?
    ) async throws -> DemoReport {
        defer { progress.clear() }
        let loader = CityLoader(into: database)
        if isReplacing { try await loader.makeRoom() }
        let loading = try await stopwatch.measure {
            try await loader.load(data) { [progress] in
                progress.show("loading", $0.done, of: $0.total)
            }
        }
        progress.clear()
        var queries: [DemoReport.Query] = []
        for query in CityQuery.all {
            let (answer, seconds) = try await stopwatch.measure {
                try await query.answer(from: database)
            }
            queries.append(DemoReport.Query(query, answer, seconds: seconds))
        }
        return DemoReport(
            backend: location,
            namespace: database.namespace,
            countries: data.countries.count,
            cities: data.cities.count,
            loadSeconds: loading.seconds,
            queries: queries,
            snapshot: try await snapshot(place, after: queries)
        )
    }

    private func snapshot(
        _ place: SnapshotPlace?,
        after queries: [DemoReport.Query]
    ) async throws -> SnapshotReport? {
        guard let place else { return nil }
        var options = SnapshotOptions(source: location)
        // The data are small and this process wrote them: a server need not copy itself for them.
        options.method = database.backend is any KeyspaceCopying ? .memory : .scan
        let export = SnapshotExport(
            origin: .backend(database.backend),
            namespace: database.namespace,
            options: options,
            stopwatch: stopwatch,
            progress: progress
        )
        var report = try await export.write(to: place)
        report.agreeingAnswers = try SnapshotQuestions(path: place.path).check(queries)
        return report
    }
}
