/// The twin of `delete.lua`.
extension CommitTwin {
    mutating func followDeleteRules() throws(BackendError) {
        var queue: [(model: Int, id: Word)] = []
        for model in models.indices {
            for operation in models[model].list
            where operation.isDeletion && operation.exists && operation.target == nil {
                queue.append((model, operation.id))
            }
        }
        var restrictions: [(deleted: (model: Int, id: Word), other: (model: Int, position: Int))] =
            []
        var at = 0
        while at < queue.count {
            let deleted = queue[at]
            at += 1
            for (model, attribute, position) in try referrers(to: deleted, isMoving: false) {
                switch models[model].attributes[attribute].rule.text {
                case "c":
                    queue.append((model, models[model].list[end(model, position)].id))
                case "n":
                    models[model].list[position].makeDetail().override
                        .updateValue(nil, forKey: attribute)
                default: restrictions.append((deleted, (model, position)))
                }
            }
        }
        for (deleted, other) in restrictions {
            let referrer = models[other.model].list[other.position]
            guard !referrer.isDeletion, let position = ending(deleted) else { continue }
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

    /// The operation on an object that ends or moves.
    private func ending(_ object: (model: Int, id: Word)) -> Int? {
        models[object.model].leaving[object.id] ?? models[object.model].positions[object.id]
    }

    /// The operations on objects that refer to one that ends or moves.
    mutating func referrers(
        to object: (model: Int, id: Word),
        isMoving: Bool
    ) throws(BackendError) -> [(model: Int, attribute: Int, position: Int)] {
        var found: [(model: Int, attribute: Int, position: Int)] = []
        guard let own = ending(object) else { return [] }
        for model in models.indices {
            for attribute in models[model].attributes.indices {
                let state = models[model].attributes[attribute]
                guard state.target == object.model, isMoving || state.rule != Word("k") else {
                    continue
                }
                found += try referrers(by: attribute, of: model, to: (object.model, own))
                    .map { (model, attribute, $0) }
            }
        }
        return found
    }

    /// The operations on objects that refer to one by an attribute, of which the session does not write
    /// the reference itself: what a session writes is checked as any reference.
    mutating func referrers(
        by attribute: Int,
        of model: Int,
        to target: (model: Int, position: Int)
    ) throws(BackendError) -> [Int] {
        let object = models[target.model].list[target.position]
        let type = Word(models[model].setType)
        guard let set = models[model].attributes[attribute].set,
            try typed(set, object.id, type, object, target.model) == .taken
        else { return [] }
        let key = run.arena.keep(set.bytes, then: object.id.bytes)
        var found: [Int] = []
        for id in try run.ids(.init(key: key, sorted: models[model].isSorted)) {
            guard let position = try referrer(model, id) else { continue }
            let operation = models[model].list[position]
            if written(model, operation, attribute) == .unchanged,
                stored(model, operation, attribute) == object.id
            {
                found.append(position)
            }
        }
        return found
    }

    /// The operation on an object that refers to another; nil when there is no such object, because an
    /// index entry that outlived its object binds nobody.
    private mutating func referrer(_ model: Int, _ id: Word) throws(BackendError) -> Int? {
        if let gone = models[model].leaving[id] { return models[model].list[gone].target }
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
}
