internal import ArgumentParser
internal import SQLiteSnapshot
internal import StdnetBackend

/// `stdnet export`: writes what a database holds into a SQLite file.
struct ExportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write the models of a database into a SQLite file, a table for each.",
        discussion: """
            The database says itself which models it holds; no program that knows them is needed. \
            A server is asked for what it gives its replicas, so the file is of one instant; where it \
            refuses, --fallback scan reads it by commands while others may write, and the file says \
            'fuzzy'. What does not fit its column is in the table 'reject', with a reason.
            """
    )

    @Argument(help: ArgumentHelp("The database, or an RDB file.", valueName: "url"))
    var url: String

    @Argument(help: ArgumentHelp("The file to write.", valueName: "file"))
    var file: String

    @Option(
        help: ArgumentHelp("What all keys start with, unless the URL says it.", valueName: "ns")
    )
    var namespace: String?

    @Option(
        help: ArgumentHelp(
            "How it is read; by default 'rdb', and 'file' for what is no URL.",
            valueName: "rdb|scan|memory|file"
        )
    )
    var source: ExportSource?

    @Option(
        help: ArgumentHelp(
            "How it is read where the server gives no replication stream.",
            valueName: "scan"
        )
    )
    var fallback: ExportFallback?

    @Option(
        help: ArgumentHelp(
            "The models alone, or every key as it is besides.",
            valueName: "typed|full"
        )
    )
    var level = ExportLevel.typed

    @Option(
        help: ArgumentHelp(
            "The database of an RDB file that the models are in.",
            valueName: "number"
        )
    )
    var database: Int?

    @Flag(help: "Leave out keys that hold what a module wrote, and count them.")
    var skipModules = false

    @Flag(help: "Replace the file when it is there already.")
    var force = false

    @Flag(help: "Print one JSON object instead of a sentence.")
    var json = false

    func run() async throws {
        var options = SnapshotOptions()
        options.level = level.level
        options.method = source?.method
        options.fallsBackToScan = fallback != nil
        options.skipsModules = skipModules
        let place = SnapshotPlace(path: file, isReplacing: force)
        if source == .file || source == nil && !url.contains("://") {
            return try await exportFile(to: place, options)
        }
        let string = try ConnectionString(url)
        try refuseMemory(string)
        guard database == nil else {
            throw Misuse(description: "--database is for RDB files: a URL says it itself")
        }
        options.database = string.database
        options.source = string.description
        let namespace = try namespace(of: string)
        try place.check()
        let backend = try await string.open()
        do {
            try await write(.backend(backend), namespace, to: place, options)
            await backend.close()
        } catch {
            await backend.close()
            throw error
        }
    }

    private func exportFile(
        to place: SnapshotPlace,
        _ options: SnapshotOptions
    ) async throws {
        guard !url.contains("://") else {
            throw Misuse(
                description: "--source file reads an RDB file: write its path, not a URL"
            )
        }
        guard fallback == nil else {
            throw Misuse(description: "--fallback is for servers: a file is read or it is not")
        }
        var options = options
        options.database = database ?? 0
        options.source = url
        try place.check()
        try await write(.file(url), namespace ?? "", to: place, options)
    }

    private func write(
        _ origin: SnapshotExport.Origin,
        _ namespace: String,
        to place: SnapshotPlace,
        _ options: SnapshotOptions
    ) async throws {
        let export = SnapshotExport(
            origin: origin,
            namespace: namespace,
            options: options,
            stopwatch: Stopwatch(ContinuousClock()),
            progress: ProgressBar()
        )
        let report = try await export.write(to: place)
        print(json ? try report.json() : report.sentence)
    }

    private func refuseMemory(_ string: ConnectionString) throws {
        if case .memory = string.location {
            throw Misuse(
                description: "a new memory:// has nothing to export: "
                    + "'stdnet demo --snapshot FILE' loads one and exports it"
            )
        }
        guard source != .memory else {
            throw Misuse(description: "--source memory is for memory:// alone: leave it out")
        }
        guard fallback == nil || source == nil || source == .rdb else {
            throw Misuse(description: "--fallback is for --source rdb, which is the default")
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
