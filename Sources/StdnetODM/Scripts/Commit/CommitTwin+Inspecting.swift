/// The twin of `inspect.lua`.
extension CommitTwin {
    mutating func inspectObjects() throws(BackendError) {
        for model in models.indices where models[model].isUsed {
            let ids = run.models[model].ids
            guard try typed(ids, models[model].setType, nil, model) != nil else { continue }
            // Numbered objects of models whose objects always have a hash need not be asked for by
            // id: their keys are looked at anyway.
            let isHashed = models[model].isHashed
            func isAsked(_ operation: OperationState) -> Bool {
                !isHashed || !operation.isPlanned || operation.detail?.upsert != nil
            }
            var fresh = models[model].list.indices.filter { !isAsked(models[model].list[$0]) }
            let asked = models[model].list.indices.filter { isAsked(models[model].list[$0]) }
            let names = asked.map { models[model].list[$0].id }
            for (position, there) in zip(asked, try run.existing(run.models[model], names)) {
                let operation = models[model].list[position]
                let isCancelled = operation.source.map { models[model].list[$0].target == nil }
                let goes = models[model].leaving[operation.id] ?? position
                if isCancelled ?? false || (there != nil && goes != position) {
                    // It does not come, or its id becomes free.
                    continue
                } else if there != nil,
                    operation.kind == UInt8(ascii: "I") || operation.source != nil
                {
                    violation("existing", operation, model)
                } else if there != nil {
                    models[model].list[position].there = there
                    try read(model, position)
                } else {
                    if operation.kind == UInt8(ascii: "U") || operation.target != nil {
                        violation("missing", operation, model)
                    }
                    fresh.append(position)
                }
            }
            // What moves keeps what it has.
            for position in models[model].list.indices {
                guard let source = models[model].list[position].source else { continue }
                models[model].list[position].detail?.old =
                    models[model].list[source].detail?.old ?? []
            }
            try findStale(model, fresh)
        }
    }

    /// Reads the stored values of an object that is to be changed or deleted.
    mutating func read(_ model: Int, _ position: Int) throws(BackendError) {
        let operation = models[model].list[position]
        let objects = run.models[model].objects
        let state = try typed(objects, operation.id, Word("hash"), operation, model)
        guard state == .taken else { return }
        models[model].list[position].makeDetail().isHashed = true
        guard models[model].storedCount > 0 else { return }
        let reply = try run.call { command in
            command.append("HMGET" as StaticString)
            command.append(objects, then: operation.id)
            for attribute in models[model].attributes where !attribute.isMade {
                command.append(attribute.name)
            }
        }
        models[model].list[position].makeDetail().old = run.kept(reply)
    }

    /// What is left of an object that is not there goes, unless it is no hash.
    mutating func findStale(_ model: Int, _ fresh: [Int]) throws(BackendError) {
        let objects = run.models[model].objects
        var first = 0
        while first < fresh.count {
            let part = fresh[first..<min(first + 5000, fresh.count)]
            first += part.count
            let ids = part.map { models[model].list[$0].id }
            let reply = try run.call { command in
                command.append("EXISTS" as StaticString)
                for id in ids { command.append(objects, then: id) }
            }
            guard reply.integer != 0 else { continue }
            for (position, id) in zip(part, ids)
            where try typed(objects, id, Word("hash"), nil, model) == .taken {
                let operation = models[model].list[position]
                if operation.isPlanned, operation.detail?.upsert == nil, models[model].isHashed,
                    try run.existing(run.models[model], [id]).first.flatMap({ $0 }) != nil
                {
                    violation("existing", operation, model)
                } else {
                    models[model].stale.append(run.arena.keep(objects.bytes, then: id.bytes))
                }
            }
        }
    }
}
