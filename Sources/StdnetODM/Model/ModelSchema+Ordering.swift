extension ModelSchema {
    /// The model that a reference leads to, and the field there that orders objects of this one; nil when
    /// they are ordered by what they have themselves.
    var followed: (target: String, field: String)? {
        guard let ordering, let field = ordering.path.first,
            let reference = self[field: ordering.field]?.reference
        else { return nil }
        return (reference.target, field)
    }

    /// The path of the leaf that orders objects; nil when none does.
    var orderingLeaf: String? {
        guard let ordering, !ordering.path.isEmpty,
            self[field: ordering.field]?.isFlattened ?? false
        else { return nil }
        return ordering.path.joined(separator: JSONLeaves.separator)
    }

    /// Refuses an ordering by something that has no scores.
    func checkOrdering(among schemas: [String: ModelSchema]) throws(BackendError) {
        guard let ordering, !ordering.path.isEmpty, orderingLeaf == nil else { return }
        let path = ([ordering.field] + ordering.path).joined(separator: ".")
        guard let followed, ordering.path.count == 1,
            let field = schemas[followed.target]?[field: followed.field]
        else {
            throw .invalidRequest(
                "'\(name)' is ordered by '\(path)', which is neither a field of what it refers to nor a leaf"
            )
        }
        guard field.kind.isNumeric else {
            throw .invalidRequest(
                "'\(name)' is ordered by '\(path)', which is \(field.kind): objects are ordered by numbers and dates"
            )
        }
        guard self[field: ordering.field]?.reference?.onDelete != .keep else {
            throw .invalidRequest(
                "'\(name)' is ordered by '\(path)', and what '\(ordering.field)' refers to may be gone: choose another delete rule"
            )
        }
    }
}

extension ModelSchema.Ordering {
    /// Makes an ordering by a field of what a reference leads to.
    public init<Target: Model, Value, Index>(
        _ field: String,
        _: Ref<Target>.Type,
        by path: KeyPath<Target.Fields, Field<Target, Value, Index>>,
        isDescending: Bool
    ) where Value.Operand: ScoredValue {
        let name = Target.fields[keyPath: path].path.field
        self.init(field: field, isDescending: isDescending, path: [name])
    }

    /// Makes an ordering by a field of what a reference leads to, where it leads anywhere.
    public init<Target: Model, Value, Index>(
        _ field: String,
        _: Ref<Target>?.Type,
        by path: KeyPath<Target.Fields, Field<Target, Value, Index>>,
        isDescending: Bool
    ) where Value.Operand: ScoredValue {
        self.init(field, Ref<Target>.self, by: path, isDescending: isDescending)
    }
}
