extension Database {
    /// The model in which a path ends, and its field there; nil for the id.
    func end(
        of path: Path,
        from schema: ModelSchema
    ) throws(BackendError) -> (model: ModelSchema, field: FieldSchema?) {
        var schema = schema
        for hop in path.hops {
            guard let target = schema[field: hop]?.reference?.target, let next = schemas[target]
            else {
                throw .invalidRequest(
                    "'\(schema.name)' has no reference '\(hop)' to a known model"
                )
            }
            schema = next
        }
        if path.field == schema.id.name { return (schema, nil) }
        guard let field = schema[field: path.field] else {
            throw .invalidRequest("'\(schema.name)' has no field '\(path.field)'")
        }
        return (schema, field)
    }

    /// What is stored at the end of a path, for each of some objects; nil where nothing is, or where the
    /// path does not lead there.
    ///
    /// One round trip for each step of the path.
    func column(
        _ path: Path,
        of ids: [Bytes],
        _ schema: ModelSchema
    ) async throws(BackendError) -> [Bytes?] {
        var schema = schema
        var cells: [Bytes?] = ids
        for hop in path.hops {
            guard let field = schema[field: hop] else { break }
            cells = try await stored(field, of: cells, schema)
            schema = try end(of: Path(hops: [hop], field: ""), after: schema)
        }
        guard let field = try end(of: Path(field: path.field), from: schema).field else {
            return cells
        }
        return try await stored(field, leaf: path.leaf, of: cells, schema)
    }

    private func end(of path: Path, after schema: ModelSchema) throws(BackendError) -> ModelSchema {
        guard let target = path.hops.first.flatMap({ schema[field: $0]?.reference?.target }),
            let next = schemas[target]
        else { throw .invalidRequest("'\(schema.name)' has no such reference to a known model") }
        return next
    }

    /// A field of some objects, each read once.
    private func stored(
        _ field: FieldSchema,
        leaf: String = "",
        of ids: [Bytes?],
        _ schema: ModelSchema
    ) async throws(BackendError) -> [Bytes?] {
        let prefix = layout(of: schema.name).objectPrefix
        var places: [Bytes: Int] = [:]
        var batch = CommandBatch(repeatable: true)
        for case let id? in ids where places[id] == nil {
            places[id] = places.count
            batch.append { words in
                words.append("HMGET" as StaticString)
                words.append(Bytes(prefix.utf8) + id)
                words.append(field.attribute + leaf)
                if let former = field.formerly { words.append(former + leaf) }
            }
        }
        guard !batch.isEmpty else { return ids.map { _ in nil } }
        let replies = try await checked(batch)
        return ids.map { id in
            guard let place = id.flatMap({ places[$0] }) else { return nil }
            for value in replies[place].elements where !value.isNull { return value.bytes }
            return nil
        }
    }

    /// The scores of members of a sorted set.
    func scores(of members: [Bytes], in key: String) async throws(BackendError) -> [Bytes?] {
        var batch = CommandBatch(repeatable: true)
        batch.append { words in
            words.append("ZMSCORE" as StaticString)
            words.append(key)
            for member in members { words.append(member) }
        }
        return try await checked(batch)[0].elements.map { score in
            score.double.map { Bytes("\($0)".utf8) }
        }
    }

    /// The objects that have some values of a unique index.
    func owners(of values: [Bytes], in key: String) async throws(BackendError) -> [Bytes] {
        var owners: [Bytes] = []
        for start in stride(from: 0, to: values.count, by: 1000) {
            var batch = CommandBatch(repeatable: true)
            batch.append { words in
                words.append("HMGET" as StaticString)
                words.append(key)
                for value in values[start..<min(start + 1000, values.count)] {
                    words.append(value)
                }
            }
            owners += try await checked(batch)[0].elements.compactMap(\.bytes)
        }
        return owners
    }
}
