/// The twin of `write.lua`.
extension CommitTwin {
    mutating func write(into reply: inout ReplyBuilder) throws(BackendError) {
        for model in models.indices {
            for operation in models[model].list where operation.exists {
                try leaveSets(model, operation)
            }
        }
        var deletions = 0
        for model in models.indices {
            try writeIndexes(model)
            try run.each(models[model].stale) { command, part in
                command.append("UNLINK" as StaticString)
                for key in part { command.append(key) }
            }
            deletions += try leave(model)
            for position in models[model].list.indices {
                let operation = models[model].list[position]
                if !operation.isDeletion { try writeObject(model, operation) }
            }
            try writeIDs(model)
        }
        for model in models.indices {
            for attribute in models[model].attributes.indices {
                try enterSets(model, attribute)
            }
        }
        try writeStructures()
        let firsts = models.compactMap(\.first)
        let identified = identified.flatMap { block in
            block.positions.map { models[block.model].list[$0] }
        }
        let swept = swept()
        reply.array(3 + firsts.count + 2 * identified.count + 2 * swept.count)
        reply.bulk("committed")
        reply.bulk("\(deletions)")
        reply.bulk("\(firsts.count)")
        for first in firsts { reply.bulk("\(first)") }
        for operation in identified {
            reply.bulk(operation.id.bytes)
            switch operation.detail?.upsert {
            case nil: reply.bulk("")
            case .created: reply.bulk("1")
            default: reply.bulk("0")
            }
        }
        for (model, id) in swept {
            reply.bulk(id.bytes)
            reply.bulk("\(model + 1)")
        }
    }

    /// What ended although the session did not name it, for those who ask.
    private func swept() -> [(model: Int, id: Word)] {
        guard purpose == .naming else { return [] }
        return models.indices.flatMap { model in
            models[model].list.filter { operation in
                let isOther = operation.place == 0 || operation.detail?.isSwept ?? false
                return isOther && operation.isDeletion && operation.exists
                    && operation.target == nil
            }.map { (model, $0.id) }
        }
    }

    /// What is gone from a model, and what moves in it.
    private mutating func leave(_ model: Int) throws(BackendError) -> Int {
        var gone: [Word] = []
        var moves: [Int] = []
        var deletions = 0
        for position in models[model].list.indices {
            let operation = models[model].list[position]
            guard operation.isDeletion, operation.exists else { continue }
            gone.append(operation.id)
            if operation.target != nil {
                moves.append(position)
            } else {
                try unlink(model, operation.id)
                deletions += 1
            }
        }
        for id in models[model].ghosts {
            gone.append(id)
            try unlink(model, id)
            for range in models[model].attributes.compactMap(\.range) {
                try run.perform { command in
                    command.append("ZREM" as StaticString)
                    command.append(range)
                    command.append(id)
                }
            }
        }
        let ids = run.models[model].ids
        let isSorted = models[model].isSorted
        try run.each(gone) { command, part in
            command.append(isSorted ? "ZREM" as StaticString : "SREM")
            command.append(ids)
            for id in part { command.append(id) }
        }
        try moveObjects(model, moves)
        return deletions
    }

    private func changes(_ model: Int, _ operation: OperationState, _ attribute: Int) -> Bool {
        !operation.exists || operation.isDeletion
            || value(model, operation, attribute) != stored(model, operation, attribute)
    }

    private mutating func leaveSets(
        _ model: Int,
        _ operation: OperationState
    ) throws(BackendError) {
        for attribute in models[model].attributes.indices {
            guard let set = models[model].attributes[attribute].set,
                changes(model, operation, attribute)
            else { continue }
            let old = stored(model, operation, attribute) ?? Word("")
            let isSorted = models[model].isSorted
            try run.perform { command in
                command.append(isSorted ? "ZREM" as StaticString : "SREM")
                command.append(set, then: old)
                command.append(operation.id)
            }
        }
    }

    /// Objects that follow one another often have a value in common: those enter together.
    private mutating func enterSets(_ model: Int, _ attribute: Int) throws(BackendError) {
        guard let set = models[model].attributes[attribute].set else { return }
        let isSorted = models[model].isSorted
        let list = models[model].list
        var first = 0
        while first < list.count {
            guard let value = entered(model, list[first], attribute) else {
                first += 1
                continue
            }
            var end = first + 1
            while end < list.count, entered(model, list[end], attribute) == value { end += 1 }
            try run.perform { command in
                command.append(isSorted ? "ZADD" as StaticString : "SADD")
                command.append(set, then: value)
                for operation in list[first..<end] {
                    if let score = operation.score { command.append(score) }
                    command.append(operation.id)
                }
            }
            first = end
        }
    }

    /// The value of the set that an object enters; nil when it enters none.
    private func entered(_ model: Int, _ operation: OperationState, _ attribute: Int) -> Word? {
        if operation.isDeletion { return nil }
        guard !operation.exists || moves(operation) || changes(model, operation, attribute) else {
            return nil
        }
        return value(model, operation, attribute) ?? Word("")
    }

    private mutating func writeIndexes(_ model: Int) throws(BackendError) {
        for state in models[model].attributes {
            if let unique = state.unique {
                try run.each(state.releases.map(\.value)) { command, part in
                    command.append("HDEL" as StaticString)
                    command.append(unique)
                    for value in part { command.append(value) }
                }
                let pairs = state.claims.flatMap {
                    [$0.value, models[model].list[$0.operation].id]
                }
                try run.each(pairs) { command, part in
                    command.append("HSET" as StaticString)
                    command.append(unique)
                    for word in part { command.append(word) }
                }
            }
            if let range = state.range {
                try run.each(state.rangeRemoved) { command, part in
                    command.append("ZREM" as StaticString)
                    command.append(range)
                    for id in part { command.append(id) }
                }
                try run.each(state.rangeAdded) { command, part in
                    command.append("ZADD" as StaticString)
                    command.append(range)
                    for word in part { command.append(word) }
                }
            }
        }
    }

    /// Ends the hash and the structures of an object.
    private mutating func unlink(_ model: Int, _ id: Word) throws(BackendError) {
        let object = run.arena.keep(run.models[model].objects.bytes, then: id.bytes)
        let structures = models[model].structures
        try run.perform { command in
            command.append("UNLINK" as StaticString)
            command.append(object)
            for name in structures { command.append(object, key: name) }
        }
    }

    private mutating func writeObject(
        _ model: Int,
        _ operation: OperationState
    ) throws(BackendError) {
        let objects = run.models[model].objects
        let shape = shapes[operation.shape]
        if operation.exists || operation.source != nil { try clear(operation, shape, model) }
        guard !shape.names.isEmpty else { return }
        let arguments = run.arguments
        guard shape.flat.isEmpty else { return try writeSpread(model, operation, shape) }
        try run.perform { command in
            command.append("HSET" as StaticString)
            command.append(objects, then: operation.id)
            for (place, name) in shape.names.enumerated() {
                command.append(name)
                command.append(operation.value(place, of: arguments))
            }
        }
    }

    /// Makes room in an object that is there.
    private mutating func clear(
        _ operation: OperationState,
        _ shape: Shape,
        _ model: Int
    ) throws(BackendError) {
        if operation.kind == UInt8(ascii: "R") { try unlink(model, operation.id) }
        let objects = run.models[model].objects
        if !shape.absent.isEmpty {
            try run.perform { command in
                command.append("HDEL" as StaticString)
                command.append(objects, then: operation.id)
                for attribute in shape.absent { command.append(attribute) }
            }
        }
        for (attribute, place) in shape.places.enumerated()
        where models[model].attributes[attribute].isFlat {
            let name = models[model].attributes[attribute].name
            if case .absent = place, shape.absent.contains(name) {
                try drop(run.arena.keep(objects.bytes, then: operation.id.bytes), name)
            }
        }
        // What rules and moves say of references.
        for (attribute, value) in operation.detail?.override.sorted(by: { $0.key < $1.key }) ?? [] {
            let name = models[model].attributes[attribute].name
            try run.perform { command in
                command.append(value == nil ? "HDEL" as StaticString : "HSET")
                command.append(objects, then: operation.id)
                command.append(name)
                if let value { command.append(value) }
            }
        }
    }

    private mutating func writeIDs(_ model: Int) throws(BackendError) {
        let state = models[model]
        let ids = run.models[model].ids
        var come: [Word] = []
        for operation in state.list where !operation.isDeletion {
            if let score = operation.score {
                come += [score, operation.id]
            } else if !operation.exists {
                come.append(operation.id)
            }
        }
        try run.each(come) { command, part in
            command.append(state.isSorted ? "ZADD" as StaticString : "SADD")
            command.append(ids)
            for word in part { command.append(word) }
        }
        if let counter = state.counter, let counted = state.counted {
            try run.perform { command in
                command.append("SET" as StaticString)
                command.append(counter)
                command.append(counted)
            }
        }
        if state.isUsed, !state.schema.isEmpty {
            try run.perform { command in
                command.append("HSET" as StaticString)
                command.append(schemaKey)
                command.append(state.name)
                command.append(state.schema)
            }
        }
    }
}
