extension Finder {
    /// The plan in the order of a key that has it; nil when no key does.
    func orderedSegments(_ way: Measures) -> (segments: [Segment], count: Int)? {
        let first = plan.orders.first
        if let first, plan.orders.count > 1 || !first.path.hops.isEmpty || !first.path.leaf.isEmpty
        {
            return nil
        }
        if first == nil, let ordering = schema.ordering {
            let isDescending = ordering.isDescending != plan.isReversed
            // The sets by value of an ordered model have its order.
            if let leaf = way.leaves?.first, way.leaves?.count == 1,
                case .index(.sorted(let key, "-inf", "+inf", _), _) = leaf
            {
                return ([.walk(Walk(Walk.ranks(key, isDescending: isDescending)))], way.found)
            }
            return ([.walk(Walk(Walk.ranks(layout.ids, isDescending: isDescending)))], way.total)
        }
        let isDescending = plan.isDescending(first?.direction ?? .ascending)
        if first == nil || first?.path.field == schema.id.name {
            guard let largest = way.largest, largest >= way.total, largest > 0 else { return nil }
            let numbers = Walk.Source.numbers(1...largest, isDescending: isDescending)
            return ([.walk(Walk(numbers))], largest)
        }
        guard let field = first.flatMap({ schema[field: $0.path.field] }), field.index.hasRange
        else { return nil }
        return rangeSegments(field, isDescending: isDescending, way)
    }

    /// The order of a range index: what is absent stands among the zeros.
    private func rangeSegments(
        _ field: FieldSchema,
        isDescending: Bool,
        _ way: Measures
    ) -> (segments: [Segment], count: Int) {
        let key = layout.range(field.attribute)
        let segment = { (lower: String, upper: String) -> Segment in
            .walk(
                Walk(.sorted(key, lower: lower, upper: upper, isDescending: isDescending))
            )
        }
        if let leaf = way.leaves?.first, way.leaves?.count == 1,
            case .index(.sorted(key, let lower, let upper, _), _) = leaf
        {
            return ([segment(lower, upper)], way.found)
        }
        guard field.isOptional else { return ([segment("-inf", "+inf")], way.total) }
        let path = Path(field: field.name)
        let zero = Condition.Bound(value: Bytes("0".utf8), isIncluded: true)
        let zeros = Condition.missing(path) || .range(path, lower: zero, upper: zero)
        let segments = [
            segment("-inf", "(0"), .gathering(plan.condition && zeros), segment("(0", "+inf"),
        ]
        return (isDescending ? segments.reversed() : segments, way.total)
    }
}
