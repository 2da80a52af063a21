import StdnetODM

/// One commit, rule by rule.
struct OracleCommit {
    /// Where an object is.
    struct Place: Hashable {
        let model: String
        let id: String
    }

    /// An object that the session writes.
    struct Change {
        /// Where it was before; nil for a new object.
        let origin: Place?
        var object: Oracle.Object
        /// The attributes that the session itself writes.
        var written: Set<String> = []
    }

    let before: Oracle
    var after: Oracle
    /// The ids that the steps of the session came to.
    private(set) var ids: [String] = []
    /// Where objects come to lie.
    var changes: [Place: Change] = [:]
    /// Where objects move, from where they were.
    var moved: [Place: Place] = [:]
    /// The objects that end, where they were.
    var deleted: Set<Place> = []
    /// The objects that a query deletes, and that the session writes anew.
    private(set) var replaced: Set<Place> = []

    init(before: Oracle) {
        self.before = before
        after = before
    }

    func object(at place: Place) -> Oracle.Object? { before.objects[place.model]?[place.id] }

    /// Does everything to objects; false when a rule is broken.
    mutating func perform(_ steps: [OracleStep]) -> Bool {
        let doomed = doomed(by: steps)
        guard let numbered = number(steps) else { return false }
        var left: Set<Place> = []
        for step in numbered {
            let model = before.schemas[step.model].name
            switch step.kind {
            case .delete:
                let place = Place(model: model, id: step.id ?? "")
                if object(at: place) != nil { deleted.insert(place) }
            case .move(let source):
                let from = Place(model: model, id: source)
                guard object(at: from) != nil else { return false }
                left.insert(from)
                if doomed.contains(from) {
                    deleted.insert(from)
                } else {
                    moved[from] = Place(model: model, id: step.id ?? "")
                }
            default: break
            }
        }
        let leaving = doomed.union(left).union(deleted)
        for step in numbered where !write(step, leaving: leaving, doomed: doomed, left: left) {
            return false
        }
        deleted.formUnion(doomed.subtracting(replaced))
        guard followRules(), followMoves() else { return false }
        settle()
        return after.isUnique && after.leadsSomewhere
    }

    /// Deletions of queries see what was there before, and so does what they meet.
    private func doomed(by steps: [OracleStep]) -> Set<Place> {
        var doomed: Set<Place> = []
        for step in steps where step.kind == .deleteAll {
            let schema = before.schemas[step.model]
            for (position, value) in step.values {
                let attribute = schema.fields[position].attribute
                for (id, object) in before.objects(of: step.model)
                where object.values[attribute] == value {
                    doomed.insert(Place(model: schema.name, id: id))
                }
            }
        }
        return doomed
    }

    /// Gives new objects their numbers, after all that the session gives itself, and then the ids that are
    /// made of values.
    private mutating func number(_ steps: [OracleStep]) -> [OracleStep]? {
        for step in steps where before.schemas[step.model].id.isAutomatic {
            guard step.kind.mayBeNew, let number = step.id.flatMap({ Int($0) }) else { continue }
            let model = before.schemas[step.model].name
            after.counters[model] = max(after.counters[model] ?? 0, number)
        }
        var numbered = steps
        for place in steps.indices {
            let schema = before.schemas[steps[place].model]
            guard steps[place].id == nil, steps[place].kind == .insert, schema.id.isAutomatic
            else { continue }
            after.counters[schema.name, default: 0] += 1
            numbered[place].id = "\(after.counters[schema.name] ?? 0)"
        }
        func meet(_ place: Int) {
            for (field, other) in steps[place].planned {
                numbered[place].values.updateValue(
                    numbered[other].id.map { Bytes($0.utf8) },
                    forKey: field
                )
            }
        }
        let isMade = steps.indices.filter { numbered[$0].id == nil && steps[$0].kind != .deleteAll }
        for place in isMade {
            meet(place)
            let schema = before.schemas[steps[place].model]
            guard let id = Oracle.id(of: numbered[place].values, schema) else { return nil }
            numbered[place].id = id
        }
        for place in steps.indices { meet(place) }
        ids = numbered.map { $0.id ?? "" }
        return numbered
    }

    /// Writes an object; false when it is not there, or another is.
    private mutating func write(
        _ step: OracleStep,
        leaving: Set<Place>,
        doomed: Set<Place>,
        left: Set<Place>
    ) -> Bool {
        let place = Place(model: before.schemas[step.model].name, id: step.id ?? "")
        let old = object(at: place)
        let isFree = old == nil || leaving.contains(place)
        switch step.kind {
        case .delete, .deleteAll: return true
        case .insert where !isFree, .update where old == nil: return false
        case .insert, .save:
            if !isFree, let old { return put(step, place, old, from: place) }
            if doomed.contains(place), !left.contains(place) { replaced.insert(place) }
            return put(step, place, Oracle.Object(), from: nil)
        case .update:
            guard let old, !doomed.contains(place) else { return true }
            return put(step, place, old, from: place)
        case .move(let source):
            let from = Place(model: place.model, id: source)
            guard moved[from] != nil else { return true }
            guard isFree, let object = object(at: from) else { return false }
            return put(step, place, object, from: from)
        }
    }

    private mutating func put(
        _ step: OracleStep,
        _ place: Place,
        _ old: Oracle.Object,
        from origin: Place?
    ) -> Bool {
        guard changes[place] == nil else { return false }
        let fields = before.schemas[step.model].fields
        var object = old
        for (position, value) in step.values { object.values[fields[position].attribute] = value }
        let written = Set(step.values.keys.map { fields[$0].attribute })
        changes[place] = Change(origin: origin, object: object, written: written)
        return true
    }

    // MARK: The end

    /// Puts every object where it comes to lie.
    private mutating func settle() {
        for place in deleted.union(moved.keys).union(replaced) {
            after.objects[place.model]?[place.id] = nil
        }
        for (place, change) in changes where change.origin.map({ !deleted.contains($0) }) ?? true {
            after.objects[place.model, default: [:]][place.id] = change.object
        }
        for (place, values) in overrides where !deleted.contains(place) {
            let place = moved[place] ?? place
            for (attribute, value) in values {
                after.objects[place.model]?[place.id]?.values[attribute] = value
            }
        }
    }

    /// What rules and moves say of references, by where their objects were.
    private(set) var overrides: [Place: [String: Bytes?]] = [:]

    mutating func override(_ attribute: String, of place: Place, _ value: Bytes?) {
        overrides[place, default: [:]].updateValue(value, forKey: attribute)
    }

    /// Does something to a structure, after all objects; false when its owner is not there.
    mutating func perform(_ piece: OraclePiece) -> Bool {
        switch piece.owner {
        case .object(let model, let id):
            return change(piece, Place(model: before.schemas[model].name, id: id))
        case .planned(let model, let step):
            return change(piece, Place(model: before.schemas[model].name, id: ids[step]))
        case .model(let model):
            piece.change(&after.shared[before.schemas[model].name, default: [:]][piece.name])
        case .nobody(let key): piece.change(&after.alone[key])
        }
        return true
    }

    private mutating func change(_ piece: OraclePiece, _ place: Place) -> Bool {
        guard after.objects[place.model]?[place.id] != nil else { return false }
        piece.change(
            &after.objects[place.model, default: [:]][place.id, default: .init()].structures[
                piece.name
            ]
        )
        return true
    }
}
