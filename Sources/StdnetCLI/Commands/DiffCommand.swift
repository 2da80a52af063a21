internal import ArgumentParser
internal import SQLiteSnapshot

/// `stdnet diff`: what two databases differ in.
struct DiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Say what two snapshots, or databases, differ in.",
        discussion: """
            Rows by model and field, and keys where both are full snapshots. A URL is read into a \
            snapshot that is gone at the end, under the namespace that the URL has. Exit status 1 \
            says that there are differences.
            """
    )

    @Argument(help: ArgumentHelp("A snapshot or a URL.", valueName: "before"))
    var before: String

    @Argument(help: ArgumentHelp("A snapshot or a URL.", valueName: "after"))
    var after: String

    @Option(help: ArgumentHelp("How many rows and keys are listed.", valueName: "number"))
    var limit = 20

    @Flag(help: "Print one JSON object instead of lines.")
    var json = false

    func run() async throws {
        guard limit >= 0 else { throw Misuse(description: "--limit is at least 0, not \(limit)") }
        let progress = ProgressBar()
        defer { progress.clear() }
        let folder = try TemporaryFolder()
        let like = [before, after].first { !ComparedDatabase.isURL($0) }
        let first = try await ComparedDatabase(before).file(in: folder, like: like, progress)
        let second = try await ComparedDatabase(after).file(in: folder, like: like, progress)
        let difference = try await SnapshotComparer.compare(first, second, listing: limit) { step in
            progress.show("comparing", step.done, of: step.total)
        }
        progress.clear()
        let report = DifferenceReport(difference, before: before, after: after)
        print(json ? try report.json() : report.text)
        guard difference.isEmpty else { throw Finding() }
    }
}
