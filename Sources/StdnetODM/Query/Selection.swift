/// A query that answers part of its objects, or something else than whole objects.
public struct Selection<Root: Model, Output: Sendable>: Sendable {
    var plan: Plan
    var slice = Slice()
    /// The attributes to load, in the order in which `build` expects them; nil: those of the schema.
    let columns: [String]?
    let hops: [Hop]
    /// What the values must meet, asked where they are read; nil: nothing.
    var predicate: (@Sendable (Output) -> Bool)?
    let build: @Sendable (Found) throws(RowFailure) -> Output
    /// The one field that this is the values of; nil when it is something else.
    var field: String?
    /// The model whose objects are loaded, where that is not `Root`: one that has no type in Swift.
    var rows: SchemaReference?

    init(
        plan: Plan,
        slice: Slice = Slice(),
        columns: [String]?,
        hops: [Hop],
        build: @escaping @Sendable (Found) throws(RowFailure) -> Output
    ) {
        self.plan = plan
        self.slice = slice
        self.columns = columns
        self.hops = hops
        self.build = build
    }

    /// At most so many, from the first.
    public func prefix(_ count: Int) -> Self { with { $0.slice = $0.slice.prefix(count) } }
    /// All but the first.
    public func dropFirst(_ count: Int = 1) -> Self {
        with { $0.slice = $0.slice.dropFirst(count) }
    }
    /// At most so many, up to the last.
    ///
    /// Found from the end: costs what ``prefix(_:)`` costs.
    public func suffix(_ count: Int) -> Self { with { $0.slice = $0.slice.suffix(count) } }
    /// All but the last.
    ///
    /// Counts first, in a round trip of its own.
    public func dropLast(_ count: Int = 1) -> Self {
        with { $0.slice = $0.slice.dropLast(count) }
    }
    /// Those at some places, counted from 0; places where nothing is are left out.
    public subscript(_ places: some RangeExpression<Int>) -> Self {
        let range = places.relative(to: 0..<Int.max)
        let start = max(0, range.lowerBound)
        return dropFirst(start).prefix(max(0, range.upperBound) - start)
    }

    func with(_ edit: (inout Self) -> Void) -> Self {
        var copy = self
        edit(&copy)
        return copy
    }
}

/// A reference to follow while loading.
struct Hop: Sendable {
    let attribute: String
    let schema: SchemaReference
    /// The attributes to load of what it leads to; nil: those of its schema.
    var columns: [String]?
    /// What to follow from there.
    var hops: [Hop] = []

    /// The attributes to load of what it leads to, those included that are followed.
    var attributes: [String] { columns ?? schema.attributes }
}

/// One object of a reply, and the objects loaded with it.
struct Found: Sendable {
    let id: Reply
    let row: Row
    /// The targets of the hops, in their order; nil where there is none.
    var related: [Found?] = []

    func decode<M: Model>(_: M.Type) throws(RowFailure) -> M {
        try Self.decode(M.self, id: id, row)
    }

    /// The id alone.
    func id<M: Model>(of _: M.Type) throws(RowFailure) -> M.ID { try Self.id(of: M.self, id) }

    private static func id<M: Model>(of _: M.Type, _ stored: Reply) throws(RowFailure) -> M.ID {
        guard let id = stored.withBytes({ M.ID(stored: $0) }) else {
            let bytes = stored.bytes ?? []
            throw RowFailure(
                model: M.modelName,
                id: String(decoding: bytes, as: UTF8.self),
                field: M.schema.id.name,
                expected: M.ID.kind,
                hint: M.ID.storedForm,
                found: bytes
            )
        }
        return id
    }

    private static func decode<M: Model>(
        _: M.Type,
        id stored: Reply,
        _ row: Row
    ) throws(RowFailure) -> M {
        let id = try id(of: M.self, stored)
        do throws(RowFailure) {
            return try M(id: id, row: row)
        } catch {
            var failure = error
            failure.id = id.text
            throw failure
        }
    }
}

extension Query {
    /// The objects themselves, as a selection.
    var objects: Selection<Root, Root> {
        Selection(plan: plan, columns: nil, hops: []) { found throws(RowFailure) in
            try found.decode(Root.self)
        }
    }

    /// At most so many, from the first.
    public func prefix(_ count: Int) -> Selection<Root, Root> { objects.prefix(count) }
    /// All but the first.
    public func dropFirst(_ count: Int = 1) -> Selection<Root, Root> { objects.dropFirst(count) }
    /// At most so many, up to the last; see ``Selection/suffix(_:)``.
    public func suffix(_ count: Int) -> Selection<Root, Root> { objects.suffix(count) }
    /// All but the last; see ``Selection/dropLast(_:)``.
    public func dropLast(_ count: Int = 1) -> Selection<Root, Root> { objects.dropLast(count) }
    /// Those at some places, counted from 0; places where nothing is are left out.
    public subscript(_ places: some RangeExpression<Int>) -> Selection<Root, Root> {
        objects[places]
    }
}
