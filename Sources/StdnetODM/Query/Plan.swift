/// A query without its types: what a database runs.
struct Plan: Sendable, Equatable {
    /// An order that a query asks for.
    struct Order: Sendable, Equatable {
        let path: Path
        var direction: Direction
        /// What the leaf at the end of the path is sorted as; nil when it is no leaf.
        var leaf: ValueKind?
    }

    let model: String
    var condition = Condition.all
    /// The first decides, the next where it does not; empty: the model's own ordering, or else the id.
    var orders: [Order] = []
    /// What is asked of every object besides, in Lua; nil: nothing.
    var expression: LuaExpression?
    /// Whether the last comes first.
    var isReversed = false

    /// The same objects, the last first.
    var reversed: Plan {
        var copy = self
        copy.isReversed.toggle()
        return copy
    }

    /// The one order that is asked for, if it is by a field of the objects themselves.
    var ownOrder: Order? {
        guard orders.count == 1, orders[0].path.hops.isEmpty, orders[0].path.leaf.isEmpty else {
            return nil
        }
        return orders[0]
    }

    /// Whether an order goes down, all things considered.
    func isDescending(_ direction: Direction) -> Bool { (direction == .descending) != isReversed }
}
