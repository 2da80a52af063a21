extension Field where Index: EqualityIndex {
    /// Objects with this value; nil: objects in which the field is absent.
    public static func == (field: Self, value: Value) -> Filter<Root> {
        Filter(value.stored.map { .equal(field.path, [$0]) } ?? .missing(field.path))
    }

    /// All other objects, those in which the field is absent included (unless `value` is nil).
    public static func != (field: Self, value: Value) -> Filter<Root> { !(field == value) }

    /// Objects with one of these values; none for no values.
    public func `in`(_ values: some Sequence<Value.Operand>) -> Filter<Root> {
        Filter(.equal(path, values.compactMap(\.stored)))
    }
}
