/// An object with one of its references loaded.
///
/// Nests: `With<With<City, A>, B>` has both.
@dynamicMemberLookup
public struct With<Base: Sendable, Link: Relation>: Sendable {
    /// The object, or the object with what was loaded before.
    public let base: Base
    let loaded: Link.Loaded

    /// The object referred to.
    public subscript(
        dynamicMember link: KeyPath<Link.Source.Fields, Reference<Link.Source, Link>>
    ) -> Link.Loaded { loaded }

    /// The object referred to, by the way to a reference in a group of fields.
    public subscript(
        _ link: KeyPath<Link.Source.Fields, Reference<Link.Source, Link>>
    ) -> Link.Loaded { loaded }

    /// A property of the object.
    public subscript<Value>(dynamicMember member: KeyPath<Base, Value>) -> Value {
        base[keyPath: member]
    }

    /// There is no such property.
    @available(
        *,
        unavailable,
        message: "neither the object nor what was loaded with it has such a property"
    )
    @_disfavoredOverload
    public subscript(dynamicMember member: String) -> Never? { nil }
}

extension Query {
    /// Loads the object that a reference refers to, in the same round trip.
    public func including<L: Relation>(
        _ link: KeyPath<Root.Fields, Reference<Root, L>>
    ) -> Selection<Root, With<Root, L>> {
        objects.including(link)
    }
}

extension Selection {
    /// Loads the object that a reference refers to, in the same round trip.
    public func including<L: Relation>(
        _ link: KeyPath<Root.Fields, Reference<Root, L>>
    ) -> Selection<Root, With<Output, L>> {
        let build = build
        let position = hops.count
        let hop = Hop(
            attribute: Root.schema[field: L.name]?.attribute ?? L.name,
            schema: SchemaReference(L.Target.schema)
        )
        return Selection<Root, With<Output, L>>(
            plan: plan,
            slice: slice,
            columns: columns,
            hops: hops + [hop]
        ) { found throws(RowFailure) in
            var target: L.Target?
            if let related = found.related[position] {
                target = try Found.decode(L.Target.self, id: related.id, related.row)
            }
            guard let loaded = L.load(target) else {
                throw RowFailure(
                    model: Root.modelName,
                    id: found.id.text,
                    field: L.name,
                    expected: L.Target.ID.kind,
                    hint: "the id of an object of '\(L.Target.modelName)'",
                    found: nil
                )
            }
            return With(base: try build(found), loaded: loaded)
        }
    }
}
