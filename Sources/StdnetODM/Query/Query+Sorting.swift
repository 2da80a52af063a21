extension Query {
    /// The same objects in the order of a field.
    ///
    /// Absent numbers count as 0, and absent texts come before all others; text is in the byte order of
    /// its UTF-8. Objects that are equal in it come in the byte order of their ids, and descending turns
    /// both around, except that SORT promises nothing for equal texts when Redis itself sorts few objects.
    ///
    /// A part of the result in the order of a field with a range index reads that part only. Any other
    /// order reads the field of everything that was found; nothing is stored on the server for it.
    public func sorted<Value, Index>(
        by field: KeyPath<Root.Fields, Field<Root, Value, Index>>,
        _ direction: Direction = .ascending
    ) -> Self where Value.Operand: Comparable {
        sorted(by: Sorting(Root.fields[keyPath: field].path, direction))
    }

    /// The same objects in the order of several fields, the first first, of the objects or of those
    /// that they refer to.
    ///
    /// ```swift
    /// Book.all.sorted(by: { $0.author.name.ascending }, { $0.pages.descending })
    /// ```
    ///
    /// An object without the reference is sorted as one in which the field is absent. Equal objects come
    /// by their ids, in the direction of the last order. Reads the fields of everything that was found,
    /// in steps; the client sorts.
    public func sorted(by orders: ((Root.Fields) -> Sorting<Root>)...) -> Self {
        var copy = self
        copy.plan.orders = orders.map { $0(Root.fields).order }
        return copy
    }

    private func sorted(by sorting: Sorting<Root>) -> Self {
        var copy = self
        copy.plan.orders = [sorting.order]
        return copy
    }
}

/// An order: a field and a direction.
public struct Sorting<Root: Model>: Sendable {
    let order: Plan.Order

    init(_ path: Path, _ direction: Direction, leaf: ValueKind? = nil) {
        order = Plan.Order(path: path, direction: direction, leaf: leaf)
    }
}

extension Field where Value.Operand: Comparable {
    /// The smallest first.
    public var ascending: Sorting<Root> { Sorting(path, .ascending) }
    /// The greatest first.
    public var descending: Sorting<Root> { Sorting(path, .descending) }
}
