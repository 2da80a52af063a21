/// The ways to the objects that a condition may find, of which the shortest is taken: a tree of indexes.
indirect enum Access {
    /// What one index holds, and the command that says how much that is, if it takes one.
    case index(Walk.Source, size: Size)
    /// The objects with these values of a unique index.
    case owners(key: String, [Bytes])
    /// Each of these is enough.
    case anyOf([Access])
    /// All of these together are.
    case allOf([Access])

    /// How the size of an index becomes known.
    enum Size {
        case known(Int)
        case command(Arguments)
    }

    /// Nil where no index leads to fewer objects than there are.
    init?(_ condition: Condition, _ schema: ModelSchema, _ layout: KeyLayout) {
        switch condition {
        case .none: self = .allOf([])
        case .and(let parts):
            let found = parts.compactMap { Access($0, schema, layout) }
            guard !found.isEmpty else { return nil }
            self = .anyOf(found)
        case .or(let parts):
            var found: [Access] = []
            for part in parts {
                guard let access = Access(part, schema, layout) else { return nil }
                found.append(access)
            }
            self = .allOf(found)
        case .equal(let path, let values) where path.hops.isEmpty:
            guard let found = Self.equal(path.field, values, schema, layout) else { return nil }
            self = found
        case .missing(let path) where path.hops.isEmpty:
            guard let field = schema[field: path.field], !field.index.isUnique else { return nil }
            self = Self.set(layout.index(field.attribute, ""), schema)
        case .range(let path, let lower, let upper) where path.hops.isEmpty:
            guard let field = schema[field: path.field] else { return nil }
            self = Self.range(field, lower?.word ?? "-inf", upper?.word ?? "+inf", layout)
        default: return nil
        }
    }

    private static func equal(
        _ name: String,
        _ values: [Bytes],
        _ schema: ModelSchema,
        _ layout: KeyLayout
    ) -> Access? {
        guard let field = schema[field: name] else {
            return .index(.ids(values), size: .known(values.count))
        }
        guard !field.index.isUnique else {
            return .owners(key: layout.unique(field.attribute), values)
        }
        var sets: [Access] = []
        for value in Set(values) {
            guard let text = String(validating: value, as: UTF8.self) else { return nil }
            sets.append(set(layout.index(field.attribute, text), schema))
        }
        return .allOf(sets)
    }

    static func set(_ key: String, _ schema: ModelSchema) -> Access {
        var size = Arguments()
        size.append(schema.ordering == nil ? "SCARD" as StaticString : "ZCARD")
        size.append(key)
        let source =
            schema.ordering.map { Walk.ranks(key, isDescending: $0.isDescending) } ?? .set(key)
        return .index(source, size: .command(size))
    }

    static func range(
        _ field: FieldSchema,
        _ lower: String,
        _ upper: String,
        _ layout: KeyLayout
    ) -> Access {
        let key = layout.range(field.attribute)
        var size = Arguments()
        size.append("ZCOUNT" as StaticString)
        for word in [key, lower, upper] { size.append(word) }
        return .index(
            .sorted(key, lower: lower, upper: upper, isDescending: false),
            size: .command(size)
        )
    }
}

extension Access {
    /// The commands that say how large the indexes are, in the order in which ``shortest(_:)`` takes
    /// their replies.
    func appendSizes(to batch: inout CommandBatch) {
        switch self {
        case .index(_, .command(let words)): batch.append { $0.append(contentsOf: words) }
        case .index, .owners: break
        case .anyOf(let parts), .allOf(let parts):
            for part in parts { part.appendSizes(to: &batch) }
        }
    }

    /// The way past the fewest objects, and how many they are.
    func shortest(_ sizes: inout ArraySlice<Int>) -> (leaves: [Access], count: Int) {
        switch self {
        case .index(_, .known(let count)): return ([self], count)
        case .index: return ([self], sizes.popFirst() ?? 0)
        case .owners(_, let values): return ([self], values.count)
        case .anyOf(let parts):
            var best: (leaves: [Access], count: Int)?
            for part in parts {
                let found = part.shortest(&sizes)
                if found.count < best?.count ?? .max { best = found }
            }
            return best ?? ([], 0)
        case .allOf(let parts):
            var sum: (leaves: [Access], count: Int) = ([], 0)
            for part in parts {
                let found = part.shortest(&sizes)
                sum.leaves += found.leaves
                sum.count += found.count
            }
            return sum
        }
    }
}
