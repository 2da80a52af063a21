import StdnetBackend

extension KeyReader {
    /// Gives a stream to a sink: entries in pages, then what XINFO says of it and of its groups.
    ///
    /// The state is of one instant. Entries that are newer are left out, so that it fits.
    func writeStream(
        _ key: FoundKey,
        _ reply: Reply,
        into sink: inout some KeyspaceSink<SnapshotError>
    ) async throws(SnapshotError) -> Bool {
        guard let details = try await details(of: key, reply) else { return false }
        let state = try StoredStream(information: details)
        guard try begin(key, in: &sink) else { return true }
        var start = "-"
        var isOver = false
        while !isOver {
            let words = [
                start, state.lastID.description, "COUNT", String(PageSize.entries),
            ]
            guard let page = try await nextPage("XRANGE", key, words).get() else {
                try sink.abandon()
                return false
            }
            for entry in page.elements {
                let id = try Self.write(entry, into: &sink)
                start = "(" + id.description
            }
            isOver = page.count < PageSize.entries
        }
        try sink.stream(state)
        for group in details.list("groups") {
            try Self.write(group: group, into: &sink)
        }
        try sink.end()
        return true
    }

    /// What XINFO says with all that is pending; nil when the key is no stream any more.
    ///
    /// The first look counts what is pending, and a second one is needed only where there is more
    /// than one entry. What is delivered meanwhile makes a third one.
    private func details(
        of key: FoundKey,
        _ reply: Reply
    ) async throws(SnapshotError) -> Reply? {
        var details = reply
        var limit = 1
        while details.pendingCount > limit {
            guard !Task.isCancelled else { throw .cancelled }
            limit = details.pendingCount
            var batch = CommandBatch()
            key.appendInformation(to: &batch, limit: limit)
            do throws(BackendError) {
                details = try await answer(to: batch)
            } catch .wrongType {
                return nil
            } catch {
                let error = SnapshotError(error)
                guard error.isMissingKey else { throw error }
                return nil
            }
        }
        return details
    }

    private static func write(
        _ entry: Reply,
        into sink: inout some KeyspaceSink<SnapshotError>
    ) throws(SnapshotError) -> StreamEntryID {
        var parts = entry.elements
        guard let id = parts.next().flatMap({ StreamEntryID($0.text) }), let values = parts.next()
        else { throw .source(.decoding(expected: "an entry", found: "another reply")) }
        var fields = Arguments()
        for value in values.elements { value.withBytes { fields.append($0) } }
        try fields.withView { view throws(SnapshotError) in try sink.entry(id, view) }
        return id
    }

    private static func write(
        group: Reply,
        into sink: inout some KeyspaceSink<SnapshotError>
    ) throws(SnapshotError) {
        guard let name = group.named("name"),
            let last = group.named("last-delivered-id").flatMap({ StreamEntryID($0.text) })
        else { throw .source(.decoding(expected: "a group", found: "another reply")) }
        let read = group.named("entries-read")?.integer
        let state = StoredStreamGroup(lastID: last, entriesRead: read.map(Int64.init))
        try name.lend { name throws(SnapshotError) in try sink.group(name, state) }
        for consumer in group.list("consumers") {
            guard let name = consumer.named("name"),
                let seen = consumer.named("seen-time")?.integer
            else { throw .source(.decoding(expected: "a consumer", found: "another reply")) }
            let active = consumer.named("active-time")?.integer
            let state = StoredStreamConsumer(
                seen: Int64(seen),
                active: active.flatMap { $0 < 0 ? nil : Int64($0) }
            )
            try name.lend { name throws(SnapshotError) in try sink.consumer(name, state) }
            for delivery in consumer.list("pending") {
                var parts = delivery.elements
                guard let id = parts.next().flatMap({ StreamEntryID($0.text) }),
                    let time = parts.next()?.integer, let count = parts.next()?.integer
                else { throw .source(.decoding(expected: "a delivery", found: "another reply")) }
                try sink.pending(
                    id,
                    StoredDelivery(
                        time: Int64(time),
                        count: UInt64(bitPattern: Int64(count))
                    )
                )
            }
        }
    }
}

extension StoredStream {
    /// Reads what XINFO STREAM says.
    fileprivate init(information: Reply) throws(SnapshotError) {
        guard
            let last = information.named("last-generated-id").flatMap({ StreamEntryID($0.text) }),
            let length = information.named("length")?.integer
        else { throw .source(.decoding(expected: "a stream", found: "another reply")) }
        let deleted = information.named("max-deleted-entry-id").flatMap { StreamEntryID($0.text) }
        let added = information.named("entries-added")?.integer ?? length
        self.init(lastID: last, maxDeletedID: deleted ?? .zero, entriesAdded: Int64(added))
    }
}

extension FoundKey {
    /// Appends what asks for a stream with so many pending entries of each consumer.
    func appendInformation(to batch: inout CommandBatch, limit: Int) {
        batch.append { arguments in
            arguments.append("XINFO" as StaticString)
            arguments.append("STREAM" as StaticString)
            arguments.append(name)
            arguments.append("FULL" as StaticString)
            arguments.append("COUNT" as StaticString)
            arguments.append(limit)
        }
    }
}

extension Reply {
    /// How many entries are pending in the group where there are most.
    fileprivate var pendingCount: Int {
        list("groups").map { $0.named("pel-count")?.integer ?? 0 }.max() ?? 0
    }

    /// The elements of the collection under a name; none when there is no such name.
    fileprivate func list(_ name: String) -> [Reply] {
        named(name).map { Array($0.elements) } ?? []
    }
}
