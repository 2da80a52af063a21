extension Field where Index: RangeIndex, Value.Operand: ScoredValue {
    /// Objects with a smaller value.
    ///
    /// An absent field is in no range, and neither is anything when the value is NaN. Where several values share
    /// a score, the objects that have the score of `value` are read and compared by their digits.
    public static func < (field: Self, value: Value.Operand) -> Filter<Root> {
        .between(field.path, upper: .excluding(value))
    }
    /// Objects with this value or a smaller one.
    public static func <= (field: Self, value: Value.Operand) -> Filter<Root> {
        .between(field.path, upper: .including(value))
    }
    /// Objects with a greater value.
    public static func > (field: Self, value: Value.Operand) -> Filter<Root> {
        .between(field.path, lower: .excluding(value))
    }
    /// Objects with this value or a greater one.
    public static func >= (field: Self, value: Value.Operand) -> Filter<Root> {
        .between(field.path, lower: .including(value))
    }
    /// Objects with a value in the range, both ends included.
    public func `in`(_ range: ClosedRange<Value.Operand>) -> Filter<Root> {
        .between(path, lower: .including(range.lowerBound), upper: .including(range.upperBound))
    }
    /// Objects with a value in the range, its upper end excluded.
    public func `in`(_ range: Range<Value.Operand>) -> Filter<Root> {
        .between(path, lower: .including(range.lowerBound), upper: .excluding(range.upperBound))
    }
}

extension Filter {
    static func between(
        _ path: Path,
        lower: Condition.Bound? = nil,
        upper: Condition.Bound? = nil
    ) -> Self {
        Filter(.between(path, lower, upper))
    }
}

extension Condition.Bound {
    static func including(_ value: some ScoredValue) -> Self {
        Self(value: value.stored ?? [], isIncluded: true, sharesScore: value.sharesScore)
    }
    static func excluding(_ value: some ScoredValue) -> Self {
        Self(value: value.stored ?? [], isIncluded: false, sharesScore: value.sharesScore)
    }
}
