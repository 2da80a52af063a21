extension Field where Index: EqualityIndex {
    /// Objects with one of the values that a field of other objects has.
    ///
    /// ```swift
    /// Book.filter { $0.title.in(Film.filter { $0.year == 1970 }.values(of: \.title)) }
    /// ```
    ///
    /// The other objects are found first, whatever their index; so much is known of the server as it takes
    /// to find them and to look up each value. A sub-query that is cut to a part, as with
    /// ``Selection/prefix(_:)``, is refused when the database is asked.
    public func `in`<Other: Model, Found: FieldValue>(
        _ values: Selection<Other, Found>
    ) -> Filter<Root> where Found.Operand == Value.Operand {
        Filter(values.asked.map { .within(path, $0) } ?? .none)
    }
}

extension Field where Index == ByID {
    /// Objects to which other objects refer.
    public func `in`<Other: Model>(_ references: Selection<Other, Ref<Root>?>) -> Filter<Root> {
        Filter(references.asked.map { .within(path, $0) } ?? .none)
    }
}

extension Selection {
    /// What a sub-query asks for.
    fileprivate var asked: Condition.Values? {
        field.map {
            Condition.Values(
                model: plan.model,
                condition: plan.condition,
                field: $0,
                isPart: !slice.isWhole || predicate != nil || plan.expression != nil
            )
        }
    }
}
