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

/// An object with some of what one of its references leads to: some fields, or an object with references
/// of its own.
///
/// `Loaded` is optional where the reference is.
@dynamicMemberLookup
public struct Including<Base: Sendable, Link: Relation, Loaded: Sendable>: Sendable {
    /// The object, or the object with what was loaded before.
    public let base: Base
    let loaded: Loaded

    /// What was loaded of the object referred to.
    public subscript(
        dynamicMember link: KeyPath<Link.Source.Fields, Reference<Link.Source, Link>>
    ) -> Loaded { loaded }

    /// What was loaded of the object referred to, by the way to a reference in a group of fields.
    public subscript(
        _ link: KeyPath<Link.Source.Fields, Reference<Link.Source, Link>>
    ) -> Loaded { loaded }

    /// A property of the object.
    public subscript<Value>(dynamicMember member: KeyPath<Base, Value>) -> Value {
        base[keyPath: member]
    }
}

extension Inclusion {
    /// Loads the object that a reference refers to, in the same round trip.
    public func including<L: Relation>(
        _ link: KeyPath<Root.Fields, Reference<Root, L>>
    ) -> Inclusion<Root, With<Output, L>> {
        following(L.self, .whole) { base, target, found throws(RowFailure) in
            guard let loaded = L.load(target) else { throw .dangling(L.self, in: found) }
            return With(base: base, loaded: loaded)
        }
    }

    /// Loads some of what a reference leads to.
    public func including<L: Relation, Part>(
        _ link: KeyPath<Root.Fields, Reference<Root, L>>,
        _ part: (Inclusion<L.Target, L.Target>) -> Inclusion<L.Target, Part>
    ) -> Inclusion<Root, Including<Output, L, Part>> where L.Loaded == L.Target {
        following(L.self, part(.whole)) { base, target, found throws(RowFailure) in
            guard let target else { throw .dangling(L.self, in: found) }
            return Including(base: base, loaded: target)
        }
    }

    /// Loads some of what an optional reference leads to.
    public func including<L: Relation, Part>(
        _ link: KeyPath<Root.Fields, Reference<Root, L>>,
        _ part: (Inclusion<L.Target, L.Target>) -> Inclusion<L.Target, Part>
    ) -> Inclusion<Root, Including<Output, L, Part?>> where L.Loaded == L.Target? {
        following(L.self, part(.whole)) { base, target, _ in
            Including(base: base, loaded: target)
        }
    }
}

extension Selection {
    /// Loads the object that a reference refers to, in the same round trip.
    public func including<L: Relation>(
        _ link: KeyPath<Root.Fields, Reference<Root, L>>
    ) -> Selection<Root, With<Output, L>> {
        joined(inclusion.including(link)) { $0.base }
    }

    /// Loads some of what a reference leads to, in the same round trip: some fields, or what it refers to
    /// in turn, to any depth.
    ///
    /// ```swift
    /// Book.all.including(\.author) { $0.values(of: \.name, \.email) }
    /// Book.all.including(\.author) { $0.including(\.teacher) }
    /// ```
    public func including<L: Relation, Part>(
        _ link: KeyPath<Root.Fields, Reference<Root, L>>,
        _ part: (Inclusion<L.Target, L.Target>) -> Inclusion<L.Target, Part>
    ) -> Selection<Root, Including<Output, L, Part>> where L.Loaded == L.Target {
        joined(inclusion.including(link, part)) { $0.base }
    }

    /// Loads some of what an optional reference leads to, in the same round trip.
    public func including<L: Relation, Part>(
        _ link: KeyPath<Root.Fields, Reference<Root, L>>,
        _ part: (Inclusion<L.Target, L.Target>) -> Inclusion<L.Target, Part>
    ) -> Selection<Root, Including<Output, L, Part?>> where L.Loaded == L.Target? {
        joined(inclusion.including(link, part)) { $0.base }
    }

    /// The same objects with more of them; the predicate is asked of what there was before.
    private func joined<Joined>(
        _ inclusion: Inclusion<Root, Joined>,
        _ base: @escaping @Sendable (Joined) -> Output
    ) -> Selection<Root, Joined> {
        var selection = Selection<Root, Joined>(plan: plan, slice: slice, inclusion)
        if let predicate { selection.predicate = { predicate(base($0)) } }
        return selection
    }
}

extension Query {
    /// Loads the object that a reference refers to, in the same round trip.
    public func including<L: Relation>(
        _ link: KeyPath<Root.Fields, Reference<Root, L>>
    ) -> Selection<Root, With<Root, L>> {
        objects.including(link)
    }

    /// Loads some of what a reference leads to; see ``Selection/including(_:_:)``.
    public func including<L: Relation, Part>(
        _ link: KeyPath<Root.Fields, Reference<Root, L>>,
        _ part: (Inclusion<L.Target, L.Target>) -> Inclusion<L.Target, Part>
    ) -> Selection<Root, Including<Root, L, Part>> where L.Loaded == L.Target {
        objects.including(link, part)
    }

    /// Loads some of what an optional reference leads to; see ``Selection/including(_:_:)``.
    public func including<L: Relation, Part>(
        _ link: KeyPath<Root.Fields, Reference<Root, L>>,
        _ part: (Inclusion<L.Target, L.Target>) -> Inclusion<L.Target, Part>
    ) -> Selection<Root, Including<Root, L, Part?>> where L.Loaded == L.Target? {
        objects.including(link, part)
    }
}
