internal import ArgumentParser
internal import SQLiteSnapshot
internal import StdnetBackend

/// `stdnet restore`: writes a snapshot back into a server.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Write a snapshot back into a server.",
        discussion: """
            Of a full snapshot every key comes back exactly, with its type, its value and the \
            millisecond of its end, into the database that it came from, or into the one that the \
            URL names. Of a typed snapshot the objects come back, by commits that make their \
            indexes anew, under the namespace that the URL has or the one that they came from. At \
            the end the server is read and compared. When it is interrupted, the same command goes \
            on where it stopped.
            """
    )

    @Argument(help: ArgumentHelp("The snapshot.", valueName: "file"))
    var file: String

    @Argument(help: ArgumentHelp("Where it goes.", valueName: "url"))
    var url: String

    @Flag(help: "Delete first what is there, under the namespace or all.")
    var replace = false

    @Flag(help: "Print one JSON object instead of a sentence.")
    var json = false

    func run() async throws {
        let string = try ConnectionString(url)
        if case .memory = string.location {
            throw Misuse(description: "what is restored into a new memory:// is gone at once")
        }
        let snapshot = try SnapshotFile(path: file)
        let progress = ProgressBar()
        defer { progress.clear() }
        if snapshot.metadata.level == .typed {
            try await restoreObjects(of: snapshot, to: string, progress)
        } else {
            try await restoreKeys(of: snapshot, to: string, progress)
        }
    }

    private func restoreKeys(
        of snapshot: SnapshotFile,
        to string: ConnectionString,
        _ progress: ProgressBar
    ) async throws {
        guard ["", snapshot.metadata.namespace].contains(string.namespace) else {
            throw Misuse(
                description: "a full snapshot restores keys under their own names: they start with "
                    + "'\(snapshot.metadata.namespace)', not '\(string.namespace)'"
            )
        }
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

    private func restoreObjects(
        of snapshot: SnapshotFile,
        to string: ConnectionString,
        _ progress: ProgressBar
    ) async throws {
        let backend = try await string.open()
        let restore = TypedRestore(
            file: snapshot,
            backend: backend,
            namespace: string.namespace.isEmpty
                ? snapshot.metadata.namespace : string.namespace,
            isReplacing: replace,
            progress: progress
        )
        do {
            let (summary, seconds) = try await Stopwatch(ContinuousClock()).measure {
                try await restore.run()
            }
            await backend.close()
            progress.clear()
            let report = TypedRestoreReport(
                summary,
                path: file,
                target: string.description,
                namespace: restore.namespace,
                seconds: seconds
            )
            print(json ? try report.json() : report.sentence)
        } catch {
            await backend.close()
            // What is there so far stays, and is gone on with.
            if case .cancelled = Outcome(error) { throw SnapshotError.paused }
            throw error
        }
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
