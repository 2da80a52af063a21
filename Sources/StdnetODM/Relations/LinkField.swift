/// Links of a model with another, as queries see them.
///
/// Written by `@Model`.
public struct LinkField<Root: Model, L: ObjectLinks>: Sendable {
    let path: LinkPath

    /// The links of an object; written by `@ManyToMany`.
    public func links(of owner: Root) -> L { links(of: .object(id: owner.storedID?.stored)) }

    func links(of owner: LinkPlace.Owner) -> L {
        L(at: LinkPlace(owner: owner, model: Root.modelName, path: path))
    }
}

extension LinkField {
    /// Names links through a model that nobody declares.
    ///
    /// - Parameters:
    ///   - name: What that model is called; without it `base.` and the names of both models.
    ///   - ids: How the id of a link is made of the ids of its ends.
    public init<Target>(
        named name: String? = nil,
        ids: CompositeID.Algorithm = .sha1
    ) where L == Links<Target> {
        path = LinkPath(from: Root.self, to: Target.self, named: name, ids)
    }

    /// Names links through a model of the developer's own, by its two references.
    public init<Through, Target, Source: Relation, Other: Relation>(
        from source: KeyPath<Through.Fields, Reference<Through, Source>>,
        to target: KeyPath<Through.Fields, Reference<Through, Other>>
    ) where L == LinksThrough<Through, Target>, Source.Target == Root, Other.Target == Target {
        path = LinkPath(through: Through.modelName, source: Source.name, target: Other.name)
    }

    /// The models that nobody declares; written by `@Model`.
    public var impliedSchemas: [ModelSchema] {
        path.implied.map { [$0] } ?? []
    }
}

extension LinkField {
    /// Objects that are linked with this one.
    public func contains(_ target: Ref<L.Target>) -> Filter<Root> {
        objects(with: target.stored.map { path.links(to: [$0]) } ?? .none)
    }

    /// Objects that are linked with one of these.
    public func contains(anyOf targets: some Sequence<Ref<L.Target>>) -> Filter<Root> {
        objects(with: path.links(to: targets.compactMap(\.stored)))
    }

    /// Objects that are linked with one that the query finds.
    public func contains(_ query: Query<L.Target>) -> Filter<Root> {
        objects(with: .refers(Path(field: path.target), query.plan.condition))
    }

    /// Objects that are linked with none.
    public var isEmpty: Filter<Root> { !objects(with: .all) }

    /// Objects that have such a link.
    private func objects(with links: Condition) -> Filter<Root> {
        Filter(path.ends(path.source, of: links, in: Root.schema))
    }
}

extension LinkField {
    /// Objects that have a link of the model between, such as one in a certain role.
    ///
    /// ```swift
    /// User.filter { $0.teams.has(Membership.filter { $0.role == "lead" }) }
    /// ```
    public func has<Through, Target>(_ links: Query<Through>) -> Filter<Root>
    where L == LinksThrough<Through, Target> { objects(with: links.plan.condition) }
}

extension Ref {
    /// The links of the object, which may be one that a session plans: `user[\.groups]`.
    public subscript<L: ObjectLinks>(
        _ field: KeyPath<Target.Fields, LinkField<Target, L>>
    ) -> L {
        let field = Target.fields[keyPath: field]
        return switch storage {
        case .id(let id): field.links(of: .object(id: id.stored))
        case .planned(let handle): field.links(of: .planned(handle))
        }
    }

    /// The objects that refer to this one.
    ///
    /// ```swift
    /// let books = try await database.fetch(author.referring(\Book.Fields.author))
    /// ```
    ///
    /// The original's `author.book_set`.
    public func referring<Other: Model, Link: Relation>(
        _ reference: KeyPath<Other.Fields, Reference<Other, Link>>
    ) -> Query<Other> where Link.Target == Target {
        Other.filter { $0[keyPath: reference] == self }
    }

    /// The objects that are linked with this one.
    ///
    /// ```swift
    /// let members = try await database.fetch(group.linked(\User.Fields.groups))
    /// ```
    public func linked<Other: Model, L: ObjectLinks>(
        _ links: KeyPath<Other.Fields, LinkField<Other, L>>
    ) -> Query<Other> where L.Target == Target {
        Other.filter { $0[keyPath: links].contains(self) }
    }
}
