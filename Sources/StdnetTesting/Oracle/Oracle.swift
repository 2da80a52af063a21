import StdnetODM

/// What a database should hold, worked out object by object and without any index.
struct Oracle {
    typealias Object = [String: Bytes]

    let schemas: [ModelSchema]
    /// The objects of each model by their ids: values by the names in the hash.
    var objects: [String: [String: Object]] = [:]
    /// The highest number that was given.
    var counters: [String: Int] = [:]

    init(_ schemas: [ModelSchema]) { self.schemas = schemas }

    /// What is left after a session; nil when a rule is broken.
    func after(_ steps: [OracleStep]) -> Oracle? {
        var run = OracleCommit(before: self, after: self)
        return run.perform(steps) ? run.after : nil
    }
}

/// One commit, rule by rule.
struct OracleCommit {
    let before: Oracle
    var after: Oracle

    private struct Place: Hashable {
        let model: String
        let id: String
    }

    /// The objects that end.
    private var deleted: Set<Place> = []
    /// The attributes that the session itself writes, by object.
    private var written: [Place: Set<String>] = [:]

    init(before: Oracle, after: Oracle) {
        self.before = before
        self.after = after
    }

    /// Does everything; false when a rule is broken.
    mutating func perform(_ steps: [OracleStep]) -> Bool {
        // Deletions of queries see what was there before, and so does what they meet.
        var doomed: Set<Place> = []
        for step in steps where step.kind == .deleteAll {
            let schema = before.schemas[step.model]
            for (position, value) in step.values {
                let attribute = schema.fields[position].attribute
                for (id, object) in before.objects[schema.name, default: [:]]
                where object[attribute] == value {
                    doomed.insert(Place(model: schema.name, id: id))
                }
            }
        }
        guard let numbered = number(steps) else { return false }
        var replaced: Set<Place> = []
        for step in numbered where step.kind != .deleteAll {
            let place = Place(model: before.schemas[step.model].name, id: step.id ?? "")
            let exists = before.objects[place.model]?[place.id] != nil
            let isDoomed = doomed.contains(place)
            switch step.kind {
            case .insert:
                if exists && !isDoomed { return false }
                replaced.insert(place)
                write(step, place, onto: [:])
            case .save:
                if isDoomed { replaced.insert(place) }
                let old = exists && !isDoomed ? before.objects[place.model]?[place.id] : nil
                write(step, place, onto: old ?? [:])
                if !exists { replaced.insert(place) }
            case .update:
                guard exists, let old = before.objects[place.model]?[place.id] else { return false }
                if isDoomed {
                    deleted.insert(place)
                } else {
                    write(step, place, onto: old)
                }
            case .delete: if exists { deleted.insert(place) }
            case .deleteAll: break
            }
        }
        for place in doomed where !replaced.contains(place) { deleted.insert(place) }
        guard followRules() else { return false }
        for place in deleted { after.objects[place.model]?[place.id] = nil }
        return isUnique && leadsSomewhere
    }

    /// Gives new objects their numbers, after all that the session gives itself.
    private mutating func number(_ steps: [OracleStep]) -> [OracleStep]? {
        var given: Set<Place> = []
        for step in steps {
            let schema = before.schemas[step.model]
            guard let id = step.id else { continue }
            guard given.insert(Place(model: schema.name, id: id)).inserted else { return nil }
            guard schema.id.isAutomatic, step.kind == .insert || step.kind == .save,
                let number = Int(id)
            else { continue }
            after.counters[schema.name] = max(after.counters[schema.name] ?? 0, number)
        }
        return steps.map { step in
            guard step.kind == .insert, step.id == nil else { return step }
            var copy = step
            let model = before.schemas[step.model].name
            after.counters[model, default: 0] += 1
            copy.id = "\(after.counters[model] ?? 0)"
            return copy
        }
    }

    private mutating func write(_ step: OracleStep, _ place: Place, onto old: Oracle.Object) {
        let schema = before.schemas[step.model]
        var object = old
        for (position, value) in step.values {
            let attribute = schema.fields[position].attribute
            object[attribute] = value
            written[place, default: []].insert(attribute)
        }
        after.objects[place.model, default: [:]][place.id] = object
    }

    /// Follows the delete rules until nothing more is found; false when one forbids it.
    private mutating func followRules() -> Bool {
        var queue = Array(deleted)
        var forbidding: [Place] = []
        while let target = queue.popLast() {
            for schema in before.schemas {
                for field in schema.fields where field.reference?.target == target.model {
                    for (id, object) in before.objects[schema.name, default: [:]]
                    where object[field.attribute] == Bytes(target.id.utf8) {
                        let place = Place(model: schema.name, id: id)
                        // What a session writes itself is checked as any reference.
                        if written[place]?.contains(field.attribute) == true { continue }
                        switch field.reference?.onDelete {
                        case .cascade:
                            if deleted.insert(place).inserted { queue.append(place) }
                        case .nullify: after.objects[place.model]?[id]?[field.attribute] = nil
                        case .restrict: forbidding.append(place)
                        default: break
                        }
                    }
                }
            }
        }
        return forbidding.allSatisfy { deleted.contains($0) }
    }

    /// Whether no value of a unique field has two owners.
    private var isUnique: Bool {
        before.schemas.allSatisfy { schema in
            schema.fields.allSatisfy { field in
                guard field.index.isUnique else { return true }
                let values = after.objects[schema.name, default: [:]].values
                    .compactMap { $0[field.attribute] }
                return Set(values).count == values.count
            }
        }
    }

    /// Whether every reference that is new, or whose target ends, leads to an object.
    private var leadsSomewhere: Bool {
        before.schemas.allSatisfy { schema in
            schema.fields.allSatisfy { field in
                guard let reference = field.reference, reference.onDelete != .keep else {
                    return true
                }
                return after.objects[schema.name, default: [:]].allSatisfy { id, object in
                    guard let target = object[field.attribute] else { return true }
                    let name = String(decoding: target, as: UTF8.self)
                    return after.objects[reference.target]?[name] != nil
                }
            }
        }
    }
}
