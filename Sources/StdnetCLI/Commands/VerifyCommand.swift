internal import ArgumentParser
internal import SQLiteSnapshot

/// `stdnet verify`: looks whether a snapshot is intact.
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Look whether a snapshot is what it was when it was written.",
        discussion: """
            SQLite's own checks, references, counts of rows, and for a full snapshot the digest of \
            every key. Exit status 1 says that something is wrong.
            """
    )

    @Argument(help: ArgumentHelp("The snapshot.", valueName: "file"))
    var file: String

    @Flag(help: "Print one JSON object instead of sentences.")
    var json = false

    func run() async throws {
        let progress = ProgressBar()
        defer { progress.clear() }
        let verification = try await SnapshotVerifier.verify(file) { step in
            progress.show("checking", step.done, of: step.total)
        }
        progress.clear()
        let report = VerificationReport(verification, path: file)
        print(json ? try report.json() : report.text)
        guard verification.isIntact else { throw Finding() }
    }
}
