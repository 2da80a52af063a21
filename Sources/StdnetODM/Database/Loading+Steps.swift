extension Loading {
    /// Everything that the selection asks for, found in steps and read in chunks.
    func inSteps() async throws(FetchFailure) -> [Output] {
        if let outputs = try await allByNumber() { return outputs }
        var finder = finder
        var outputs: [Output] = []
        while true {
            let ids = try await finder.next(database.reach.step)
            if ids.isEmpty { return outputs }
            outputs += try await load(ids)
        }
    }

    /// What finds the ids of the selection.
    var finder: Finder {
        Finder(selection.plan, selection.slice, of: schema.model, in: database)
    }

    /// Reads objects in the order of their ids; those that are gone are left out.
    ///
    /// One round trip.
    func load(_ ids: [Bytes]) async throws(FetchFailure) -> [Output] {
        guard !ids.isEmpty else { return [] }
        guard !usesScript else { return try await loadWithTargets(ids) }
        return try rows(
            of: ids,
            asksWho: !hasRequired,
            await replies(to: ids, asksWho: !hasRequired)
        )
        .outputs
    }

    /// Reads the hashes of objects, and before that whether their ids are there when that is asked.
    func replies(to ids: [Bytes], asksWho: Bool) async -> Result<[Reply], BackendError> {
        var batch = CommandBatch(repeatable: true)
        let prefix = Bytes(layout.objectPrefix.utf8)
        if asksWho {
            batch.append { words in
                let isSorted = schema.model.ordering != nil
                words.append(isSorted ? "ZMSCORE" as StaticString : "SMISMEMBER")
                words.append(layout.ids)
                for id in ids { words.append(id) }
            }
        }
        for id in ids where !columns.isEmpty {
            batch.append { words in
                words.append("HMGET" as StaticString)
                prefix.withUnsafeBytes { prefix in
                    id.withUnsafeBytes { words.append(prefix, then: $0) }
                }
                for column in columns { words.append(column) }
            }
        }
        do throws(BackendError) {
            return .success(try await database.checked(batch))
        } catch {
            return .failure(error)
        }
    }

    /// What the replies hold, and how many of the ids are there as far as that was asked.
    func rows(
        of ids: [Bytes],
        asksWho: Bool,
        _ replies: Result<[Reply], BackendError>
    ) throws(FetchFailure) -> (outputs: [Output], found: Int) {
        let read: [Reply]
        do throws(BackendError) { read = try replies.get() } catch { throw .backend(error) }
        let isThere = asksWho ? read[0].elements.map { !$0.isNull && $0.integer != 0 } : []
        var builder = ReplyBuilder()
        builder.array(ids.count)
        for id in ids { builder.bulk(id) }
        let names = builder.finish()[0]
        var outputs: [Output] = []
        outputs.reserveCapacity(ids.count)
        var found = 0
        for place in ids.indices where !asksWho || isThere[place] {
            found += 1
            let id = names.leaf(place)
            let cells = columns.isEmpty ? id : read[(asksWho ? 1 : 0) + place]
            let row = Found(id: id, row: Row(cells, skipping: 1, schema: schema))
            if let output = try value(of: row, mayBeGone: true) { outputs.append(output) }
        }
        return (outputs, found)
    }

    private func loadWithTargets(_ ids: [Bytes]) async throws(FetchFailure) -> [Output] {
        var batch = CommandBatch(repeatable: true)
        append(Scripts.load, keys: [layout.ids, layout.ids], to: &batch) { words in
            words.append("ids" as StaticString)
            words.append(ids.count)
            for id in ids { words.append(id) }
            words.append(columns.count)
            for column in columns { words.append(column) }
        }
        let reply: Reply
        do throws(BackendError) { reply = try await database.checked(batch)[0] } catch {
            throw .backend(error)
        }
        return try decode(reply, mayBeGone: true)
    }
}
