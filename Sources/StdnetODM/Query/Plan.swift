/// A query without its types: what a database runs.
struct Plan: Sendable, Equatable {
    /// An order that a query asks for.
    struct Order: Sendable, Equatable {
        let field: String
        let direction: Direction
    }

    let model: String
    var condition = Condition.all
    /// Nil: the model's own ordering, or else the id.
    var order: Order?
}

/// Which part of the found objects, counted from the first.
struct Slice: Sendable, Equatable {
    var offset = 0
    var limit: Int?

    /// Nothing can be in it.
    var isEmpty: Bool { limit == 0 }

    func prefix(_ count: Int) -> Slice {
        Slice(offset: offset, limit: min(limit ?? .max, max(0, count)))
    }
    func dropFirst(_ count: Int) -> Slice {
        let dropped = max(0, count)
        let (start, overflow) = offset.addingReportingOverflow(dropped)
        return Slice(offset: overflow ? .max : start, limit: limit.map { max(0, $0 - dropped) })
    }
    /// How many of so many objects are in it.
    func count(of total: Int) -> Int { min(limit ?? .max, max(0, total - offset)) }
}
