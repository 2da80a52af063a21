import StdnetODM

/// Makes sessions by chance.
///
/// No object is changed twice, and nothing that has come to an id is changed there.
struct OracleSessionMaker {
    private struct Place: Hashable {
        let model: Int
        let id: String
    }

    private let oracle: Oracle
    private var steps: [OracleStep] = []
    /// What has been changed where it was, or has come.
    private var taken: Set<Place> = []
    /// What has been deleted by its id.
    private var ended: Set<Place> = []
    /// Whose id has become free.
    private var left: Set<Place> = []

    init(_ oracle: Oracle) { self.oracle = oracle }

    /// What a session does to objects.
    mutating func steps(_ dice: inout Dice) -> [OracleStep] {
        for _ in 0..<1 + dice.below(dice.chance(100) ? 12 : 4) {
            let model = dice.below(oracle.schemas.count)
            let there = oracle.objects(of: model).keys.sorted()
            // Where nothing is, mostly something comes.
            switch there.isEmpty && dice.chance(900) ? 0 : dice.below(100) {
            case 0..<33: add(.insert, model, freshID(model, &dice), &dice)
            case 33..<55: add(.update, model, dice.pick(there, or: "ghost"), &dice)
            case 55..<68:
                let isMade = oracle.schemas[model].id.composition != nil
                let id = isMade ? nil : dice.pick(there + [freshID(model, &dice) ?? "1"])
                add(.save, model, id, &dice)
            case 68..<80:
                // Half of all moves are of what ids are made of, where that is.
                let moving = dice.chance(500) ? dice.pick(partModels, or: model) : model
                let sources = oracle.objects(of: moving).keys.sorted()
                addMove(moving, dice.pick(sources, or: "ghost"), &dice)
            case 80..<93: addDeletion(model, dice.pick(there, or: "ghost"))
            default: addDeletionOfMany(model, &dice)
            }
        }
        if dice.chance(60) { swapUniqueValues() }
        return steps
    }

    /// The models of which the ids of others are made, and that have objects.
    private var partModels: [Int] {
        let targets = oracle.schemas.flatMap { schema in
            (schema.id.composition?.fields ?? []).compactMap {
                schema[field: $0]?.reference?.target
            }
        }
        return oracle.schemas.indices.filter {
            targets.contains(oracle.schemas[$0].name) && !oracle.objects(of: $0).isEmpty
        }
    }

    /// A new id; nil where the database is to make it.
    private func freshID(_ model: Int, _ dice: inout Dice) -> String? {
        let schema = oracle.schemas[model]
        if schema.id.composition != nil { return nil }
        guard schema.id.isAutomatic else {
            return dice.pick(["a", "b:c", "é", "{d}", "%", "*"]) + "\(dice.below(9))"
        }
        return dice.chance(850) ? nil : "\(1 + dice.below(60))"
    }

    /// Adds what writes values.
    private mutating func add(
        _ kind: OracleStep.Kind,
        _ model: Int,
        _ id: String?,
        _ dice: inout Dice
    ) {
        var step = OracleStep(kind: kind, model: model, id: id)
        let schema = oracle.schemas[model]
        let parts = schema.id.composition?.fields ?? []
        for (position, field) in schema.fields.enumerated() {
            let isPart = parts.contains(field.name)
            if kind == .update, isPart || dice.chance(500) { continue }
            step.values.updateValue(dice.value(of: field, oracle), forKey: position)
            let makers = makers(of: field.reference?.target, isPart: isPart)
            if !makers.isEmpty, dice.chance(300) {
                step.values[position] = nil
                step.planned[position] = dice.pick(makers)
            }
        }
        if kind == .update, step.values.isEmpty, step.planned.isEmpty { return }
        var known = id ?? Oracle.id(of: step.values, schema)
        let made = schema.fields.indices.filter { parts.contains(schema.fields[$0].name) }
        if made.contains(where: { step.planned[$0] != nil }) {
            let words = made.map { part in
                step.planned[part].map { "#\($0)" } ?? "\((step.values[part] ?? nil) ?? [])"
            }
            known = words.joined(separator: " ")
        }
        if let known {
            let place = Place(model: model, id: known)
            // Where an object is deleted by its id and made again, the two come to one change.
            if ended.contains(place) || !taken.insert(place).inserted { return }
            if left.contains(place), kind == .update { return }
        }
        steps.append(step)
    }

    /// The steps that make objects of a model whose ids are known before others are made of them.
    private func makers(of target: String?, isPart: Bool) -> [Int] {
        guard let target else { return [] }
        return steps.indices.filter { place in
            let schema = oracle.schemas[steps[place].model]
            return schema.name == target && steps[place].kind == .insert && steps[place].id == nil
                && !(isPart && schema.id.composition != nil)
        }
    }

    private mutating func addMove(_ model: Int, _ source: String, _ dice: inout Dice) {
        let schema = oracle.schemas[model]
        var step = OracleStep(kind: .move(from: source), model: model)
        let old = oracle.objects(of: model)[source]?.values ?? [:]
        var all: [Int: Bytes?] = [:]
        let parts = schema.id.composition?.fields ?? []
        for (position, field) in schema.fields.enumerated() {
            all.updateValue(old[field.attribute], forKey: position)
            guard dice.chance(parts.contains(field.name) ? 600 : 200) else { continue }
            let value = dice.value(of: field, oracle)
            step.values.updateValue(value, forKey: position)
            all.updateValue(value, forKey: position)
        }
        if parts.isEmpty {
            let others = oracle.objects(of: model).keys.sorted()
            let fresh = freshID(model, &dice) ?? "\(1 + dice.below(60))"
            step.id = dice.chance(400) ? dice.pick(others, or: fresh) : fresh
        } else {
            step.id = Oracle.id(of: all, schema)
        }
        guard let id = step.id, id != source else { return }
        let (from, to) = (Place(model: model, id: source), Place(model: model, id: id))
        guard !taken.contains(from), !ended.contains(from), !left.contains(from),
            !taken.contains(to)
        else { return }
        left.insert(from)
        taken.insert(to)
        steps.append(step)
    }

    private mutating func addDeletion(_ model: Int, _ id: String) {
        let place = Place(model: model, id: id)
        guard !taken.contains(place), !left.contains(place), ended.insert(place).inserted else {
            return
        }
        steps.append(OracleStep(kind: .delete, model: model, id: id))
    }

    private mutating func addDeletionOfMany(_ model: Int, _ dice: inout Dice) {
        let schema = oracle.schemas[model]
        let indexed = schema.fields.indices.filter { schema.fields[$0].index != .none }
        guard let position = indexed.randomElement(using: &dice) else { return }
        // What is absent has no value to be found by here.
        guard let value = dice.value(of: schema.fields[position], oracle), !value.isEmpty else {
            return
        }
        steps.append(OracleStep(kind: .deleteAll, model: model, values: [position: value]))
    }

    /// Lets two objects take each other's value: allowed, because of both only the end counts.
    private mutating func swapUniqueValues() {
        for (model, schema) in oracle.schemas.enumerated() {
            let objects = oracle.objects(of: model)
            for (position, field) in schema.fields.enumerated() where field.index.isUnique {
                let owners = objects.keys.sorted().filter { id in
                    let place = Place(model: model, id: id)
                    return objects[id]?.values[field.attribute] != nil && !taken.contains(place)
                        && !ended.contains(place) && !left.contains(place)
                }
                .prefix(2)
                guard owners.count == 2 else { continue }
                for (id, other) in zip(owners, owners.reversed()) {
                    steps.append(
                        OracleStep(
                            kind: .update,
                            model: model,
                            id: id,
                            values: [position: objects[other]?.values[field.attribute]]
                        )
                    )
                }
                return
            }
        }
    }
}
