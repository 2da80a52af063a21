/// The twin of `upsert.lua`.
extension CommitTwin {
    /// Finds out whether upserts change objects or make them.
    mutating func resolveUpserts() throws(BackendError) {
        for (model, positions, lookups) in upserts {
            let unique = lookups.first { models[model].attributes[$0].unique != nil }
            var owners: [Word?] = positions.map { _ in nil }
            if let unique, let key = models[model].attributes[unique].unique,
                try typed(key, "hash", nil, model) == .taken
            {
                let values = positions.map { sought(model, unique, $0) }
                for first in stride(from: 0, to: values.count, by: 5000) {
                    let last = min(first + 5000, values.count)
                    let reply = try run.call { command in
                        command.append("HMGET" as StaticString)
                        command.append(key)
                        for value in values[first..<last] { command.append(value) }
                    }
                    owners.replaceSubrange(first..<last, with: run.kept(reply))
                }
            }
            guard try typed(run.models[model].ids, models[model].setType, nil, model) != nil else {
                for position in positions { refuse(model, position) }
                continue
            }
            let dying = self.dying(model)
            for (position, owner) in zip(positions, owners) {
                let candidates: [Word]
                if lookups.isEmpty {
                    candidates = [models[model].list[position].id]
                } else if unique != nil {
                    candidates = owner.map { [$0] } ?? []
                } else {
                    candidates = try indexed(model, lookups, position)
                }
                let found = try confirmed(model, lookups, position, candidates, unique, dying)
                settle(model, lookups, position, found)
            }
        }
    }

    /// Which objects end by name or by query.
    private func dying(_ model: Int) -> Set<Word> {
        var dying = Set(doomed.filter { $0.model == model }.map(\.id))
        for operation in models[model].list where operation.isDeletion {
            dying.insert(operation.id)
        }
        return dying
    }

    private func sought(_ model: Int, _ attribute: Int, _ position: Int) -> Word {
        let operation = models[model].list[position]
        guard case .value(let place) = shapes[operation.shape].places[attribute] else {
            return Word("")
        }
        return operation.value(place, of: run.arguments)
    }

    /// The ids of those that have the values, by the index of each attribute.
    private mutating func indexed(
        _ model: Int,
        _ lookups: [Int],
        _ position: Int
    ) throws(BackendError) -> [Word] {
        var keys: [Word] = []
        for attribute in lookups {
            guard let set = models[model].attributes[attribute].set else { return [] }
            let key = run.arena.keep(set.bytes, then: sought(model, attribute, position).bytes)
            let operation = models[model].list[position]
            guard try typed(key, models[model].setType, operation, model) != nil else { return [] }
            keys.append(key)
        }
        let isSorted = models[model].isSorted
        let reply = try run.call { command in
            command.append(isSorted ? "ZINTER" as StaticString : "SINTER")
            if isSorted { command.append(keys.count) }
            for key in keys { command.append(key) }
        }
        return run.kept(reply).compactMap(\.self)
    }

    /// Of these ids those of objects that are there, do not end, and have the values.
    private mutating func confirmed(
        _ model: Int,
        _ lookups: [Int],
        _ position: Int,
        _ candidates: [Word],
        _ unique: Int?,
        _ dying: Set<Word>
    ) throws(BackendError) -> [Word] {
        var found: [Word] = []
        let there = try run.existing(run.models[model], candidates)
        let objects = run.models[model].objects
        for (id, mark) in zip(candidates, there) where mark != nil && !dying.contains(id) {
            let operation = models[model].list[position]
            guard lookups.count > (unique == nil ? 0 : 1) else {
                found.append(id)
                continue
            }
            guard try typed(objects, id, Word("hash"), operation, model) == .taken else {
                continue
            }
            let names = lookups.map { models[model].attributes[$0].name }
            let reply = try run.call { command in
                command.append("HMGET" as StaticString)
                command.append(objects, then: id)
                for name in names { command.append(name) }
            }
            // Whose a unique value is the index says.
            let fits = zip(lookups, run.kept(reply)).allSatisfy {
                $0 == unique || $1 == sought(model, $0, position)
            }
            if fits { found.append(id) }
        }
        return found
    }

    private mutating func settle(
        _ model: Int,
        _ lookups: [Int],
        _ position: Int,
        _ found: [Word]
    ) {
        let operation = models[model].list[position]
        let detail = models[model].list[position].makeDetail()
        if found.count > 1 {
            refuse(model, position)
            violation(
                "ambiguous",
                operation,
                model,
                Word(""),
                run.arena.keep(found.count)
            )
        } else if let id = found.first, !operation.isPlanned, id != operation.id {
            refuse(model, position)
            let attribute = lookups.first ?? 0
            let name = models[model].attributes[attribute].name
            violation("unique", operation, model, name, sought(model, attribute, position), id)
        } else if let id = found.first {
            detail.upsert = .found
            models[model].list[position].kind = UInt8(ascii: "S")
            models[model].list[position].id = id
            models[model].list[position].isPlanned = false
        } else {
            detail.upsert = .created
            models[model].list[position].kind = UInt8(ascii: "I")
        }
    }

    /// What can't be resolved is left out of what follows: the session is refused anyway.
    private mutating func refuse(_ model: Int, _ position: Int) {
        models[model].list[position].kind = UInt8(ascii: "D")
        models[model].list[position].id = Word("")
        models[model].list[position].isPlanned = true
        models[model].list[position].makeDetail().upsert = .refused
    }
}
