import StdnetBackend

/// Looks whether a snapshot is what it was when it was written.
public struct SnapshotVerifier {
    /// How many problems of one kind are named.
    static let limit = 100

    private let file: SnapshotFile
    private let progress: (SnapshotProgress) -> Void
    private var verification: SnapshotVerification

    /// Looks at all of a file: SQLite's own checks, references, counts of rows, and for a full
    /// snapshot the digest of every key and of all together.
    ///
    /// - Parameters:
    ///   - path: The snapshot.
    ///   - progress: Hears how many keys were looked at, and how many there are.
    /// - Returns: What is wrong; a damaged file is no error, as long as it is known for a snapshot.
    /// - Throws: ``SnapshotError/notASnapshot(path:reason:)``, ``SnapshotError/cancelled``, and what
    ///   SQLite says of a file that it can't open.
    @concurrent
    public static func verify(
        _ path: String,
        progress: @escaping @Sendable (SnapshotProgress) -> Void = { _ in }
    ) async throws(SnapshotError) -> SnapshotVerification {
        let file = try SnapshotFile(path: path)
        var verifier = SnapshotVerifier(
            file: file,
            progress: progress,
            verification: SnapshotVerification(metadata: file.metadata)
        )
        try verifier.run()
        return verifier.verification
    }

    private mutating func run() throws(SnapshotError) {
        try attempt { (verifier) throws(SnapshotError) in try verifier.checkIntegrity() }
        try attempt { (verifier) throws(SnapshotError) in try verifier.checkReferences() }
        try attempt { (verifier) throws(SnapshotError) in try verifier.countRows() }
        guard file.metadata.level == .full else { return }
        try attempt { (verifier) throws(SnapshotError) in try verifier.checkKeys() }
        try attempt { (verifier) throws(SnapshotError) in try verifier.findOrphans() }
    }

    /// Runs a check; where SQLite can't read on, that is what it found.
    private mutating func attempt(
        _ check: (inout SnapshotVerifier) throws(SnapshotError) -> Void
    ) throws(SnapshotError) {
        do throws(SnapshotError) {
            try check(&self)
        } catch {
            guard case .sqlite(_, let message) = error else { throw error }
            verification.problems.append(.damage(message))
        }
    }

    private mutating func checkIntegrity() throws(SnapshotError) {
        progress(SnapshotProgress(step: .checks, model: nil, done: 0, total: 0))
        let rows = try file.connection.rows("PRAGMA integrity_check(\(Self.limit))")
        for row in rows {
            guard case .text(let words)? = row.first, words != "ok" else { continue }
            verification.problems.append(.damage(words))
        }
    }

    private mutating func checkReferences() throws(SnapshotError) {
        let statement = try SQLiteStatement("PRAGMA foreign_key_check", on: file.connection)
        var count = 0
        while count < Self.limit, try statement.step() {
            count += 1
            verification.problems.append(
                .reference(
                    table: statement.text(0),
                    row: statement.isNull(1) ? nil : Int(statement.integer(1)),
                    parent: statement.text(2)
                )
            )
        }
    }

    private mutating func countRows() throws(SnapshotError) {
        for model in file.models {
            let count = try file.count(of: model.table)
            verification.rows += count
            guard count != model.rows else { continue }
            verification.problems.append(
                .rows(table: model.table, found: count, expected: model.rows)
            )
        }
    }

    private mutating func checkKeys() throws(SnapshotError) {
        let total = try file.connection.integer("SELECT count(*) FROM redis_key")
        let sink = DigestSink()
        var target = sink
        try KeyspaceCursor.readLibraries(of: file.connection, into: &target)
        let cursor = try KeyspaceCursor(of: file.connection)
        var wrongCount = 0
        while try cursor.advance(into: &target) {
            guard let digest = sink.takeDigest() else { continue }
            verification.keys += 1
            if digest != cursor.storedDigest {
                wrongCount += 1
                guard wrongCount <= Self.limit else { continue }
                verification.problems.append(
                    .key(database: sink.database, name: String(decoding: sink.name, as: UTF8.self))
                )
            }
            guard verification.keys.isMultiple(of: 1000) else { continue }
            guard !Task.isCancelled else { throw .cancelled }
            progress(
                SnapshotProgress(step: .checks, model: nil, done: verification.keys, total: total)
            )
        }
        guard let expected = file.metadata.digest else {
            verification.problems.append(.noDigest)
            return
        }
        guard sink.digester.total != expected else { return }
        verification.problems.append(
            .digest(found: sink.digester.total.description, expected: expected.description)
        )
    }

    private mutating func findOrphans() throws(SnapshotError) {
        for table in KeyspaceTable.allCases where table.hasParts {
            let count = try file.connection.integer(
                """
                SELECT count(*) FROM \(table.rawValue)
                WHERE key_id NOT IN (SELECT id FROM redis_key)
                """
            )
            guard count > 0 else { continue }
            verification.problems.append(.orphans(table: table.rawValue, count: count))
        }
    }
}
