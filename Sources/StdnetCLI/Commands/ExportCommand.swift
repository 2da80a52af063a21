internal import ArgumentParser
internal import StdnetBackend

/// `stdnet export`: writes what a database holds into a SQLite file.
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write the models of a database into a SQLite file, a table for each.",
        discussion: """
            The database says itself which models it holds; no program that knows them is needed. \
            It is read while others may write, so the file says 'fuzzy'. What does not fit its \
            column is in the table 'reject', with a reason.
            """
    )

    @Argument(help: ArgumentHelp("The database.", valueName: "url"))
    var url: String

    @Argument(help: ArgumentHelp("The file to write.", valueName: "file"))
    var file: String

    @Option(
        help: ArgumentHelp("What all keys start with, unless the URL says it.", valueName: "ns")
    )
    var namespace: String?

    @Flag(help: "Replace the file when it is there already.")
    var force = false

    @Flag(help: "Print one JSON object instead of a sentence.")
    var json = false

    func run() async throws {
        let string = try ConnectionString(url)
        if case .memory = string.location {
            throw Misuse(
                description: "a new memory:// has nothing to export: "
                    + "'stdnet demo --snapshot FILE' loads one and exports it"
            )
        }
        let place = SnapshotPlace(path: file, isReplacing: force)
        let namespace = try namespace(of: string)
        try place.check()
        let backend = try await string.open()
        let export = SnapshotExport(
            backend: backend,
            namespace: namespace,
            location: string.description,
            stopwatch: Stopwatch(ContinuousClock()),
            progress: ProgressBar()
        )
        do {
            let report = try await export.write(to: place)
            await backend.close()
            print(json ? try report.json() : report.sentence)
        } catch {
            await backend.close()
            throw error
        }
    }

    private func namespace(of string: ConnectionString) throws -> String {
        guard let namespace, !string.namespace.isEmpty, namespace != string.namespace else {
            return namespace ?? string.namespace
        }
        throw Misuse(
            description: "the URL says namespace '\(string.namespace)' "
                + "and --namespace says '\(namespace)'"
        )
    }
}
