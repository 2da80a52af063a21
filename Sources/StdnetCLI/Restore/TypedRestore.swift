internal import SQLiteSnapshot
internal import StdnetBackend
internal import StdnetODM

/// Writes the rows of a snapshot back as objects: by commits through the schemas that the file has, so
/// that ids, indexes and counters are made as for new objects.
///
/// References are not checked on the way: those of the file are, and so the order of the objects does
/// not matter. The database describes its models as it was at the end.
struct TypedRestore {
    /// How many objects one commit has.
    private static let step = 500

    let file: SnapshotFile
    let backend: any Backend
    let namespace: String
    let isReplacing: Bool
    let progress: ProgressBar

    /// What was done.
    struct Summary {
        var rows = 0
        var resumedRows = 0
        var models = 0
        /// What the file rejected, and could not be restored.
        var rejects = 0
    }

    private var marker: TypedRestoreMarker {
        TypedRestoreMarker(backend: backend, namespace: namespace, run: file.metadata.runID)
    }

    func run() async throws -> Summary {
        let schemas = try file.schemas
        let database = try Database(
            backend,
            namespace: namespace,
            schemas: schemas.map(\.schema.withoutChecks)
        )
        var start = try await prepare()
        // What came after the marker may be there already.
        var mayRepeat = start != nil
        var summary = Summary()
        for (model, schema) in schemas {
            summary.models += 1
            summary.rejects += model.rejects
            if let place = start, place.model > model.name {
                summary.resumedRows += model.rows
                continue
            }
            let place = start?.model == model.name ? start?.place : nil
            start = nil
            try await restore(model, schema, after: place, in: database, &mayRepeat, &summary)
        }
        try await StoredChildren(of: file).write(to: backend, namespace: namespace)
        try await describe(schemas.map(\.schema))
        try await TypedRestoreCheck(
            file: file,
            backend: backend,
            namespace: namespace,
            marker: marker
        )
        .run(progress)
        try await marker.remove()
        return summary
    }

    /// Makes room; answers where an earlier run has stopped.
    private func prepare() async throws -> TypedRestoreMarker.Place? {
        if let place = try await marker.place() { return place }
        if isReplacing {
            if namespace.isEmpty {
                _ = try await backend.run(RawCommand("FLUSHDB", "ASYNC"))
            } else {
                try await backend.deleteKeys(withPrefix: namespace)
            }
        } else {
            try await checkEmptiness()
        }
        try await marker.move(to: .init(model: "", place: .null))
        return nil
    }

    private func checkEmptiness() async throws {
        var walk = KeyspaceWalk(.prefix(namespace), stepSize: 1000)
        while let keys = try await walk.next(on: backend).keys {
            guard keys.isEmpty else {
                throw SnapshotError.notEmpty(database: 0, namespace: namespace)
            }
        }
    }

    private func restore(
        _ model: SnapshotSummary.Model,
        _ schema: ModelSchema,
        after start: SnapshotValue?,
        in database: Database,
        _ mayRepeat: inout Bool,
        _ summary: inout Summary
    ) async throws {
        let table = try StoredRows(of: model, schema, in: file)
        var place = start ?? .null
        var done = 0
        while true {
            try Task.checkCancellation()
            let rows = try table.rows(after: place, limit: Self.step)
            guard let last = rows.last else { break }
            var session = Session()
            for row in rows {
                session.plan(
                    mayRepeat ? .save : .insert,
                    schema.withoutChecks,
                    id: String(decoding: row.id, as: UTF8.self),
                    values: Self.stored(row)
                )
            }
            _ = try await database.commit(session)
            place = last.place
            try await marker.move(to: .init(model: model.name, place: place))
            mayRepeat = false
            done += rows.count
            summary.rows += rows.count
            progress.show("restoring \(model.name)", done, of: model.rows)
        }
        if start != nil { summary.resumedRows += model.rows - done }
    }

    private static func stored(_ row: StoredRows.Row) -> [Int: Bytes?] {
        var values: [Int: Bytes?] = [:]
        for (position, value) in row.values {
            switch value {
            case nil: values[position] = .some(nil)
            case .bytes(let bytes)?: values[position] = bytes
            case .number(let number)?:
                var text = Arguments()
                _ = number.store(in: &text)
                values[position] = text.withView { Bytes($0[0]) }
            }
        }
        return values
    }

    /// Writes the descriptions of the models as the file has them.
    private func describe(_ schemas: [ModelSchema]) async throws {
        guard !schemas.isEmpty else { return }
        var vector = Arguments()
        vector.append("HSET")
        vector.append(KeyLayout.schema(namespace: namespace))
        for schema in schemas {
            vector.append(schema.name)
            vector.append(try schema.json())
        }
        _ = try await backend.run(RawCommand(vector: vector))
    }
}

extension ModelSchema {
    /// The same model with references that nobody follows.
    fileprivate var withoutChecks: ModelSchema {
        ModelSchema(
            name: name,
            id: id,
            fields: fields.map { field in
                FieldSchema(
                    name: field.name,
                    attribute: field.attribute,
                    formerly: field.formerly,
                    kind: field.kind,
                    isOptional: field.isOptional,
                    index: field.index,
                    reference: field.reference.map { .init(target: $0.target, onDelete: .keep) },
                    isHidden: field.isHidden,
                    isCached: field.isCached,
                    isFlattened: field.isFlattened
                )
            },
            ordering: ordering,
            uniqueTogether: uniqueTogether,
            structures: structures
        )
    }
}
