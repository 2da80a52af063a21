/// An object as the bytes that its fields have at rest; what is spread over leaves is one text of JSON.
struct StoredFields {
    let id: Bytes
    /// One for each field of the schema; nil where it is absent.
    var values: [Bytes?]

    /// Takes an object apart.
    ///
    /// - Throws: ``SerialisationFailure/missingID(model:)``, and
    ///   ``SerialisationFailure/unwritable(model:field:reason:)`` for a value that can't be stored.
    init<M: Model>(_ object: M, _ schema: ModelSchema) throws(SerialisationFailure) {
        guard let id = object.storedID?.stored else { throw .missingID(model: schema.name) }
        var writer = FieldWriter(ordered: FieldMask(), appendingTo: Arguments())
        object.encode(into: &writer)
        let failure: (field: Int, reason: String)? =
            writer.planned.first.map { ($0.field, "it refers to an object that is only planned") }
            ?? writer.refused.first.map { ($0.field, "'\($0.value)' can't be stored: \($0.hint)") }
            ?? writer.failures.first.map { ($0.field, $0.reason) }
        if let failure {
            throw .unwritable(
                model: schema.name,
                field: schema.fields[failure.field].name,
                reason: failure.reason
            )
        }
        self.id = id
        values = Array(repeating: nil, count: schema.fields.count)
        let positions = writer.present.positions
        writer.values.withView { view in
            for (place, position) in positions.enumerated() {
                values[position] =
                    schema.fields[position].isFlattened
                    ? Self.joined(view[place]) : Bytes(view[place])
            }
        }
    }

    /// Takes what was read: names are those of fields.
    init(id: Bytes, _ fields: [String: Bytes], _ schema: ModelSchema) {
        self.id = id
        values = schema.fields.map { field in
            // The original leaves empty text out.
            fields[field.name] ?? (field.kind == .text && !field.isOptional ? [] : nil)
        }
    }

    /// Puts an object together.
    ///
    /// - Throws: ``SerialisationFailure/unreadable(_:)`` for the first value that does not fit its field.
    func object<M: Model>(
        of _: M.Type,
        _ schema: SchemaReference
    ) throws(SerialisationFailure) -> M {
        var builder = ReplyBuilder()
        builder.array(schema.attributes.count + 1)
        builder.bulk(id)
        for (field, value) in zip(schema.model.fields, values) {
            guard let value else {
                builder.null()
                continue
            }
            guard let value = field.isFlattened ? Self.spread(value) : value else {
                throw .unreadable(
                    RowFailure(
                        model: schema.model.name,
                        id: String(decoding: id, as: UTF8.self),
                        field: field.name,
                        expected: field.kind,
                        hint: "JSON with names, of which none has '__' in it",
                        found: value
                    )
                )
            }
            builder.bulk(value)
        }
        // What was stored under a former name is under the present one here.
        for _ in values.count..<schema.attributes.count { builder.null() }
        let reply = builder.finish()[0].leaf(0)
        do throws(RowFailure) {
            return try Found(id: reply, row: Row(reply, skipping: 1, schema: schema))
                .decode(M.self)
        } catch {
            throw .unreadable(error)
        }
    }

    /// The leaves of a value as one text.
    private static func joined(_ word: UnsafeRawBufferPointer) -> Bytes? {
        (JSONLeaves(word: word)?.tree?.written).map { Bytes($0.utf8) }
    }

    /// The leaves of a text, as a row has them; nil when there can't be any.
    private static func spread(_ text: Bytes) -> Bytes? {
        let value = text.withUnsafeBytes { try? JSONText.value(of: JSONObject.self, in: $0) }
        return value.flatMap { try? JSONLeaves(of: $0) }?.word(replacing: true)
    }
}
