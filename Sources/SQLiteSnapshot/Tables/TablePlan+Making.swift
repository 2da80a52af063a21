import StdnetBackend

extension TablePlan {
    /// Plans the tables of all models, in the order of the models' names.
    ///
    /// The same models give the same names: tables take theirs first, indexes what is left.
    static func plans(for schemas: [ModelSchema]) throws(SnapshotError) -> [TablePlan] {
        let schemas = schemas.sorted { $0.name < $1.name }
        let positions = Dictionary(
            schemas.enumerated().map { ($1.name, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        var names = UniqueNames(taken: ["reject"])
        let tables = schemas.map { names.takeTable(model: $0.name) }
        var plans: [TablePlan] = []
        for (schema, table) in zip(schemas, tables) {
            try schema.checkNames()
            var columnNames = UniqueNames()
            let id = columnNames.take(schema.id.name)
            // The leaves of flattened JSON have a table of their own.
            let columns = schema.fields.filter { !$0.isFlattened }.map { field in
                let name = columnNames.take(field.attribute)
                let target = field.reference.flatMap { positions[$0.target] }
                let mayDangle = field.reference?.onDelete == .keep
                let isIndexed = field.index != .none || field.reference != nil
                return Column(
                    name: name,
                    attribute: field.attribute,
                    formerly: field.formerly,
                    kind: target.map { schemas[$0].id.kind == .integer ? .integer : .text }
                        ?? field.kind,
                    isOptional: field.isOptional,
                    index: isIndexed
                        ? Index(
                            name: names.take("\(table)_\(name)"),
                            isUnique: field.index.isUnique
                        )
                        : nil,
                    target: mayDangle ? nil : target
                )
            }
            plans.append(TablePlan(schema: schema, name: table, id: id, columns: columns))
        }
        for position in plans.indices {
            plans[position].children = plans[position].children(&names)
            guard plans[position].columns.contains(where: { $0.target != nil }) else { continue }
            plans[position].view = names.take(plans[position].name + "_joined")
        }
        return plans
    }
}

extension ModelSchema {
    /// Refuses names that SQL has no way to write.
    fileprivate func checkNames() throws(SnapshotError) {
        for name in [id.name] + fields.map(\.attribute) where name.isEmpty || name.contains("\0") {
            throw .invalidSchema(model: self.name, reason: "a field without a proper name")
        }
        guard Set(fields.map(\.attribute)).count == fields.count else {
            throw .invalidSchema(model: name, reason: "two fields are stored under one name")
        }
    }
}
