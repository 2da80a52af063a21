/// The twin of `rank.lua`.
extension CommitTwin {
    /// Whoever is ordered by an object that gets another value gets another score.
    mutating func followRanks() throws(BackendError) {
        for model in models.indices {
            guard let follows = models[model].follows, let ordering = models[model].ordering,
                let target = models[model].attributes[ordering].target
            else { continue }
            for position in models[target].list.indices {
                let changed = models[target].list[position]
                guard changed.exists, !changed.isDeletion,
                    value(target, changed, follows) != stored(target, changed, follows)
                else { continue }
                for other in try referrers(by: ordering, of: model, to: (target, position)) {
                    models[model].list[other].makeDetail().isRanked = true
                }
            }
        }
    }

    /// What becomes of the score of an object.
    mutating func ranked(
        _ model: Int,
        _ operation: OperationState,
        _ ordering: Int
    ) throws(BackendError) -> Written {
        var write = written(model, operation, ordering)
        if write == .unchanged, operation.detail?.isRanked ?? false {
            write = stored(model, operation, ordering).map(Written.value) ?? .absent
        }
        guard case .value(let value) = write else { return write }
        if let follows = models[model].follows {
            guard let target = models[model].attributes[ordering].target else { return write }
            if let known = models[model].worths[value] {
                return known.map(Written.value) ?? .absent
            }
            let worth = try worth(target, follows, value)
            models[model].worths[value] = .some(worth)
            return worth.map(Written.value) ?? .absent
        }
        return try models[model].leaf.map { path throws(BackendError) in
            try self.leaf(path, of: value)
        } ?? write
    }

    /// The value that an object orders others by, after the commit; nil when it has none.
    private mutating func worth(
        _ model: Int,
        _ attribute: Int,
        _ id: Word
    ) throws(BackendError) -> Word? {
        if let position = models[model].positions[id], position >= 0 {
            let found = models[model].list[position]
            return value(model, found, attribute)
        }
        let objects = run.models[model].objects
        guard try typed(objects, id, Word("hash"), nil, model) == .taken else { return nil }
        return try run.value(of: models[model].attributes[attribute].name, run.models[model], id)
    }

    /// A leaf of a value that is spread.
    private func leaf(_ path: Word, of value: Word) throws(BackendError) -> Written {
        let parts = try leaves(of: value)
        for at in stride(from: 0, to: parts.count - 1, by: 2) where parts[at] == path {
            return parts[at + 1] == Word("null") ? .absent : .value(parts[at + 1])
        }
        return value.bytes.first == UInt8(ascii: "r") ? .absent : .unchanged
    }
}
