/// The twin of `delete.lua`.
extension CommitTwin {
    mutating func followDeleteRules() throws(BackendError) {
        var queue: [(model: Int, id: Word)] = []
        for model in models.indices {
            for operation in models[model].list where operation.isDeletion && operation.exists {
                queue.append((model, operation.id))
            }
        }
        var restrictions: [(deleted: (model: Int, id: Word), other: (model: Int, position: Int))] =
            []
        var at = 0
        while at < queue.count {
            let deleted = queue[at]
            at += 1
            for model in models.indices {
                for attribute in models[model].attributes.indices
                where models[model].attributes[attribute].target == deleted.model {
                    for position in try referrers(to: deleted, model, attribute) {
                        switch models[model].attributes[attribute].rule.text {
                        case "c":
                            models[model].list[position].kind = UInt8(ascii: "D")
                            queue.append((model, models[model].list[position].id))
                        case "n":
                            models[model].list[position].makeDetail().cleared
                                .append(attribute)
                        default: restrictions.append((deleted, (model, position)))
                        }
                    }
                }
            }
        }
        for (deleted, other) in restrictions {
            let referrer = models[other.model].list[other.position]
            guard !referrer.isDeletion, let position = models[deleted.model].positions[deleted.id]
            else { continue }
            violation(
                "restricted",
                models[deleted.model].list[position],
                deleted.model,
                Word(""),
                run.arena.keep("\(other.model + 1)"),
                referrer.id
            )
        }
    }

    /// The operations on objects that refer to a deleted one and are not written by the session: what
    /// a session writes itself is checked as any reference.
    private mutating func referrers(
        to deleted: (model: Int, id: Word),
        _ model: Int,
        _ attribute: Int
    ) throws(BackendError) -> [Int] {
        guard let set = models[model].attributes[attribute].set,
            let own = models[deleted.model].positions[deleted.id]
        else { return [] }
        let state = try typed(
            set,
            deleted.id,
            models[model].setType,
            models[deleted.model].list[own],
            deleted.model
        )
        guard state == .taken else { return [] }
        let key = run.arena.keep(set.bytes, then: deleted.id.bytes)
        var found: [Int] = []
        for id in try run.ids(.init(key: key, sorted: models[model].isSorted)) {
            guard let position = try referrer(model, id) else { continue }
            let operation = models[model].list[position]
            let isUnwritten = written(operation, attribute) == .unchanged
            if isUnwritten, stored(operation, attribute) == deleted.id { found.append(position) }
        }
        return found
    }

    /// The operation on an object that refers to a deleted one; nil when there is no such object,
    /// because an index entry that outlived its object binds nobody.
    private mutating func referrer(_ model: Int, _ id: Word) throws(BackendError) -> Int? {
        if let position = models[model].positions[id] {
            return position >= 0 && !models[model].list[position].isDeletion ? position : nil
        }
        guard let there = try run.existing(run.models[model], [id]).first ?? nil else {
            models[model].positions[id] = -1
            return nil
        }
        var operation = OperationState(kind: UInt8(ascii: "U"), id: id)
        operation.there = there
        let position = models[model].list.count
        models[model].positions[id] = position
        models[model].list.append(operation)
        try read(model, position)
        return position
    }

    // MARK: What an operation says of an attribute

    /// What becomes of an attribute.
    enum Written: Equatable {
        case value(Word)
        case absent
        case unchanged
    }

    func written(_ operation: OperationState, _ attribute: Int) -> Written {
        if operation.isDeletion { return .absent }
        if let detail = operation.detail, detail.cleared.contains(attribute) { return .absent }
        let places = shapes[operation.shape].places
        guard attribute < places.count else { return .unchanged }
        switch places[attribute] {
        case .value(let place): return .value(operation.value(place, of: run.arguments))
        case .absent: return .absent
        case .unchanged: return .unchanged
        }
    }

    func stored(_ operation: OperationState, _ attribute: Int) -> Word? {
        guard let old = operation.detail?.old, attribute < old.count else { return nil }
        return old[attribute]
    }
}
