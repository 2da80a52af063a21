extension Database {
    /// What each of several objects is linked with, in the order of the objects, and for each in the order
    /// of the ids.
    ///
    /// ```swift
    /// let users = try await database.fetch(User.filter { $0.city == "Oslo" })
    /// let groups = try await database.linked(\.groups, of: users)
    /// for (user, groups) in zip(users, groups) { … }
    /// ```
    ///
    /// One round trip where there are few links, as ``fetch(_:)`` of a selection says, however many the
    /// objects.
    public func linked<M: Model, L: ObjectLinks>(
        _ links: KeyPath<M.Fields, LinkField<M, L>>,
        of objects: [M]
    ) async throws(FetchFailure) -> [[L.Target]] {
        let path = M.fields[keyPath: links].path
        let ids = objects.map { $0.storedID?.stored }
        guard let through = schemas[path.through], let source = through[field: path.source],
            let target = through[field: path.target]
        else {
            throw .backend(.invalidRequest("the database was opened without '\(path.through)'"))
        }
        var plan = Plan(model: path.through)
        plan.condition = path.links(from: ids.compactMap(\.self))
        plan.orders = [Plan.Order(path: Path(field: path.target), direction: .ascending)]
        var selection = Selection<L.Target, (Bytes, L.Target?)>(
            plan: plan,
            columns: [source.attribute, target.attribute],
            hops: [Hop(attribute: target.attribute, schema: SchemaReference(L.Target.schema))]
        ) { found throws(RowFailure) in
            (found.row.cell(0).bytes ?? [], try found.related[0]?.decode(L.Target.self))
        }
        selection.rows = SchemaReference(through)
        var found: [Bytes: [L.Target]] = [:]
        for (id, object) in try await fetch(selection) {
            if let object { found[id, default: []].append(object) }
        }
        return ids.map { id in id.flatMap { found[$0] } ?? [] }
    }
}
