// Each object has one operation in a session: a second change of it joins the first.

extension Session {
    mutating func add<M: Model>(_ operation: Operation, _: M.Type) { add(operation) }

    mutating func add(_ operation: Operation) {
        let name = models[operation.model].name
        if let key = operation.key, operation.parts != nil {
            return join(operation, at: Identity(model: operation.model, id: key))
        }
        guard let id = operation.id else { return operations.append(operation) }
        if let reason = id.reasonAgainstID ?? reason(against: id, of: operation) {
            unsettled.insert(Identity(model: operation.model, id: id))
            if let source = operation.source {
                unsettled.insert(Identity(model: operation.model, id: source))
            }
            return reject(model: name, id: id, .invalidID(reason))
        }
        if operation.kind == .upsert { return operations.append(operation) }
        let identity = Identity(model: operation.model, id: id)
        if let source = operation.source { return addMove(operation, from: source, to: identity) }
        join(operation, at: identity)
    }

    /// Why an object of the model can't get an id; nil when it can, or has it already.
    private func reason(against id: String, of operation: Operation) -> String? {
        let schema = models[operation.model]
        guard [.insert, .save, .move, .upsert].contains(operation.kind) else { return nil }
        // Queries walk the numbers from 1 up to the counter, which scripts keep as a double.
        if schema.id.isAutomatic, !(1...9_007_199_254_740_991).contains(Int(id) ?? 0) {
            return "the database numbers these objects: an id is 1 to 9007199254740991"
        }
        // One key can't be the hash of one object and a structure of another.
        let structure = schema.structures.first { !$0.isStatic && id.hasSuffix(":" + $0.name) }
        return structure.map {
            "an id of this model does not end with ':\($0.name)', as the keys of a structure do"
        }
    }

    /// Adds an operation to the one that the object has already, if it has one.
    private mutating func join(_ operation: Operation, at identity: Identity) {
        guard let place = places.updateValue(operations.count, forKey: identity) else {
            return vacated.isEmpty
                ? operations.append(operation) : addAfterMove(operation, identity)
        }
        places[identity] = place
        if operation.kind == .delete, let source = operations[place].source {
            return takeBack(place, at: identity, movedFrom: source)
        }
        guard let joined = joining(operations[place], operation) else {
            let rule: Violation.Rule = operation.kind == .insert ? .existingObject : .missingObject
            return reject(model: models[operation.model].name, id: operation.id, rule)
        }
        operations[place] = joined
        self.joined = place
    }

    /// What two changes of one object come to; nil when the second can't follow the first.
    private mutating func joining(_ first: Operation, _ second: Operation) -> Operation? {
        switch (first.kind, second.kind) {
        case (_, .delete), (.nothing, _): return second
        case (.delete, .insert), (.delete, .save), (.replace, .save):
            return second.with(kind: .replace)
        case (.update, .save), (.save, .save): return second
        case (.insert, .save): return second.with(kind: .insert)
        case (.move, .save):
            var moved = second.with(kind: .move)
            moved.detail = first.detail
            return moved
        case (.insert, .update), (.update, .update), (.save, .update), (.replace, .update),
            (.move, .update):
            return merging(first, second)
        default: return nil
        }
    }

    /// The fields of two changes, the later ones where both have one.
    private mutating func merging(_ first: Operation, _ second: Operation) -> Operation {
        var merged = first
        let kept = first.present.subtracting(second.present.union(second.absent))
        merged.present = kept.union(second.present)
        merged.absent = first.absent.subtracting(second.present).union(second.absent)
        merged.planned = first.planned.filter { kept.contains($0.field) } + second.planned
        let start = arena.count
        for position in merged.present.positions {
            let earlier = first.place(of: position)
            guard let later = second.place(of: position) ?? earlier else { continue }
            if models[first.model].fields[position].isFlattened, later != earlier {
                let wasAbsent = first.absent.contains(position)
                arena.append(later, mergedInto: earlier, wasAbsent: wasAbsent)
            } else {
                arena.append(contentsOf: arena, later..<later + 1)
            }
        }
        merged.values = start..<arena.count
        merged.object = second.object
        return merged
    }

    // MARK: Moves

    /// An object that moves may have been changed before, under its old id.
    private mutating func addMove(_ move: Operation, from id: String, to: Identity) {
        let from = Identity(model: move.model, id: id)
        let name = models[move.model].name
        if let place = places[to], ![.delete, .nothing].contains(operations[place].kind) {
            unsettled.insert(from)
            return reject(model: name, id: to.id, .existingObject)
        }
        var place = operations.count
        if let first = places[from], operations[first].kind != .nothing,
            operations[first].source == nil
        {
            guard [.insert, .update].contains(operations[first].kind) else {
                let isGone = operations[first].kind == .delete
                unsettled.insert(to)
                return reject(model: name, id: id, isGone ? .missingObject : .changedID)
            }
            place = first
            var merged = merging(operations[first], move)
            merged.id = to.id
            if merged.kind == .update {
                merged.kind = .move
                merged.detail = move.detail
                vacated.insert(from)
            }
            operations[first] = merged
            places[from] = nil
        } else {
            guard !vacated.contains(from) else {
                unsettled.insert(to)
                return reject(model: name, id: id, .missingObject)
            }
            operations.append(move)
            if places[from] == nil { vacated.insert(from) }
        }
        places[to] = place
        vacated.remove(to)
    }

    /// What follows on the id of an object that has moved away, or on any other.
    private mutating func addAfterMove(_ operation: Operation, _ identity: Identity) {
        guard vacated.contains(identity) else { return operations.append(operation) }
        switch operation.kind {
        case .insert, .save:
            vacated.remove(identity)
            operations.append(operation.with(kind: .insert))
        case .delete: places[identity] = nil
        default:
            places[identity] = nil
            reject(model: models[identity.model].name, id: identity.id, .missingObject)
        }
    }

    /// An object that is deleted does not move.
    private mutating func takeBack(_ place: Int, at identity: Identity, movedFrom source: String) {
        let from = Identity(model: identity.model, id: source)
        operations[place] = Operation(kind: .delete, model: identity.model, id: source)
        places[identity] = nil
        vacated.remove(from)
        if places[from] == nil { places[from] = place }
    }
}
