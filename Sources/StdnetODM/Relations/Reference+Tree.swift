extension Reference where Link.Source == Link.Target {
    /// Objects below this one: those whose reference leads to it over any number of steps.
    ///
    /// Objects in a circle are below each other, and each below itself. Among few objects the sets of the
    /// reference are followed down, and it costs what is found; among many, each is followed up.
    public func descends(from root: Ref<Link.Target>) -> Filter<Root> {
        Filter(root.stored.map { .below(path, Self.id([$0])) } ?? .none)
    }

    /// Objects below one that the query finds.
    public func descends(from roots: Query<Link.Target>) -> Filter<Root> {
        Filter(.below(path, roots.plan.condition))
    }

    /// Objects above this one: what its reference leads to over any number of steps.
    ///
    /// Costs one reading for each step.
    public func ancestors(of object: Ref<Link.Target>) -> Filter<Root> {
        Filter(object.stored.map { .above(path, [$0]) } ?? .none)
    }

    private static func id(_ ids: [Bytes]) -> Condition {
        .equal(Path(field: Link.Target.schema.id.name), ids)
    }
}
