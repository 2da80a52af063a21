/// Which objects of a model, in which order.
///
/// A value: nothing runs until a database is asked.
///
/// Without an order objects come as their model is ordered, or else by their id.
public struct Query<Root: Model>: Sendable {
    var plan = Plan(model: Root.modelName)

    /// All objects.
    public init() {}
    init(plan: Plan) { self.plan = plan }

    /// Those that also meet a condition.
    public func filter(_ condition: (Root.Fields) -> Filter<Root>) -> Self {
        with { $0.condition = $0.condition && condition(Root.fields).condition }
    }

    /// Those that do not meet a condition.
    public func exclude(_ condition: (Root.Fields) -> Filter<Root>) -> Self {
        with { $0.condition = $0.condition && !condition(Root.fields).condition }
    }

    /// Those that also meet a condition for which there is no index: reads every remaining object,
    /// on the server.
    ///
    /// Slow on purpose, and visible in the source.
    public func scan(_ condition: (Scan<Root>) -> Filter<Root>) -> Self {
        with { $0.condition = $0.condition && condition(Scan()).condition }
    }

    /// Those that this or another query finds, in the order of this one.
    public func union(_ other: Self) -> Self {
        with { $0.condition = $0.condition || other.plan.condition }
    }

    /// Those that this and another query find, in the order of this one.
    public func intersection(_ other: Self) -> Self {
        with { $0.condition = $0.condition && other.plan.condition }
    }

    /// Those that this query finds and another does not.
    public func subtracting(_ other: Self) -> Self {
        with { $0.condition = $0.condition && !other.plan.condition }
    }

    private func with(_ edit: (inout Plan) -> Void) -> Self {
        var copy = self
        edit(&copy.plan)
        return copy
    }
}

/// Which way an order runs.
public enum Direction: Sendable {
    /// The smallest first.
    case ascending
    /// The greatest first.
    case descending
}

extension Model {
    /// All objects.
    public static var all: Query<Self> { Query() }
    /// Objects that meet a condition.
    public static func filter(_ condition: (Fields) -> Filter<Self>) -> Query<Self> {
        all.filter(condition)
    }
    /// Objects that do not meet a condition.
    public static func exclude(_ condition: (Fields) -> Filter<Self>) -> Query<Self> {
        all.exclude(condition)
    }
    /// Objects that meet a condition for which there is no index: reads every object.
    public static func scan(_ condition: (Scan<Self>) -> Filter<Self>) -> Query<Self> {
        all.scan(condition)
    }
}
