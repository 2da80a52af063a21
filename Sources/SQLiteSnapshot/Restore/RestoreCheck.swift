import StdnetBackend

/// Compares what a target holds with what the snapshot says.
struct RestoreCheck {
    let file: SnapshotFile
    let reader: KeyReader
    /// The key that says how far the restore is.
    let hidden: Bytes
    let hasLibraries: Bool
    let keepsActiveTimes: Bool

    private var database: Int { reader.database }

    /// Throws where they differ; answers how many keys were left out because they end.
    func run(
        _ progress: @Sendable (SnapshotProgress) -> Void
    ) async throws(SnapshotError) -> Int {
        let namespace = file.metadata.namespace
        let source = ScanSource(reader.backend, database: database, prefix: namespace)
        let sink = DigestSink(
            prefix: namespace,
            hiding: hidden,
            keepsActiveTimes: keepsActiveTimes
        )
        var target = sink
        _ = try await source.read(into: &target) { done, total in
            progress(SnapshotProgress(step: .checks, model: nil, done: done, total: total))
        }
        let now = try await time()
        var expected = try file.expirySums(of: database, keepsActiveTimes: keepsActiveTimes)
        var found = sink.sums
        expected.removeEnding(until: now)
        found.removeEnding(until: now)
        let count = try file.keyCount(of: database, upTo: .max)
        guard found == expected else {
            throw .unfaithful(database: database, found: sink.count, expected: count)
        }
        try checkLibraries(sink.libraries)
        return try file.endingCount(of: database, until: now)
    }

    private func checkLibraries(_ found: Set<Bytes>) throws(SnapshotError) {
        guard hasLibraries else { return }
        let wanted = Set(try file.libraries())
        let isRight =
            file.metadata.namespace.isEmpty ? found == wanted : found.isSuperset(of: wanted)
        guard isRight else { throw .unfaithfulLibraries }
    }

    /// What the clock of the server shows, in milliseconds since 1970.
    private func time() async throws(SnapshotError) -> Int64 {
        let reply = try await reader.run("TIME")
        guard let seconds = reply.elements.first(where: { _ in true })?.integer else {
            throw .source(.decoding(expected: "the time", found: "another reply"))
        }
        return Int64(seconds) * 1000
    }
}
