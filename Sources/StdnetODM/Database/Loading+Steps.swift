extension Loading {
    /// Everything that the selection asks for, found in steps and read in chunks.
    func inSteps() async throws(FetchFailure) -> [Output] {
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
        var batch = CommandBatch(repeatable: true)
        let prefix = Bytes(layout.objectPrefix.utf8)
        // Who has no required field may have no hash: the id alone says that there is an object.
        let hasRequired = schema.model.fields.contains { !$0.isOptional }
        if !hasRequired {
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
                words.append(prefix + id)
                for column in columns { words.append(column) }
            }
        }
        let replies: [Reply]
        do throws(BackendError) { replies = try await database.checked(batch) } catch {
            throw .backend(error)
        }
        let isThere = hasRequired ? [] : replies[0].elements.map { !$0.isNull && $0.integer != 0 }
        var builder = ReplyBuilder()
        builder.array(ids.count)
        for id in ids { builder.bulk(id) }
        let names = builder.finish()[0]
        var outputs: [Output] = []
        outputs.reserveCapacity(ids.count)
        for place in ids.indices where hasRequired || isThere[place] {
            let id = names.leaf(place)
            let cells = columns.isEmpty ? id : replies[(hasRequired ? 0 : 1) + place]
            let found = Found(id: id, row: Row(cells, skipping: 1, schema: schema))
            if let output = try value(of: found, mayBeGone: true) { outputs.append(output) }
        }
        return outputs
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
