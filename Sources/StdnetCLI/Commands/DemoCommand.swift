internal import ArgumentParser
internal import CitiesExample
internal import StdnetBackend

/// `stdnet demo`: loads the cities, asks questions, writes a snapshot.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Load 34,006 cities and 252 countries, query them, export them.",
        discussion: """
            Countries and cities go through models into the backend, a session of 500 at a time. \
            Questions about them show what the library can do. With --snapshot they are then \
            written into a SQLite file, which is asked the same questions in SQL: every count must \
            agree.
            """
    )

    @Option(help: ArgumentHelp("Where to load them.", valueName: "url"))
    var backend = "memory://"

    @Option(
        help: ArgumentHelp(
            "A folder with countries.csv and cities.csv. (default: those of the example)",
            valueName: "dir"
        )
    )
    var data: String?

    @Option(help: ArgumentHelp("Write a SQLite file.", valueName: "file"))
    var snapshot: String?

    @Flag(help: "Replace the cities and countries, and the snapshot, that are there already.")
    var force = false

    @Flag(help: "Print one JSON object instead of a table.")
    var json = false

    func run() async throws {
        let string = try ConnectionString(backend)
        let place = snapshot.map { SnapshotPlace(path: $0, isReplacing: force) }
        try place?.check()
        let backend = try await string.open()
        do {
            try await run(on: backend, string, place)
            await backend.close()
        } catch {
            await backend.close()
            throw error
        }
    }

    private func run(
        on backend: any Backend,
        _ string: ConnectionString,
        _ place: SnapshotPlace?
    ) async throws {
        let demonstration = Demonstration(
            database: try .cities(in: backend, namespace: string.namespace),
            location: string.description,
            stopwatch: Stopwatch(ContinuousClock()),
            progress: ProgressBar()
        )
        let report = try await demonstration.run(
            on: try CityData(folder: data ?? CityData.bundledFolder),
            replacing: force,
            snapshot: place
        )
        print(json ? try report.json() : DemoTable(report).text)
    }
}
