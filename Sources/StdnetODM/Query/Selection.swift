/// A query that answers part of its objects, or something else than whole objects.
public struct Selection<Root: Model, Output: Sendable>: Sendable {
    var plan: Plan
    var slice = Slice()
    /// The attributes to load, in the order in which `build` expects them; nil: those of the schema.
    let columns: [String]?
    let hops: [Hop]
    let build: @Sendable (Found) throws(RowFailure) -> Output

    /// At most so many, from the first.
    public func prefix(_ count: Int) -> Self { with { $0.slice = $0.slice.prefix(count) } }
    /// All but the first.
    public func dropFirst(_ count: Int = 1) -> Self {
        with { $0.slice = $0.slice.dropFirst(count) }
    }

    private func with(_ edit: (inout Self) -> Void) -> Self {
        var copy = self
        edit(&copy)
        return copy
    }
}

/// A reference to follow while loading.
struct Hop: Sendable {
    let attribute: String
    let schema: SchemaReference
}

/// One object of a reply, and the objects loaded with it.
struct Found: Sendable {
    let id: Reply
    let row: Row
    /// The targets of the hops, in their order; nil where there is none.
    var related: [Related?] = []

    struct Related: Sendable {
        let id: Bytes
        let row: Row
    }

    func decode<M: Model>(_: M.Type) throws(RowFailure) -> M {
        try Self.decode(M.self, id: id.bytes ?? [], row)
    }

    static func decode<M: Model>(_: M.Type, id bytes: Bytes, _ row: Row) throws(RowFailure) -> M {
        guard let id = bytes.withUnsafeBytes({ M.ID(stored: $0) }) else {
            throw RowFailure(
                model: M.modelName,
                id: String(decoding: bytes, as: UTF8.self),
                field: M.schema.id.name,
                expected: M.ID.kind,
                hint: M.ID.storedForm,
                found: bytes
            )
        }
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
}
