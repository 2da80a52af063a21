/// The twin of `read.lua`.
extension CommitTwin {
    mutating func readCall() throws(BackendError) {
        run.scratch = try run.take()
        schemaKey = try run.key(0)
        var key = 1
        for _ in 0..<(try run.number()) { try readModel(&key) }
        for _ in 0..<(try run.number()) { try readBlock() }
    }

    private mutating func readModel(_ key: inout Int) throws(BackendError) {
        let flags = try run.take().text
        var model = ModelState(
            isAutomatic: flags.contains("a"),
            isSorted: flags.contains("s"),
            isHashed: flags.contains("h"),
            name: try run.take(),
            schema: try run.take()
        )
        let order = try run.take()
        func next() throws(BackendError) -> Word {
            defer { key += 1 }
            return try run.key(key)
        }
        run.addModel(ids: try next(), sorted: model.isSorted)
        let keys = run.models[run.models.count - 1]
        if model.isAutomatic { model.counter = try next() }
        for place in 0..<(try run.number()) {
            var attribute = AttributeState(name: try run.take())
            let letters = try run.take().text
            let target = try run.number()
            attribute.target = target > 0 ? target - 1 : nil
            attribute.rule = try run.take()
            if letters.contains("v") {
                attribute.set = run.indexPrefix(keys, attribute.name)
            }
            if letters.contains("u") { attribute.unique = try next() }
            if letters.contains("r") { attribute.range = try next() }
            if attribute.name == order { model.ordering = place }
            model.attributes.append(attribute)
        }
        models.append(model)
    }

    private mutating func readBlock() throws(BackendError) {
        guard let kind = try run.take().bytes.first else { return }
        if kind == UInt8(ascii: "Q") {
            let model = try run.number() - 1
            let found = try run.select(model)
            for id in try run.ids(found) { doomed.append((model, id)) }
            return
        }
        let first = try run.number()
        let model = try run.number() - 1
        let count = try run.number()
        let hasIDs = try run.take() == Word("1")
        let names = try run.words(try run.number())
        let absent = try run.words(try run.number())
        shapes.append(shape(model, kind, names, absent))
        let planned = try run.words(3 * (try run.number()))
        let start = models[model].list.count
        models[model].list.reserveCapacity(start + count)
        for place in first..<first + count {
            var operation = OperationState(
                kind: kind,
                shape: shapes.count - 1,
                place: place,
                id: hasIDs ? try run.take() : Word("")
            )
            operation.isPlanned = !hasIDs
            operation.from = run.cursor
            run.cursor += names.count
            models[model].list.append(operation)
        }
        blocks.append((first..<first + count, model, start))
        for at in stride(from: 0, to: planned.count, by: 3) {
            let object = start + (planned[at].integer ?? 1) - 1
            models[model].list[object].makeDetail().values
                .append(((planned[at + 1].integer ?? 1) - 1, planned[at + 2].integer ?? 0))
        }
    }

    private func shape(_ model: Int, _ kind: UInt8, _ names: [Word], _ absent: [Word]) -> Shape {
        let isPartial = kind == UInt8(ascii: "U")
        let places = models[model].attributes.map { attribute -> Shape.Place in
            if absent.contains(attribute.name) { return .absent }
            if let place = names.firstIndex(of: attribute.name) { return .value(place) }
            return isPartial ? .unchanged : .absent
        }
        return Shape(names: names, absent: absent, places: places)
    }

    /// Where the operation of a place of the session stands.
    private func position(of place: Int) -> (model: Int, position: Int)? {
        for (places, model, start) in blocks where places.contains(place) {
            return (model, start + place - places.lowerBound)
        }
        return nil
    }

    // MARK: Ids

    /// New objects without ids are numbered after all ids that the session gives.
    mutating func numberObjects() throws(BackendError) {
        for model in models.indices {
            models[model].positions.reserveCapacity(models[model].list.count)
            var start: Int?
            var counter = 0
            if models[model].isAutomatic, models[model].list.contains(where: { $0.kind.isWritten })
            {
                let stored = try storedCounter(of: model)
                start = stored
                counter = try lastNumber(of: model, counter: stored)
            }
            for position in models[model].list.indices
            where !models[model].list[position].isPlanned {
                let operation = models[model].list[position]
                if start != nil, operation.kind.isWritten, let given = operation.id.plain {
                    counter = max(counter, given)
                }
                if models[model].positions.updateValue(position, forKey: operation.id) != nil {
                    violation("existing", operation, model)
                }
            }
            number(model, after: &counter)
            if let start, counter != start { models[model].counted = counter }
        }
    }

    private mutating func number(_ model: Int, after counter: inout Int) {
        for position in models[model].list.indices where models[model].list[position].isPlanned {
            counter += 1
            if models[model].first == nil { models[model].first = counter }
            let id = run.arena.keep(counter)
            models[model].list[position].id = id
            if models[model].positions[id] == nil { models[model].positions[id] = position }
        }
    }

    private mutating func storedCounter(of model: Int) throws(BackendError) -> Int {
        guard let key = models[model].counter,
            let state = try typed(key, "string", nil, model), state == .taken
        else { return 0 }
        let reply = try run.call { command in
            command.append("GET" as StaticString)
            command.append(key)
        }
        guard let counter = reply.withBytes({ Word($0).plain }) else {
            violation("type", nil, model, key, Word("string"), Word("text that is no number"))
            return 0
        }
        return counter
    }

    /// A counter that was lost must not number over objects that are there.
    private mutating func lastNumber(of model: Int, counter: Int) throws(BackendError) -> Int {
        let ids = run.models[model].ids
        guard counter == 0, try typed(ids, models[model].setType, nil, model) != nil else {
            return counter
        }
        let reply = try run.call { command in
            command.append("SORT" as StaticString)
            command.append(ids)
            for word: StaticString in ["LIMIT", "0", "1", "DESC"] { command.append(word) }
        }
        return reply.elements.first { _ in true }?.withBytes { Word($0).plain } ?? 0
    }

    /// What a query deletes and the session writes again is replaced; a change of it is lost.
    mutating func replaceDoomed() {
        for (model, id) in doomed {
            guard let position = models[model].positions[id],
                !models[model].list[position].isPlanned
            else {
                models[model].positions[id] = models[model].list.count
                models[model].list.append(OperationState(kind: UInt8(ascii: "D"), id: id))
                continue
            }
            switch models[model].list[position].kind {
            case UInt8(ascii: "U"): models[model].list[position].kind = UInt8(ascii: "D")
            case UInt8(ascii: "D"): break
            default: models[model].list[position].kind = UInt8(ascii: "R")
            }
        }
    }

    /// The ids of planned objects take their places among the values.
    mutating func setPlannedIDs() throws(BackendError) {
        for model in models.indices {
            for position in models[model].list.indices {
                guard let detail = models[model].list[position].detail else { continue }
                for (value, place) in detail.values {
                    if let target = self.position(of: place) {
                        detail.resolved.append(
                            (value, models[target.model].list[target.position].id)
                        )
                    } else {
                        detail.foreign.append(value)
                        violation("foreign", models[model].list[position], model)
                    }
                }
            }
        }
    }

    // MARK: What is there

    mutating func inspectObjects() throws(BackendError) {
        for model in models.indices where !models[model].list.isEmpty {
            let ids = run.models[model].ids
            guard try typed(ids, models[model].setType, nil, model) != nil else { continue }
            // Numbered objects of models whose objects always have a hash need not be asked for by
            // id: their keys are looked at anyway.
            let isHashed = models[model].isHashed
            var fresh = models[model].list.indices.filter {
                isHashed && models[model].list[$0].isPlanned
            }
            let asked = models[model].list.indices.filter {
                !isHashed || !models[model].list[$0].isPlanned
            }
            let names = asked.map { models[model].list[$0].id }
            for (position, there) in zip(asked, try run.existing(run.models[model], names)) {
                let operation = models[model].list[position]
                if there != nil, operation.kind == UInt8(ascii: "I") {
                    violation("existing", operation, model)
                } else if there != nil {
                    models[model].list[position].there = there
                    try read(model, position)
                } else {
                    if operation.kind == UInt8(ascii: "U") {
                        violation("missing", operation, model)
                    }
                    fresh.append(position)
                }
            }
            try findStale(model, fresh)
        }
    }

    /// Reads the stored values of an object that is to be changed or deleted.
    mutating func read(_ model: Int, _ position: Int) throws(BackendError) {
        let operation = models[model].list[position]
        let objects = run.models[model].objects
        let state = try typed(objects, operation.id, "hash", operation, model)
        guard state == .taken, !models[model].attributes.isEmpty else { return }
        let reply = try run.call { command in
            command.append("HMGET" as StaticString)
            command.append(objects, then: operation.id)
            for attribute in models[model].attributes { command.append(attribute.name) }
        }
        models[model].list[position].makeDetail().old = run.kept(reply)
    }

    /// What is left of an object that is not there goes, unless it is no hash.
    private mutating func findStale(_ model: Int, _ fresh: [Int]) throws(BackendError) {
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
            where try typed(objects, id, "hash", nil, model) == .taken {
                let operation = models[model].list[position]
                if operation.isPlanned, models[model].isHashed,
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

extension UInt8 {
    /// Whether an operation of this kind writes a whole object.
    fileprivate var isWritten: Bool {
        [UInt8(ascii: "I"), UInt8(ascii: "S"), UInt8(ascii: "R")].contains(self)
    }
}

extension Word {
    /// The value of plain decimal digits, as far as Lua counts exactly: a greater id is an id, but
    /// nothing is numbered after it.
    fileprivate var plain: Int? {
        integer.flatMap { (0...9_007_199_254_740_991).contains($0) ? $0 : nil }
    }
}
