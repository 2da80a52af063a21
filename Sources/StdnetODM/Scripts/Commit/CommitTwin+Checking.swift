/// The twin of the last part of `validate.lua`: checks of many at once.
extension CommitTwin {
    /// With a key that is not there among them SINTERCARD does nothing but check that all others
    /// are sets.
    ///
    /// Only when one is not, they are asked one by one.
    private mutating func checkSets(_ model: Int) throws(BackendError) {
        let keys = models[model].sets
        guard keys.count > 0 else { return }
        if !models[model].isSorted {
            let absent = run.scratch
            do throws(BackendError) {
                return try run.perform { command in
                    command.append("SINTERCARD" as StaticString)
                    command.append(keys.count + 1)
                    command.append(absent, then: Word("absent"))
                    command.append(contentsOf: keys)
                }
            } catch {}
        }
        for position in 0..<keys.count {
            let key = keys.withView { run.arena.keep($0[position]) }
            _ = try typed(key, models[model].setType, nil, model)
        }
    }

    mutating func checkWrites() throws(BackendError) {
        for model in models.indices {
            for attribute in models[model].attributes.indices {
                try checkClaims(model, attribute)
                let state = models[model].attributes[attribute]
                if let range = state.range, !(state.rangeAdded + state.rangeRemoved).isEmpty {
                    _ = try typed(range, "zset", nil, model)
                }
            }
            try checkNeeds(model)
            try checkSets(model)
        }
        _ = try typed(schemaKey, "hash", nil, models.isEmpty ? nil : 0)
    }

    /// Whether the values of a unique attribute are free for their claimers, after the batch.
    private mutating func checkClaims(_ model: Int, _ attribute: Int) throws(BackendError) {
        let state = models[model].attributes[attribute]
        guard let unique = state.unique, !(state.claims.isEmpty && state.releases.isEmpty),
            try typed(unique, "hash", nil, model) != nil
        else { return }
        let owners = try owners(of: state.claims.map(\.value), in: unique)
        for ((value, position), owner) in zip(state.claims, owners) {
            guard let owner, owner != models[model].list[position].id,
                !givesUp(model, attribute, owner, value),
                try run.existing(run.models[model], [owner]).first.flatMap({ $0 }) != nil,
                try !isGhost(model, owner)
            else { continue }
            violation("unique", models[model].list[position], model, state.name, value, owner)
        }
        // Only what the releasing object really owned is taken out.
        let released = try self.owners(of: state.releases.map(\.value), in: unique)
        models[model].attributes[attribute].releases = zip(state.releases, released)
            .filter { $0.id == $1 }.map(\.0)
    }

    /// Whether an object of the batch gives up a value of a unique attribute.
    ///
    /// Asked of the object and not of the value: where the hash was damaged, several objects may hold
    /// one value.
    private func givesUp(_ model: Int, _ attribute: Int, _ id: Word, _ value: Word) -> Bool {
        guard let position = models[model].leaving[id] ?? models[model].positions[id],
            position >= 0
        else { return false }
        let other = models[model].list[position]
        guard other.exists else { return false }
        let isLost = models[model].isHashed && !(other.detail?.isHashed ?? false)
        guard stored(model, other, attribute) == value || isLost else { return false }
        return written(model, other, attribute) != .unchanged
            && self.value(model, other, attribute) != value
    }

    /// An object that lost its hash, as keys that expire do, although it has a field that is never
    /// absent: it holds no value against others, and goes.
    private mutating func isGhost(_ model: Int, _ id: Word) throws(BackendError) -> Bool {
        guard models[model].isHashed, models[model].positions[id] ?? -1 < 0 else { return false }
        let objects = run.models[model].objects
        let reply = try run.call { command in
            command.append("EXISTS" as StaticString)
            command.append(objects, then: id)
        }
        guard reply.integer == 0 else { return false }
        models[model].ghosts.append(id)
        return true
    }

    private mutating func owners(
        of values: [Word],
        in unique: Word
    ) throws(BackendError) -> [Word?] {
        guard !values.isEmpty else { return [] }
        let reply = try run.call { command in
            command.append("HMGET" as StaticString)
            command.append(unique)
            for value in values { command.append(value) }
        }
        return run.kept(reply)
    }

    private mutating func checkNeeds(_ model: Int) throws(BackendError) {
        let needs = models[model].needs
        guard !needs.isEmpty,
            try typed(run.models[model].ids, models[model].setType, nil, model) != nil
        else { return }
        let there = try run.existing(run.models[model], needs)
        for (id, found) in zip(needs, there) {
            let position = models[model].positions[id] ?? -1
            let exists = position >= 0 ? !models[model].list[position].isDeletion : found != nil
            guard !exists else { continue }
            for needer in models[model].needers[id] ?? [] {
                violation(
                    "reference",
                    models[needer.model].list[needer.operation],
                    needer.model,
                    models[needer.model].attributes[needer.attribute].name,
                    run.arena.keep("\(model + 1)"),
                    id
                )
            }
        }
    }

    /// Whether the database knows every model, or is told of it now.
    mutating func knowsSchemas() throws(BackendError) -> Bool {
        for model in models.indices where models[model].isUsed {
            let name = models[model].name
            let reply = try run.call { command in
                command.append("HGET" as StaticString)
                command.append(schemaKey)
                command.append(name)
            }
            if models[model].schema.isEmpty {
                if reply.isNull { return false }
            } else if reply.withBytes({ Word($0) == models[model].schema }) {
                models[model].schema = Word("")
            }
        }
        return true
    }
}
