import StdnetODM

/// One thing that a session does, to an object or to all with a value.
struct OracleStep: CustomStringConvertible {
    enum Kind { case insert, update, save, delete, deleteAll }

    let kind: Kind
    /// The place of the model among the schemas.
    let model: Int
    /// The id; nil when the database is to number the object.
    var id: String?
    /// The values that are written, by the positions of their fields; nil for those that become absent.
    var values: [Int: Bytes?] = [:]

    var description: String {
        let values = values.sorted { $0.key < $1.key }.map { field, value in
            "\(field): " + (value.map { String(decoding: $0, as: UTF8.self) } ?? "nil")
        }
        return "\(kind) m\(model) \(id ?? "new") [\(values.joined(separator: ", "))]"
    }
}

extension Dice {
    /// What a session does: no object twice.
    mutating func session(_ oracle: Oracle) -> [OracleStep] {
        var steps: [OracleStep] = []
        var used: Set<String> = []
        for _ in 0..<1 + below(chance(100) ? 12 : 4) {
            let model = below(oracle.schemas.count)
            let schema = oracle.schemas[model]
            let there = oracle.objects[schema.name, default: [:]].keys.sorted()
            var step: OracleStep
            switch below(100) {
            case 0..<35: step = insertion(model, schema)
            case 35..<60:
                step = OracleStep(kind: .update, model: model, id: pick(there, or: "ghost"))
            case 60..<75:
                step = OracleStep(kind: .save, model: model, id: pick(there + [freshID(schema)]))
            case 75..<92:
                step = OracleStep(kind: .delete, model: model, id: pick(there, or: "ghost"))
            default: step = OracleStep(kind: .deleteAll, model: model)
            }
            if let id = step.id, !used.insert("\(model) \(id)").inserted { continue }
            fill(&step, schema, oracle)
            if step.kind == .deleteAll, step.values.isEmpty { continue }
            if step.kind == .update, step.values.isEmpty { continue }
            steps.append(step)
        }
        if chance(60) { swapUniqueValues(&steps, used, oracle) }
        return steps
    }

    private mutating func insertion(_ model: Int, _ schema: ModelSchema) -> OracleStep {
        let isNumbered = schema.id.isAutomatic && chance(850)
        return OracleStep(kind: .insert, model: model, id: isNumbered ? nil : freshID(schema))
    }

    private mutating func freshID(_ schema: ModelSchema) -> String {
        schema.id.isAutomatic
            ? "\(1 + below(60))" : pick(["a", "b:c", "é", "{d}", "%", "*"]) + "\(below(9))"
    }

    private mutating func fill(_ step: inout OracleStep, _ schema: ModelSchema, _ oracle: Oracle) {
        switch step.kind {
        case .delete: return
        case .deleteAll:
            let indexed = schema.fields.indices.filter { schema.fields[$0].index != .none }
            guard let position = indexed.randomElement(using: &self) else { return }
            // What is absent has no value to be found by here.
            if let value = value(of: schema.fields[position], oracle), !value.isEmpty {
                step.values[position] = value
            }
        case .insert, .save, .update:
            for (position, field) in schema.fields.enumerated()
            where step.kind != .update || chance(500) {
                step.values.updateValue(value(of: field, oracle), forKey: position)
            }
        }
    }

    /// Lets two objects take each other's value: allowed, because of both only the end counts.
    private mutating func swapUniqueValues(
        _ steps: inout [OracleStep],
        _ used: Set<String>,
        _ oracle: Oracle
    ) {
        for (model, schema) in oracle.schemas.enumerated() {
            let objects = oracle.objects[schema.name, default: [:]]
            for (position, field) in schema.fields.enumerated() where field.index.isUnique {
                let owners = objects.filter {
                    $0.value[field.attribute] != nil && !used.contains("\(model) \($0.key)")
                }
                .keys.sorted().prefix(2)
                guard owners.count == 2 else { continue }
                for (id, other) in zip(owners, owners.reversed()) {
                    steps.append(
                        OracleStep(
                            kind: .update,
                            model: model,
                            id: id,
                            values: [position: objects[other]?[field.attribute]]
                        )
                    )
                }
                return
            }
        }
    }
}
