/// The keys and arguments of the commit script for one session.
struct CommitCall {
    let models: [ModelSchema]
    let keys: [String]
    private(set) var arguments = Arguments()

    /// - Parameter schemas: The JSON of the models that the database may not know; by name.
    init(
        _ session: borrowing Session, in database: Database, schemas: [String: String]
    ) throws(BackendError) {
        models = Self.models(of: session, in: database)
        keys = Self.keys(of: models, in: database)
        let first = models.first?.name ?? ""
        let scratch = database.layout(of: first).temporary(database.memory.temporaryName()) + ":"
        arguments.reserve(
            count: session.arena.count + 8 * session.operations.count + 64,
            bytes: session.arena.byteCount + 16 * session.operations.count + 1024)
        arguments.append(scratch)
        arguments.append(models.count)
        for model in models { append(model, json: schemas[model.name] ?? "") }
        arguments.append(session.operations.count)
        let places = session.models.map { model in
            (models.firstIndex { $0.name == model.name } ?? 0) + 1
        }
        for position in session.operations.indices {
            try append(session, position, places: places, in: database)
        }
    }

    /// The models of the session and of what it refers to; where something is deleted, all, because
    /// any may refer to it.
    private static func models(
        of session: borrowing Session, in database: Database
    ) -> [ModelSchema] {
        var models = session.models
        let deletes = session.operations.contains { $0.kind == .delete || $0.kind == .deleteAll }
        let names =
            deletes
            ? database.schemas.keys.sorted()
            : models.flatMap { $0.fields.compactMap { $0.reference?.target } }
        for name in names where !models.contains(where: { $0.name == name }) {
            if let schema = database.schemas[name] { models.append(schema) }
        }
        // A query in a session may lead through further models.
        return models
    }

    private static func keys(of models: [ModelSchema], in database: Database) -> [String] {
        var keys = [KeyLayout.schema(namespace: database.namespace)]
        for model in models {
            let layout = database.layout(of: model.name)
            keys.append(layout.ids)
            if model.id.isAutomatic { keys.append(layout.counter) }
            for field in model.committedFields {
                if field.index.isUnique { keys.append(layout.unique(field.attribute)) }
                if field.index.hasRange { keys.append(layout.range(field.attribute)) }
            }
        }
        return keys
    }

    private mutating func append(_ model: ModelSchema, json: String) {
        arguments.append((model.id.isAutomatic ? "a" : "") + (model.ordering == nil ? "" : "s"))
        arguments.append(model.name)
        arguments.append(json)
        arguments.append(model.fields.count)
        arguments.append(model.ordering.flatMap { model[field: $0.field]?.attribute } ?? "")
        let fields = model.committedFields
        arguments.append(fields.count)
        for field in fields {
            arguments.append(field.attribute)
            arguments.append((model.fields.firstIndex(of: field) ?? 0) + 1)
            arguments.append(field.letters)
            let target = field.reference.flatMap { reference in
                models.firstIndex { $0.name == reference.target }
            }
            arguments.append((target ?? -1) + 1)
            arguments.append(field.reference.map { String($0.onDelete.rawValue.prefix(1)) } ?? "-")
        }
    }

    private mutating func append(
        _ session: borrowing Session, _ position: Int, places: [Int], in database: Database
    ) throws(BackendError) {
        let kind = session.operations[position].kind
        arguments.append(kind.rawValue)
        guard kind != .nothing else { return }
        arguments.append(places[session.operations[position].model])
        if kind == .deleteAll {
            let schema = session.models[session.operations[position].model]
            var encoder = ConditionEncoder(schemas: database.schemas, models: models)
            try encoder.encode(session.operations[position].condition ?? .none, on: schema)
            return arguments.append(contentsOf: encoder.words)
        }
        arguments.append(session.operations[position].id ?? "")
        guard kind != .delete else { return }
        let pairs = session.operations[position].pairs
        arguments.append(pairs.count / 2)
        let planned = session.operations[position].planned
        arguments.append(planned.count)
        for value in planned {
            arguments.append(value.word)
            arguments.append(value.handle.position + 1)
        }
        let absent = session.operations[position].absent
        arguments.append(absent.count)
        for attribute in absent { arguments.append(attribute) }
        arguments.append(contentsOf: session.arena, pairs)
    }
}

extension ModelSchema {
    /// The fields of which a commit has to know more than their bytes.
    fileprivate var committedFields: [FieldSchema] {
        fields.filter { $0.index != .none || $0.reference != nil || $0.name == ordering?.field }
    }
}

extension FieldSchema {
    /// What a commit keeps of the field, as `read.lua` names it.
    fileprivate var letters: String {
        (index.hasValueSets ? "v" : "") + (index.isUnique ? "u" : "") + (index.hasRange ? "r" : "")
    }
}
