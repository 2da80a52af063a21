/// The twin of `number.lua`.
extension CommitTwin {
    /// New objects without ids are numbered after all ids that the session gives.
    mutating func numberObjects() throws(BackendError) {
        for model in models.indices {
            models[model].positions.reserveCapacity(models[model].list.count)
            var start: Int?
            var counter = 0
            if models[model].isAutomatic, models[model].list.contains(where: { $0.isCounted }) {
                let stored = try storedCounter(of: model)
                start = stored
                counter = try lastNumber(of: model, counter: stored)
            }
            for position in models[model].list.indices
            where !models[model].list[position].isPlanned
                && models[model].list[position].detail?.upsert != .refused
                && models[model].list[position].detail?.isComposed != true
            {
                let operation = models[model].list[position]
                if start != nil, operation.isCounted, let given = operation.id.plain {
                    counter = max(counter, given)
                }
                guard
                    let found = models[model].positions.updateValue(
                        position,
                        forKey: operation.id
                    )
                else { continue }
                if !succeed(model, found, position) { violation("existing", operation, model) }
            }
            depart(model)
            number(model, after: &counter)
            if let start, counter != start { models[model].counted = counter }
        }
    }

    /// One object ends where another comes: `positions` tells what is at an id afterwards.
    mutating func succeed(_ model: Int, _ found: Int, _ made: Int) -> Bool {
        let move = UInt8(ascii: "M")
        let kinds = (models[model].list[found].kind, models[model].list[made].kind)
        let isEnd = models[model].list[made].isDeletion
        guard kinds.0 == move || kinds.1 == move, kinds.0 != kinds.1,
            models[model].list[found].isDeletion || isEnd
        else { return false }
        let id = models[model].list[made].id
        models[model].leaving[id] = isEnd ? made : found
        models[model].positions[id] = isEnd ? found : made
        return true
    }

    /// What moves leaves its old id, to nobody or to another.
    private mutating func depart(_ model: Int) {
        for (owner, position, id) in moves where owner == model {
            var source = OperationState(kind: UInt8(ascii: "D"), id: id)
            source.place = models[model].list[position].place
            source.makeDetail().target = position
            let place = models[model].list.count
            models[model].list[position].makeDetail().source = place
            if models[model].leaving.updateValue(place, forKey: id) != nil {
                violation("existing", source, model)
            }
            if models[model].positions[id] == nil { models[model].positions[id] = place }
            models[model].list.append(source)
        }
    }

    private mutating func number(_ model: Int, after counter: inout Int) {
        for position in models[model].list.indices
        where models[model].list[position].isPlanned
            && models[model].list[position].detail?.upsert == nil
            && models[model].list[position].detail?.isComposed != true
        {
            counter += 1
            if models[model].first == nil { models[model].first = counter }
            give(model, position, counter)
        }
        for position in models[model].list.indices
        where models[model].list[position].isPlanned
            && models[model].list[position].detail?.upsert == .created
        {
            counter += 1
            give(model, position, counter)
        }
    }

    private mutating func give(_ model: Int, _ position: Int, _ number: Int) {
        let id = run.arena.keep(number)
        models[model].list[position].id = id
        if models[model].positions[id] == nil { models[model].positions[id] = position }
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
            let end = OperationState(kind: UInt8(ascii: "D"), id: id)
            guard
                let position = models[model].leaving[id] ?? models[model].positions[id],
                !models[model].list[position].isPlanned
            else {
                models[model].positions[id] = models[model].list.count
                models[model].list.append(end)
                continue
            }
            if let target = models[model].list[position].target {
                _ = self.end(model, target)
                continue
            }
            switch models[model].list[position].kind {
            case UInt8(ascii: "U"):
                models[model].list[position].kind = UInt8(ascii: "D")
                models[model].list[position].makeDetail().isSwept = true
            case UInt8(ascii: "D"): break
            case UInt8(ascii: "M"):
                models[model].leaving[id] = models[model].list.count
                models[model].list.append(end)
            default: models[model].list[position].kind = UInt8(ascii: "R")
            }
        }
    }

    /// An object that is deleted does not move; answers where its end stands.
    mutating func end(_ model: Int, _ position: Int) -> Int {
        models[model].list[position].kind = UInt8(ascii: "D")
        models[model].list[position].makeDetail().isSwept = true
        guard let source = models[model].list[position].source else { return position }
        models[model].list[source].detail?.target = nil
        models[model].list[source].detail?.isSwept = true
        let id = models[model].list[position].id
        if models[model].positions[id] == position {
            models[model].positions[id] = models[model].leaving[id]
        }
        return source
    }
}

extension OperationState {
    /// Whether the counter has to be above its id.
    fileprivate var isCounted: Bool {
        detail?.upsert != .refused && kind != UInt8(ascii: "U") && kind != UInt8(ascii: "D")
    }
}

extension Word {
    /// The value of plain decimal digits, as far as Lua counts exactly: a greater id is an id, but
    /// nothing is numbered after it.
    fileprivate var plain: Int? {
        integer.flatMap { (0...9_007_199_254_740_991).contains($0) ? $0 : nil }
    }
}
