/// A condition on the objects of one model.
public struct Filter<Root: Model>: Sendable {
    let condition: Condition
    init(_ condition: Condition) { self.condition = condition }

    /// Objects that meet both.
    public static func && (left: Self, right: Self) -> Self {
        Self(left.condition && right.condition)
    }
    /// Objects that meet one or both.
    public static func || (left: Self, right: Self) -> Self {
        Self(left.condition || right.condition)
    }
    /// Objects that do not meet it.
    public static prefix func ! (filter: Self) -> Self { Self(!filter.condition) }
}
