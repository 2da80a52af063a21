/// Objects of several models as one JSON text: that of the original's `json` serialiser.
///
/// ```json
/// [{"model": "geo.city", "hash": "5e3bb9f1", "data": [{"id": 1, "name": "Oslo"}]}]
/// ```
///
/// Names are those of the fields in Swift. Fields that can be made again (`@Field(cached: true)`) and
/// absent ones are left out; bytes are base 64, dates seconds, references ids. Unlike the original's it
/// tells an empty text from an absent one. Structures are not part of it.
///
/// ```swift
/// var dump = ObjectDump()
/// try dump.append(try await database.fetch(City.all))
/// try dump.json.write(to: file, atomically: true, encoding: .utf8)
///
/// let read = try ObjectDump(json: text)
/// try await other.load(read.objects(of: City.self), as: .save)
/// ```
public struct ObjectDump: Sendable {
    /// The names of the models, in their order.
    public private(set) var models: [String] = []
    /// The objects of each model as JSON.
    private var texts: [String: [String]] = [:]

    /// Has no objects.
    public init() {}

    /// Appends objects of one model.
    ///
    /// - Throws: ``SerialisationFailure`` for the first object that can't be written; then none is
    ///   appended.
    public mutating func append<M: Model>(
        _ objects: some Sequence<M>
    ) throws(SerialisationFailure) {
        let schema = M.schema
        var lines: [String] = []
        for object in objects { lines.append(try Self.json(of: object, schema)) }
        if texts[schema.name] == nil { models.append(schema.name) }
        texts[schema.name, default: []] += lines
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
    static func json<M: Model>(
        of object: M,
        _ schema: ModelSchema
    ) throws(SerialisationFailure) -> String {
        let stored = try StoredFields(object, schema)
        var members = [
            "\(JSONText.quoted(schema.id.name)): \(schema.id.kind.json(stored.id))"
        ]
        for (field, value) in zip(schema.fields, stored.values) where !field.isCached {
            guard let value else { continue }
            members.append("\(JSONText.quoted(field.name)): \(field.kind.json(value))")
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
        let lines =
            (texts[M.modelName] ?? []) + (texts[ModelType(name: M.modelName).hash] ?? [])
        var objects: [M] = []
        for line in lines {
            guard case .object(let members) = try Self.parsed(line) else {
                throw .unexpected("an object of \(M.modelName)")
            }
            objects.append(try Self.object(of: M.self, members, schema))
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
        var text = text
        let value = text.withUTF8 { bytes in
            var parser = JSONParser(UnsafeRawBufferPointer(bytes))
            return parser.parse()
        }
        guard let value else { throw .malformed("the text is not JSON") }
        return value
    }
}
