/// Objects of several models as one JSON text: that of the original's `json` serialiser.
///
/// ```json
/// [{"model": "geo.city", "hash": "5e3bb9f1", "data": [{"id": 1, "name": "Oslo"}]}]
/// ```
///
/// Names are those of the fields in Swift. Fields that can be made again (`@Field(cached: true)`) and
/// absent ones are left out; bytes are base 64, dates seconds, references ids. Unlike the original's it
/// tells an empty text from an absent one. Structures are part of it where they are asked for:
/// `[element, …]`, `[[score, element], …]`, `[[seconds, value], …]`, `{name: value, …}`, a text, numbers. An
/// object that is there already is not appended again, so that what several objects refer to is there once.
///
/// ```swift
/// var dump = ObjectDump()
/// try dump.append(try await database.fetch(City.all))
/// try dump.json.write(to: file, atomically: true, encoding: .utf8)
///
/// let read = try ObjectDump(json: text)
/// try await other.load(read.objects(of: City.self), as: .save)
///
/// try dump.append(await database.withStructures(bags))
/// try await other.load(read.entries(of: Bag.self), as: .save)
/// ```
public struct ObjectDump: Sendable {
    /// The names of the models, in their order.
    public private(set) var models: [String] = []
    /// The objects of each model as JSON.
    private var texts: [String: [String]] = [:]
    /// The ids of the objects that were appended, by model.
    private var ids: [String: Set<Bytes>] = [:]

    /// Has no objects.
    public init() {}

    /// Appends objects of one model.
    ///
    /// - Throws: ``SerialisationFailure`` for the first object that can't be written; then none is
    ///   appended.
    public mutating func append<M: Model>(
        _ objects: some Sequence<M>
    ) throws(SerialisationFailure) {
        try append(objects.map { DumpedObject(object: $0, structures: []) })
    }

    /// Appends objects of one model with what their structures hold.
    ///
    /// - Throws: ``SerialisationFailure`` for the first object that can't be written; then none is
    ///   appended.
    public mutating func append<M: Model>(
        _ objects: some Sequence<DumpedObject<M>>
    ) throws(SerialisationFailure) {
        let schema = M.schema
        var known = ids[schema.name] ?? []
        var lines: [String] = []
        for dumped in objects {
            let row = try StoredFields(dumped.object, schema)
            guard known.insert(row.id).inserted else { continue }
            lines.append(try Self.json(of: row, dumped.structures, schema))
        }
        if texts[schema.name] == nil { models.append(schema.name) }
        texts[schema.name, default: []] += lines
        ids[schema.name] = known
    }

    /// The text.
    public var json: String {
        let parts = models.map { model in
            "{\"model\": \(JSONText.quoted(model)), "
                + "\"hash\": \"\(ModelType(name: model).hash)\", \"data\": ["
                + (texts[model] ?? []).joined(separator: ", ") + "]}"
        }
        return "[" + parts.joined(separator: ", ") + "]"
    }

    /// One object as JSON.
    private static func json(
        of row: StoredFields,
        _ structures: [StoredStructure],
        _ schema: ModelSchema
    ) throws(SerialisationFailure) -> String {
        var members = ["\(JSONText.quoted(schema.id.name)): \(schema.id.kind.json(row.id))"]
        for (field, value) in zip(schema.fields, row.values) where !field.isCached {
            guard let value else { continue }
            members.append("\(JSONText.quoted(field.name)): \(field.kind.json(value))")
        }
        for structure in structures {
            let json = try structure.writtenJSON(schema)
            members.append("\(JSONText.quoted(structure.schema.name)): \(json)")
        }
        return "{" + members.joined(separator: ", ") + "}"
    }
}

// Reading.
extension ObjectDump {
    /// Reads a text that was written here or by the original.
    ///
    /// Models go by their name, or by their hash where there is no name.
    ///
    /// - Throws: ``SerialisationFailure/malformed(_:)`` for what is not JSON,
    ///   ``SerialisationFailure/unexpected(_:)`` for JSON of another form.
    public init(json: String) throws(SerialisationFailure) {
        guard case .array(let parts) = try Self.parsed(json) else {
            throw .unexpected("an array of models")
        }
        for part in parts {
            guard case .object(let members) = part, case .array(let objects) = members["data"]
            else { throw .unexpected("a model with its 'data'") }
            let name: String
            switch (members["model"], members["hash"]) {
            case (.text(let model), _): name = model
            case (_, .text(let hash)): name = hash
            default: throw .unexpected("the name of a model")
            }
            if texts[name] == nil { models.append(name) }
            texts[name, default: []] += objects.map(\.written)
        }
    }

    /// The objects of a model, in their order; none when it is not part of the dump.
    ///
    /// What the model does not know is left out.
    ///
    /// - Throws: ``SerialisationFailure`` for the first object that is not one.
    public func objects<M: Model>(of _: M.Type) throws(SerialisationFailure) -> [M] {
        let schema = SchemaReference(M.schema)
        var objects: [M] = []
        for members in try members(of: M.self) {
            objects.append(try Self.object(of: M.self, members, schema))
        }
        return objects
    }

    /// The objects of a model with what the dump has of their structures, in their order.
    ///
    /// - Throws: ``SerialisationFailure`` for the first object that is not one, and the first structure.
    public func entries<M: Model>(
        of _: M.Type
    ) throws(SerialisationFailure) -> [DumpedObject<M>] {
        let schema = SchemaReference(M.schema)
        var entries: [DumpedObject<M>] = []
        for members in try members(of: M.self) {
            let object = try Self.object(of: M.self, members, schema)
            var structures: [StoredStructure] = []
            for structure in schema.model.ownStructures {
                guard let value = members[structure.name] else { continue }
                structures.append(try .read(value, structure, of: object))
            }
            entries.append(DumpedObject(object: object, structures: structures))
        }
        return entries
    }

    /// The members of each object of a model.
    private func members<M: Model>(
        of _: M.Type
    ) throws(SerialisationFailure) -> [[String: JSONParsed]] {
        let lines =
            (texts[M.modelName] ?? []) + (texts[ModelType(name: M.modelName).hash] ?? [])
        var objects: [[String: JSONParsed]] = []
        for line in lines {
            guard case .object(let members) = try Self.parsed(line) else {
                throw .unexpected("an object of \(M.modelName)")
            }
            objects.append(members)
        }
        return objects
    }

    private static func object<M: Model>(
        of _: M.Type,
        _ members: [String: JSONParsed],
        _ schema: SchemaReference
    ) throws(SerialisationFailure) -> M {
        guard let id = members[schema.model.id.name].flatMap(schema.model.id.kind.stored) else {
            throw .missingID(model: M.modelName)
        }
        var fields: [String: Bytes] = [:]
        for field in schema.model.fields {
            guard let value = members[field.name] else { continue }
            if case .null = value, field.kind != .json { continue }
            guard let stored = field.kind.stored(value) else {
                throw .unreadable(
                    RowFailure(
                        model: M.modelName,
                        id: String(decoding: id, as: UTF8.self),
                        field: field.name,
                        expected: field.kind,
                        hint: field.kind.form,
                        found: Bytes(value.written.utf8)
                    )
                )
            }
            fields[field.name] = stored
        }
        return try StoredFields(id: id, fields, schema.model).object(of: M.self, schema)
    }

    private static func parsed(_ text: String) throws(SerialisationFailure) -> JSONParsed {
        guard let value = JSONParsed(text) else { throw .malformed("the text is not JSON") }
        return value
    }
}
