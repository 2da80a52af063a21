import StdnetBackend

extension FileSource {
    /// What errors call what a server gives.
    static let streamName = "the replication stream"

    /// Receives from a server what it gives its replicas.
    ///
    /// It is kept on disk until it is complete: so the server is done with it as fast as the network
    /// and the disk are, and it can be read twice.
    ///
    /// - Parameters:
    ///   - backend: The server.
    ///   - path: A file beside which there is room for all of it.
    ///   - options: Which database is wanted, and whether keys of modules are left out.
    ///   - progress: Hears how many bytes are there.
    ///   - take: Takes the bytes already when they come.
    /// - Returns: What was received, for reading.
    /// - Throws: ``SnapshotError/source(_:)`` for what the server or the connection does,
    ///   ``SnapshotError/unwritable(path:reason:)`` when there is no room.
    static func receive(
        from backend: any KeyspaceReplicating,
        beside path: String,
        _ options: SnapshotOptions,
        progress: @Sendable (SnapshotProgress) -> Void,
        take: (Bytes) async throws(SnapshotError) -> Void
    ) async throws(SnapshotError) -> FileSource {
        let spool = try SpoolFile(beside: path)
        progress(SnapshotProgress(step: .transfer, model: nil, done: 0, total: 0))
        var known = await information(of: backend)
        let stream: any ReplicationStream
        do { stream = try await backend.replicate() } catch { throw SnapshotError(error) }
        defer { stream.close() }
        known.replicationOffset = stream.position?.offset
        var done = 0
        while let bytes = try await next(of: stream) {
            try spool.append(bytes)
            try await take(bytes)
            done += bytes.count
            progress(
                SnapshotProgress(step: .transfer, model: nil, done: done, total: stream.size ?? 0)
            )
        }
        return FileSource(
            try spool.reopened(),
            name: streamName,
            skipsModules: options.skipsModules,
            database: options.database,
            method: .rdb,
            known: known
        )
    }

    private static func next(
        of stream: any ReplicationStream
    ) async throws(SnapshotError) -> Bytes? {
        do { return try await stream.next() } catch { throw SnapshotError(error) }
    }

    /// What the server says about itself; users may be kept from asking.
    private static func information(of backend: any KeyspaceReplicating) async -> KeyspaceOrigin {
        var vector = Arguments()
        for word in ["INFO", "server"] { vector.append(word) }
        let reply = try? await backend.run(RawCommand(vector: vector))
        return KeyspaceOrigin(information: reply?.text ?? "")
    }
}
