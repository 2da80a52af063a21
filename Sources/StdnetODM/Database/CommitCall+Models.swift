extension CommitCall {
    /// The models of a call, and the words of the conditions by the places of the deletions.
    struct Conditions {
        var models: [ModelSchema]
        var words: [Int: Arguments] = [:]
    }

    /// Writes the conditions of deletions; they name models of their own.
    static func conditions(
        of session: borrowing Session,
        in database: Database
    ) throws(BackendError) -> Conditions {
        var conditions = Conditions(models: models(of: session, in: database))
        for place in session.operations.indices
        where session.operations[place].kind == .deleteAll {
            let schema = session.models[session.operations[place].model]
            var encoder = ConditionEncoder(schemas: database.schemas, models: conditions.models)
            try encoder.encode(session.operations[place].condition, on: schema)
            conditions.models = encoder.models
            conditions.words[place] = encoder.words
        }
        return conditions
    }

    /// The models of the session, of what it refers to, of what refers to objects that it deletes or
    /// moves, and of what its objects order, or are ordered by.
    private static func models(
        of session: borrowing Session,
        in database: Database
    ) -> [ModelSchema] {
        var names = session.models.flatMap { $0.fields.compactMap { $0.checkedReference?.target } }
        names += session.structures.compactMap(\.owner.model)
        var deleted: Set<Int> = []
        var moved: Set<Int> = []
        for place in session.operations.indices {
            switch session.operations[place].kind {
            case .delete, .deleteAll: deleted.insert(session.operations[place].model)
            case .move: moved.insert(session.operations[place].model)
            default: break
            }
        }
        if !deleted.isEmpty {
            names += database.schemas.referrers(
                toDeleted: deleted.sorted().map { session.models[$0].name }
            )
        }
        if !moved.isEmpty {
            names += database.schemas.referrers(
                toMoved: moved.sorted().map { session.models[$0].name }
            )
        }
        names += database.schemas.followers(of: Set(session.models.map(\.name)))
        names += Set(names).compactMap { database.schemas[$0]?.followed?.target }.sorted()
        var models = session.models
        for name in names where !models.contains(where: { $0.name == name }) {
            if let schema = database.schemas[name] { models.append(schema) }
        }
        return models
    }
}

extension [String: ModelSchema] {
    /// The models with references to some others, in the order of their names.
    fileprivate func referrers(to targets: Set<String>) -> [String] {
        values.filter { schema in
            schema.fields.contains { $0.reference.map { targets.contains($0.target) } ?? false }
        }.map(\.name).sorted()
    }

    /// The models whose objects refer to those that move, or to those that move along because their ids
    /// are made of these.
    fileprivate func referrers(toMoved targets: [String]) -> [String] {
        var queue = targets
        var found: [String] = []
        var at = 0
        while at < queue.count {
            for name in referrers(to: [queue[at]]) {
                if !found.contains(name) { found.append(name) }
                let parts = self[name]?.id.composition?.fields ?? []
                let isAlong = parts.contains { part in
                    self[name]?[field: part]?.reference?.target == queue[at]
                }
                if isAlong, !queue.contains(name) { queue.append(name) }
            }
            at += 1
        }
        return found
    }

    /// The models that are ordered by what they refer to in some others, in the order of their names.
    fileprivate func followers(of targets: Set<String>) -> [String] {
        values.filter { $0.followed.map { targets.contains($0.target) } ?? false }.map(\.name)
            .sorted()
    }

    /// The models whose objects a deletion may change, or delete and so on.
    fileprivate func referrers(toDeleted targets: [String]) -> [String] {
        var queue = targets
        var found: [String] = []
        var at = 0
        while at < queue.count {
            for name in referrers(to: [queue[at]]) {
                let rules = self[name]?.fields.compactMap(\.checkedReference)
                    .filter { $0.target == queue[at] }.map(\.onDelete)
                guard let rules, !rules.isEmpty else { continue }
                if !found.contains(name) { found.append(name) }
                if rules.contains(.cascade), !queue.contains(name) { queue.append(name) }
            }
            at += 1
        }
        return found
    }
}

extension FieldSchema {
    /// The reference of which a commit sees to it that it leads somewhere.
    fileprivate var checkedReference: Reference? { reference?.onDelete == .keep ? nil : reference }
}
