import StdnetBackend

/// The restore of one database of a snapshot.
struct RestoreRun {
    let file: SnapshotFile
    let reader: KeyReader
    let marker: RestoreMarker
    let replacesExisting: Bool
    /// Whether the libraries of functions are restored with this database.
    let hasLibraries: Bool
    let progress: @Sendable (SnapshotProgress) -> Void

    private var namespace: String { file.metadata.namespace }
    private var database: Int { reader.database }

    /// Restores, and adds to what was done before.
    func result(after summary: RestoreSummary) async -> Result<RestoreSummary, SnapshotError> {
        var summary = summary
        do throws(SnapshotError) {
            let version = ServerVersion(try await reader.origin().serverVersion)
            if try file.needsRedis7, version < ServerVersion(7, 0) {
                throw .serverTooOld(version: version.description)
            }
            let keepsActiveTimes = version >= ServerVersion(7, 2)
            let start = try await prepare()
            summary.resumedKeys += try file.keyCount(of: database, upTo: start ?? 0)
            if hasLibraries { summary.libraries = try await loadLibraries() }
            try await write(after: start, keepsActiveTimes, into: &summary)
            let check = RestoreCheck(
                file: file,
                reader: reader,
                hidden: marker.key,
                hasLibraries: hasLibraries,
                keepsActiveTimes: keepsActiveTimes
            )
            do throws(SnapshotError) {
                summary.endedKeys += try await check.run(progress)
            } catch {
                if case .unfaithful = error { _ = try await reader.run("DEL", marker.key, []) }
                throw error
            }
            _ = try await reader.run("DEL", marker.key, [])
            return .success(summary)
        } catch {
            return .failure(error)
        }
    }

    /// Makes room; answers the id of the last key that an earlier run has completed, nil when there
    /// was none.
    private func prepare() async throws(SnapshotError) -> Int64? {
        if let position = try await marker.position(by: reader) { return position }
        if replacesExisting {
            try await clear()
        } else if try await !isEmpty() {
            throw .notEmpty(database: database, namespace: namespace)
        }
        var batch = CommandBatch()
        marker.appendMove(to: 0, in: &batch)
        try await reader.send(batch).get()
        return nil
    }

    private func clear() async throws(SnapshotError) {
        guard namespace.isEmpty else {
            do {
                try await reader.backend.deleteKeys(withPrefix: namespace)
            } catch {
                throw SnapshotError(error)
            }
            return
        }
        _ = try await reader.run("FLUSHDB", "ASYNC")
        if hasLibraries, try await !reader.libraries().isEmpty {
            _ = try await reader.run("FUNCTION", "FLUSH")
        }
    }

    private func isEmpty() async throws(SnapshotError) -> Bool {
        guard !namespace.isEmpty else {
            guard try await reader.run("DBSIZE").integer == 0 else { return false }
            guard hasLibraries else { return true }
            return try await reader.libraries().isEmpty
        }
        var walk = KeyspaceWalk(.prefix(namespace), stepSize: 1000)
        do throws(BackendError) {
            while let keys = try await walk.next(on: reader.backend).keys {
                if !keys.isEmpty { return false }
            }
        } catch {
            throw SnapshotError(error)
        }
        return true
    }

    /// Loads the libraries that are not there; answers how many the snapshot has.
    private func loadLibraries() async throws(SnapshotError) -> Int {
        let wanted = try file.libraries()
        guard !wanted.isEmpty else { return 0 }
        let found = Set(try await reader.libraries())
        var batch = CommandBatch()
        for code in wanted where !found.contains(code) {
            batch.append { arguments in
                arguments.append("FUNCTION" as StaticString)
                arguments.append("LOAD" as StaticString)
                if replacesExisting { arguments.append("REPLACE" as StaticString) }
                arguments.append(code)
            }
        }
        try await reader.send(batch).get()
        return wanted.count
    }

    /// Writes all keys that are left; the next batch is put together while one is on its way.
    private func write(
        after start: Int64?,
        _ keepsActiveTimes: Bool,
        into summary: inout RestoreSummary
    ) async throws(SnapshotError) {
        let total = try file.keyCount(of: database, upTo: .max)
        let resumed = try file.keyCount(of: database, upTo: start ?? 0)
        let cursor = try file.cursor(of: database, after: start ?? 0)
        let sink = CommandSink(keepsActiveTimes: keepsActiveTimes)
        // What was on its way when the last run ended is two batches at most.
        sink.deletesFirst = start != nil
        let before = summary.keys
        let reader = reader
        var next = try fill(sink, from: cursor)
        while let batch = next {
            guard !Task.isCancelled else { throw .cancelled }
            let done = cursor.count
            async let sent = reader.send(batch)
            if done > 2 * (CommandSink.commandLimit + 2) { sink.deletesFirst = false }
            next = try fill(sink, from: cursor)
            try await sent.get()
            summary.keys = before + done
            progress(
                SnapshotProgress(step: .keys, model: nil, done: resumed + done, total: total)
            )
        }
    }

    /// The next batch, with a move of the marker at its end; nil when there is nothing left.
    private func fill(
        _ sink: CommandSink,
        from cursor: KeyspaceCursor
    ) throws(SnapshotError) -> CommandBatch? {
        var target = sink
        while !sink.isFull, try cursor.advance(into: &target) {}
        var batch = sink.takeBatch()
        guard !batch.isEmpty else { return nil }
        marker.appendMove(to: cursor.lastCompleteID, in: &batch)
        return batch
    }
}

extension KeyReader {
    /// Runs commands for what they do; the first that fails decides the result.
    func send(_ batch: CommandBatch) async -> Result<Void, SnapshotError> {
        guard !batch.isEmpty else { return .success(()) }
        do throws(BackendError) {
            let replies = try await backend.execute(batch)
            for (position, reply) in replies.enumerated() where reply.kind == .error {
                _ = try batch.checked(reply, at: position)
            }
            return .success(())
        } catch {
            return .failure(SnapshotError(error))
        }
    }
}
