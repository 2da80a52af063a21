import StdnetODM

/// Models made by chance: every kind of id, field, index, order, reference, delete rule and structure.
struct OracleModels {
    private static let kinds: [ValueKind] = [.text, .integer, .float, .boolean]
    private static let indexes: [FieldSchema.Index] = [
        .none, .equality, .equality, .range, .unique, .uniqueRange,
    ]
    private static let rules: [DeleteRule] = [.cascade, .restrict, .nullify, .keep]

    let schemas: [ModelSchema]

    /// Makes two, three or four models.
    init(_ dice: inout Dice) {
        let names = (0..<2 + dice.below(3)).map { "chance.m\($0)" }
        schemas = names.map { Self.schema($0, among: names, &dice) }
    }

    private static func schema(
        _ name: String,
        among names: [String],
        _ dice: inout Dice
    ) -> ModelSchema {
        var fields = (0..<1 + dice.below(4)).map { field($0, &dice) }
        for position in 0..<dice.below(3) {
            let rule = dice.pick(rules)
            fields.append(
                FieldSchema(
                    name: "r\(position)",
                    kind: .text,
                    isOptional: rule == .nullify || dice.chance(700),
                    index: .equality,
                    reference: .init(target: dice.pick(names), onDelete: rule)
                )
            )
        }
        let numbers = fields.filter { $0.kind.isNumeric && $0.reference == nil }
        let orders = dice.chance(400) && !numbers.isEmpty
        let together = fields.count > 1 && dice.chance(250) ? [fields.map(\.name).suffix(2)] : []
        var identity = ModelSchema.Identity(kind: .text, isAutomatic: dice.chance(500))
        if dice.chance(300) {
            let parts = (0..<1 + dice.below(2)).map { part($0, among: names, &dice) }
            fields.insert(contentsOf: parts, at: dice.below(fields.count + 1))
            identity = ModelSchema.Identity(
                kind: .text,
                isAutomatic: false,
                composition: IDComposition(fields: parts.map(\.name))
            )
        }
        return ModelSchema(
            name: name,
            id: identity,
            fields: fields,
            ordering: orders ? .init(field: dice.pick(numbers).name) : nil,
            uniqueTogether: together.map(Array.init),
            structures: (0..<dice.below(3)).map { position in
                StructureSchema(
                    name: "s\(position)",
                    type: dice.pick(StructureType.allCases),
                    isStatic: dice.chance(200)
                )
            }
        )
    }

    private static func field(_ position: Int, _ dice: inout Dice) -> FieldSchema {
        let kind = dice.pick(kinds)
        var index = dice.pick(indexes)
        if kind == .text, index.hasRange { index = index.isUnique ? .unique : .equality }
        return FieldSchema(
            name: "f\(position)",
            kind: kind,
            isOptional: dice.chance(400),
            index: index
        )
    }

    /// A field of which ids are made: as in the model between two models whose objects are linked, mostly a
    /// reference that ends with its target.
    private static func part(
        _ position: Int,
        among names: [String],
        _ dice: inout Dice
    ) -> FieldSchema {
        let rule: DeleteRule = dice.chance(850) ? .cascade : .restrict
        return FieldSchema(
            name: "p\(position)",
            kind: dice.pick([.text, .integer]),
            index: .equality,
            reference: dice.chance(800) ? .init(target: dice.pick(names), onDelete: rule) : nil
        )
    }
}

extension Dice {
    /// A value for a field: from so few that they meet.
    mutating func value(of field: FieldSchema, _ oracle: Oracle) -> Bytes? {
        if field.isOptional, chance(250) { return nil }
        if let target = field.reference?.target {
            let there = oracle.objects[target, default: [:]].keys.sorted()
            let id = chance(950) ? pick(there, or: "") : "nobody"
            return id.isEmpty ? (field.isOptional ? nil : Bytes("nobody".utf8)) : Bytes(id.utf8)
        }
        let text: String =
            switch field.kind {
            case .integer: "\(below(field.index.isUnique ? 40 : 6) - 3)"
            case .float: pick(["-1.5", "0.0", "2.25", "1e+21", "1e-07", "inf", "\(below(40)).5"])
            case .boolean: pick(["0", "1"])
            default:
                field.index.isUnique
                    ? "v\(below(40))" : pick(["", "a", "b:c", "é", "%", "nil", "a\r\n\0"])
            }
        return Bytes(text.utf8)
    }
}
