extension Database {
    /// A condition without sub-queries for values, and without references that lead to few objects: what
    /// they find is asked for first, and takes their place.
    func resolved(
        _ condition: Condition,
        on schema: ModelSchema
    ) async throws(BackendError) -> Condition {
        let plain = try await withoutValues(condition)
        guard case .and(let parts) = plain else { return try await lowered(plain, on: schema) }
        var found: [Condition] = []
        for part in parts { found.append(try await lowered(part, on: schema)) }
        return .and(found)
    }

    private func withoutValues(_ condition: Condition) async throws(BackendError) -> Condition {
        switch condition {
        case .within(let path, let values):
            return .equal(path, try await self.values(values))
        case .refers(let path, let inner):
            return .refers(path, try await withoutValues(inner))
        case .below(let path, let inner): return .below(path, try await withoutValues(inner))
        case .not(let inner): return .not(try await withoutValues(inner))
        case .and(let parts): return .and(try await withoutValues(parts))
        case .or(let parts): return .or(try await withoutValues(parts))
        default: return condition
        }
    }

    private func withoutValues(_ parts: [Condition]) async throws(BackendError) -> [Condition] {
        var found: [Condition] = []
        for part in parts { found.append(try await withoutValues(part)) }
        return found
    }

    /// The different values that a field has in what a sub-query finds.
    private func values(_ values: Condition.Values) async throws(BackendError) -> [Bytes] {
        try values.check()
        guard let schema = schemas[values.model] else {
            throw .invalidRequest("the database does not know the model '\(values.model)'")
        }
        let plan = Plan(model: values.model, condition: values.condition)
        var finder = Finder(plan, isUnordered: true, of: schema, in: self)
        var found: [Bytes] = []
        var seen: Set<Bytes> = []
        while true {
            let ids = try await nextIDs(&finder)
            if ids.isEmpty { return found }
            for case let value? in try await column(Path(field: values.field), of: ids, schema)
            where seen.insert(value).inserted {
                found.append(value)
            }
        }
    }

    /// The next ids of a search that reads no field, which is all that may be unreadable.
    private func nextIDs(_ finder: inout Finder) async throws(BackendError) -> [Bytes] {
        do throws(FetchFailure) {
            return try await finder.next(reach.step)
        } catch {
            guard case .backend(let error) = error else {
                throw .invalidRequest(error.description)
            }
            throw error
        }
    }

    /// A condition on what a reference leads to as one on the reference, where that is few objects.
    private func lowered(
        _ condition: Condition,
        on schema: ModelSchema
    ) async throws(BackendError) -> Condition {
        guard let (hop, inner) = condition.firstStep,
            let target = schema[field: hop]?.reference?.target, let other = schemas[target]
        else { return condition }
        let lower = try await resolved(inner, on: other)
        var finder = Finder(
            Plan(model: target, condition: lower),
            isUnordered: true,
            of: other,
            in: self
        )
        let way = try await finder.measured(Access(lower, other, layout(of: target)))
        guard way.found <= reach.step else { return condition }
        var ids: [Bytes] = []
        while true {
            let part = try await nextIDs(&finder)
            if part.isEmpty { break }
            ids += part
        }
        return ids.isEmpty ? .none : .equal(Path(field: hop), ids)
    }
}

extension Condition {
    /// The first reference on the way, and what is said of the object that it leads to; nil for what is
    /// said of the object itself.
    fileprivate var firstStep: (hop: String, inner: Condition)? {
        switch self {
        case .equal(let path, let values): Self.step(path) { .equal($0, values) }
        case .missing(let path): Self.step(path) { .missing($0) }
        case .range(let path, let lower, let upper):
            Self.step(path) { .range($0, lower: lower, upper: upper) }
        case .scan(let path, let comparison, let operand):
            Self.step(path) { .scan($0, comparison, operand) }
        case .below(let path, let inner): Self.step(path) { .below($0, inner) }
        case .above(let path, let ids): Self.step(path) { .above($0, ids) }
        case .refers(let path, let inner):
            path.hops.isEmpty ? (path.field, inner) : Self.step(path) { .refers($0, inner) }
        default: nil
        }
    }

    private static func step(
        _ path: Path,
        _ condition: (Path) -> Condition
    ) -> (hop: String, inner: Condition)? {
        path.hops.first.map { ($0, condition(path.rest)) }
    }
}
