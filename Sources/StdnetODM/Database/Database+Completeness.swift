import Synchronization

extension Database {
    /// Refuses ranges of fields whose range index lacks objects: what is not there would not be found,
    /// and nobody would know.
    ///
    /// One round trip for each field, once in the life of a database value and its copies.
    ///
    /// - Throws: ``FetchFailure/unindexed(model:field:)``.
    func checkRanges(in condition: Condition, on schema: ModelSchema) async throws(FetchFailure) {
        var lacking: (model: ModelSchema, field: FieldSchema)?
        do throws(BackendError) {
            for range in try ranges(in: condition, schema) where lacking == nil {
                if try await !hasWholeRange(of: range.field, range.model) { lacking = range }
            }
        } catch {
            throw .backend(error)
        }
        guard let lacking else { return }
        throw .unindexed(model: lacking.model.name, field: lacking.field.name)
    }

    /// Whether a range index has every object that has the field.
    func hasWholeRange(
        of field: FieldSchema,
        _ schema: ModelSchema
    ) async throws(BackendError) -> Bool {
        let key = layout(of: schema.name).range(field.attribute)
        if memory.wholeRanges.withLock({ $0.contains(key) }) { return true }
        let layout = layout(of: schema.name)
        let count = schema.ordering == nil ? "SCARD" : "ZCARD"
        // The four are of one instant, or a commit between them would make a hole.
        var batch = CommandBatch(isolation: .transaction, repeatable: true)
        batch.append(RawCommand("ZCARD", key))
        batch.append(RawCommand(count, layout.ids))
        if field.isOptional, field.index.isUnique {
            batch.append(RawCommand("HLEN", layout.unique(field.attribute)))
        } else if field.isOptional {
            batch.append(RawCommand(count, layout.index(field.attribute, "")))
        }
        let sizes = try await checked(batch).map { $0.integer ?? 0 }
        let isWhole: Bool
        switch (field.isOptional, field.index.isUnique) {
        case (false, _): isWhole = sizes[0] == sizes[1]
        case (true, true): isWhole = sizes[0] == sizes[2]
        case (true, false): isWhole = sizes[0] + sizes[2] == sizes[1]
        }
        // An empty model may yet be filled by somebody who keeps no ranges.
        if isWhole, sizes[1] > 0 { memory.wholeRanges.withLock { _ = $0.insert(key) } }
        return isWhole
    }

    private func ranges(
        in condition: Condition,
        _ schema: ModelSchema
    ) throws(BackendError) -> [(model: ModelSchema, field: FieldSchema)] {
        switch condition {
        case .range(let path, _, _):
            let (model, field) = try end(of: path, from: schema)
            return field.map { [(model, $0)] } ?? []
        case .refers(let path, let inner):
            let (model, field) = try end(of: path, from: schema)
            guard let target = field?.reference?.target, let next = schemas[target] else {
                throw .invalidRequest(
                    "'\(model.name)' has no reference '\(path.field)' to a known model"
                )
            }
            return try ranges(in: inner, next)
        case .below(let path, let inner):
            return try ranges(in: inner, try end(of: path, from: schema).model)
        case .within(_, let values):
            return try schemas[values.model].map { schema throws(BackendError) in
                try ranges(in: values.condition, schema)
            } ?? []
        case .not(let inner): return try ranges(in: inner, schema)
        case .and(let parts), .or(let parts):
            var found: [(model: ModelSchema, field: FieldSchema)] = []
            for part in parts { found += try ranges(in: part, schema) }
            return found
        default: return []
        }
    }
}
