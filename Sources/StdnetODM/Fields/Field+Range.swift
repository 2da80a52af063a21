extension Field where Index: RangeIndex, Value.Operand: Comparable {
    /// Objects with a smaller value.
    ///
    /// An absent field is in no range.
    public static func < (field: Self, value: Value.Operand) -> Filter<Root> {
        .range(field.path, upper: .excluding(value))
    }
    /// Objects with this value or a smaller one.
    public static func <= (field: Self, value: Value.Operand) -> Filter<Root> {
        .range(field.path, upper: .including(value))
    }
    /// Objects with a greater value.
    public static func > (field: Self, value: Value.Operand) -> Filter<Root> {
        .range(field.path, lower: .excluding(value))
    }
    /// Objects with this value or a greater one.
    public static func >= (field: Self, value: Value.Operand) -> Filter<Root> {
        .range(field.path, lower: .including(value))
    }
    /// Objects with a value in the range, both ends included.
    public func `in`(_ range: ClosedRange<Value.Operand>) -> Filter<Root> {
        .range(path, lower: .including(range.lowerBound), upper: .including(range.upperBound))
    }
    /// Objects with a value in the range, its upper end excluded.
    public func `in`(_ range: Range<Value.Operand>) -> Filter<Root> {
        .range(path, lower: .including(range.lowerBound), upper: .excluding(range.upperBound))
    }
}

extension Filter {
    static func range(
        _ path: Path,
        lower: Condition.Bound? = nil,
        upper: Condition.Bound? = nil
    ) -> Self {
        Filter(.range(path, lower: lower, upper: upper))
    }
}

extension Condition.Bound {
    static func including(_ value: some FieldValue) -> Self {
        Condition.Bound(value: value.stored ?? [], isIncluded: true)
    }
    static func excluding(_ value: some FieldValue) -> Self {
        Condition.Bound(value: value.stored ?? [], isIncluded: false)
    }
}
