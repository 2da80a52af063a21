/// The twin of `validate.lua`.
extension CommitTwin {
    mutating func planWrites() throws(BackendError) {
        for model in models.indices {
            reserve(model)
            for position in models[model].list.indices {
                let operation = models[model].list[position]
                if !operation.isDeletion || operation.exists { try plan(model, position) }
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

    private mutating func plan(_ model: Int, _ position: Int) throws(BackendError) {
        models[model].list[position].score = try score(model, position)
        let operation = models[model].list[position]
        for attribute in models[model].attributes.indices {
            let old = stored(model, operation, attribute)
            let new = value(model, operation, attribute)
            let changes = !operation.exists || operation.isDeletion || new != old
            if let set = models[model].attributes[attribute].set {
                noteSets(model, attribute, operation, set, old: old, new: new, changes: changes)
            }
            if changes {
                // What comes from another id has left it already.
                let left = operation.source == nil ? old : nil
                note(model, position, attribute, old: left, new: new)
            }
            if models[model].attributes[attribute].isChecked,
                let target = models[model].attributes[attribute].target, let new,
                written(model, operation, attribute) != .unchanged,
                !isForeign(operation, attribute),
                new != old || isDeleted(target, new)
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

    /// Whether an object of a sorted model changes its place.
    func moves(_ operation: OperationState) -> Bool {
        guard let score = operation.score, let there = operation.there else { return false }
        return score.number != there.number
    }

    private mutating func score(_ model: Int, _ position: Int) throws(BackendError) -> Word? {
        let operation = models[model].list[position]
        guard !operation.isDeletion else { return nil }
        let there = operation.source.map { models[model].list[$0].there } ?? operation.there
        if let increment = models[model].increment {
            if operation.place == 0 { return there }
            return run.arena.keep("\((there?.number ?? 0) + Double(increment))")
        }
        guard let ordering = models[model].ordering else { return nil }
        switch try ranked(model, operation, ordering) {
        case .unchanged:
            return there
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
}
