internal import ArgumentParser
internal import SQLiteSnapshot
internal import StdnetBackend

/// `stdnet restore`: writes a snapshot back into a server.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Write a full snapshot back into a server, exactly.",
        discussion: """
            Every key comes back with its type, its value and the millisecond of its end, each into \
            the database that it came from, or all into the one that the URL names. At the end the \
            server is read and compared by digest. When it is interrupted, the same command goes on \
            where it stopped.
            """
    )

    @Argument(help: ArgumentHelp("The snapshot, of level full.", valueName: "file"))
    var file: String

    @Argument(help: ArgumentHelp("Where it goes.", valueName: "url"))
    var url: String

    @Flag(help: "Delete first what is there, under the namespace of the snapshot or in all.")
    var replace = false

    @Flag(help: "Print one JSON object instead of a sentence.")
    var json = false

    func run() async throws {
        let string = try ConnectionString(url)
        if case .memory = string.location {
            throw Misuse(description: "what is restored into a new memory:// is gone at once")
        }
        guard string.namespace.isEmpty else {
            throw Misuse(
                description: "keys are restored under their own names: leave out 'namespace'"
            )
        }
        let progress = ProgressBar()
        defer { progress.clear() }
        let (summary, seconds) = try await Stopwatch(ContinuousClock()).measure {
            try await restore(to: string, progress)
        }
        progress.clear()
        let report = RestoreReport(
            summary,
            path: file,
            target: string.description,
            seconds: seconds
        )
        print(json ? try report.json() : report.sentence)
    }

    private func restore(
        to string: ConnectionString,
        _ progress: ProgressBar
    ) async throws -> RestoreSummary {
        let show = { @Sendable (step: SnapshotProgress) in
            progress.show(step.step == .keys ? "restoring" : "comparing", step.done, of: step.total)
        }
        guard string.database != 0 else {
            let target = RestoreTarget { (database: Int) throws(BackendError) -> any Backend in
                try await string.with(database: database).open()
            }
            return try await SnapshotRestorer.restore(
                file,
                to: target,
                replacingExisting: replace,
                progress: show
            )
        }
        let backend = try await string.open()
        do {
            let summary = try await SnapshotRestorer.restore(
                file,
                to: RestoreTarget(backend),
                replacingExisting: replace,
                progress: show
            )
            await backend.close()
            return summary
        } catch {
            await backend.close()
            throw error
        }
    }
}
