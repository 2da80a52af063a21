/// What is loaded of an object: all of it, some of its fields, and what it refers to.
///
/// A closure of ``Query/including(_:_:)`` gets one for the whole object and says what it wants instead.
public struct Inclusion<Root: Model, Output: Sendable>: Sendable {
    /// The attributes to load, in the order in which `build` expects them; nil: those of the schema.
    let columns: [String]?
    let hops: [Hop]
    let build: @Sendable (Found) throws(RowFailure) -> Output

    /// What a reference leads to is loaded too, or some of it.
    func following<L: Relation, Part, Joined>(
        _: L.Type,
        _ part: Inclusion<L.Target, Part>,
        _ join: @escaping @Sendable (Output, Part?, Found) throws(RowFailure) -> Joined
    ) -> Inclusion<Root, Joined> {
        let build = build
        let position = hops.count
        let attribute = Root.schema[field: L.name]?.attribute ?? L.name
        let hop = Hop(
            attribute: attribute,
            schema: SchemaReference(L.Target.schema),
            columns: part.columns,
            hops: part.hops
        )
        // The reference itself is read even where only other fields are asked for.
        let columns = columns.map { $0.contains(attribute) ? $0 : $0 + [attribute] }
        return Inclusion<Root, Joined>(columns: columns, hops: hops + [hop]) {
            found throws(RowFailure) in
            var target: Part?
            if let related = found.related[position] { target = try part.build(related) }
            return try join(try build(found), target, found)
        }
    }
}

extension Inclusion where Output == Root {
    /// The whole object.
    static var whole: Self {
        Self(columns: nil, hops: []) { found throws(RowFailure) in try found.decode(Root.self) }
    }
}

extension Selection {
    init(plan: Plan, slice: Slice = Slice(), _ inclusion: Inclusion<Root, Output>) {
        self.init(
            plan: plan,
            slice: slice,
            columns: inclusion.columns,
            hops: inclusion.hops,
            build: inclusion.build
        )
    }

    var inclusion: Inclusion<Root, Output> {
        Inclusion(columns: columns, hops: hops, build: build)
    }
}

extension RowFailure {
    /// A required reference that leads nowhere.
    static func dangling<L: Relation>(_: L.Type, in found: Found) -> RowFailure {
        RowFailure(
            model: L.Source.modelName,
            id: found.id.text,
            field: L.name,
            expected: L.Target.ID.kind,
            hint: "the id of an object of '\(L.Target.modelName)'",
            found: nil
        )
    }
}
