/// The twin of `validate.lua`.
extension CommitTwin {
    mutating func planWrites() {
        for model in models.indices {
            reserve(model)
            for position in models[model].list.indices {
                let operation = models[model].list[position]
                if !operation.isDeletion || operation.exists { plan(model, position) }
            }
        }
    }

    /// Makes room for as many claims as there may be: a table that grows is made anew.
    private mutating func reserve(_ model: Int) {
        let count = models[model].list.count
        for attribute in models[model].attributes.indices
        where models[model].attributes[attribute].unique != nil {
            models[model].attributes[attribute].claimed.reserveCapacity(count)
            models[model].attributes[attribute].claims.reserveCapacity(count)
        }
    }

    private mutating func plan(_ model: Int, _ position: Int) {
        models[model].list[position].score = score(model, position)
        let operation = models[model].list[position]
        for attribute in models[model].attributes.indices {
            let old = stored(operation, attribute)
            let new = value(operation, attribute)
            let changes = !operation.exists || operation.isDeletion || new != old
            if let set = models[model].attributes[attribute].set {
                noteSets(model, attribute, operation, set, old: old, new: new, changes: changes)
            }
            if changes { note(model, position, attribute, old: old, new: new) }
            if let target = models[model].attributes[attribute].target, let new,
                written(operation, attribute) != .unchanged, !isForeign(operation, attribute),
                changes || isDeleted(target, new)
            {
                need(target, new, (model, position, attribute))
            }
        }
    }

    /// Whether the value refers to an object that is planned nowhere in the session.
    private func isForeign(_ operation: OperationState, _ attribute: Int) -> Bool {
        guard let detail = operation.detail, !detail.foreign.isEmpty,
            case .value(let place) = shapes[operation.shape].places[attribute]
        else { return false }
        return detail.foreign.contains(place)
    }

    private func isDeleted(_ model: Int, _ id: Word) -> Bool {
        guard let position = models[model].positions[id], position >= 0 else { return false }
        return models[model].list[position].isDeletion
    }

    private mutating func need(
        _ model: Int,
        _ id: Word,
        _ needer: (model: Int, operation: Int, attribute: Int)
    ) {
        var isFirst = false
        func note(_ needers: inout [(model: Int, operation: Int, attribute: Int)]) {
            isFirst = needers.isEmpty
            needers.append(needer)
        }
        note(&models[model].needers[id, default: []])
        if isFirst { models[model].needs.append(id) }
    }

    /// The value after the commit.
    func value(_ operation: OperationState, _ attribute: Int) -> Word? {
        switch written(operation, attribute) {
        case .value(let word): word
        case .absent: nil
        case .unchanged: stored(operation, attribute)
        }
    }

    /// Whether an object of a sorted model changes its place.
    func moves(_ operation: OperationState) -> Bool {
        guard let score = operation.score, let there = operation.there else { return false }
        return score.number != there.number
    }

    private mutating func score(_ model: Int, _ position: Int) -> Word? {
        let operation = models[model].list[position]
        guard !operation.isDeletion, let ordering = models[model].ordering else { return nil }
        switch written(operation, ordering) {
        case .unchanged: return operation.there
        case .absent: return Word("-1e+99")
        case .value(let word):
            if word.number != nil { return word }
            violation("number", operation, model, models[model].attributes[ordering].name, word)
            return Word("0")
        }
    }

    /// Notes the keys of the sets that an object leaves and enters: they must be sets, or not be there.
    private mutating func noteSets(
        _ model: Int,
        _ attribute: Int,
        _ operation: OperationState,
        _ set: Word,
        old: Word?,
        new: Word?,
        changes: Bool
    ) {
        if changes, operation.exists { models[model].sets.append(set, then: old ?? Word("")) }
        guard !operation.isDeletion, changes || moves(operation) else { return }
        let entered = new ?? Word("")
        if models[model].attributes[attribute].entered != entered {
            models[model].attributes[attribute].entered = entered
            models[model].sets.append(set, then: entered)
        }
    }

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

    // An attribute is never copied here: the copy would make every append below a copy of its list.
    private mutating func note(
        _ model: Int,
        _ position: Int,
        _ attribute: Int,
        old: Word?,
        new: Word?
    ) {
        let id = models[model].list[position].id
        if models[model].attributes[attribute].unique != nil {
            if let old {
                models[model].attributes[attribute].releases.append((old, id))
            }
            if let new { claim(model, position, attribute, new) }
        }
        guard models[model].attributes[attribute].range != nil else { return }
        if let new {
            if new.number == nil {
                let name = models[model].attributes[attribute].name
                violation("number", models[model].list[position], model, name, new)
            } else {
                models[model].attributes[attribute].rangeAdded.append(new)
                models[model].attributes[attribute].rangeAdded.append(id)
            }
        } else if old != nil {
            models[model].attributes[attribute].rangeRemoved.append(id)
        }
    }

    private mutating func claim(_ model: Int, _ position: Int, _ attribute: Int, _ value: Word) {
        guard
            let other = models[model].attributes[attribute].claimed.updateValue(
                position,
                forKey: value
            )
        else { return models[model].attributes[attribute].claims.append((value, position)) }
        models[model].attributes[attribute].claimed[value] = other
        let owner = models[model].list[other]
        violation(
            "unique",
            models[model].list[position],
            model,
            models[model].attributes[attribute].name,
            value,
            owner.isPlanned ? Word("") : owner.id
        )
    }

    // MARK: Checks of many at once

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
        _ = try typed(schemaKey, "hash", nil, 0)
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
                try run.existing(run.models[model], [owner]).first.flatMap({ $0 }) != nil
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
        guard let position = models[model].positions[id], position >= 0 else { return false }
        let other = models[model].list[position]
        return other.exists && stored(other, attribute) == value
            && self.value(other, attribute) != value
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
        for model in models.indices where !models[model].list.isEmpty {
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
