/// The objects that one object is linked with: ``Links`` and ``LinksThrough``.
public protocol ObjectLinks: Sendable {
    /// The model of the objects at the other end.
    associatedtype Target: Model
    /// Whose the links are, and the way they take.
    var place: LinkPlace { get }
    /// Names the links of an object.
    init(at place: LinkPlace)
}

/// Whose links are meant, and the way they take.
public struct LinkPlace: Sendable {
    /// The object that has the links.
    enum Owner: Hashable, Sendable {
        /// Without an id it is not stored yet.
        case object(id: Bytes?)
        /// A new object of a session.
        case planned(Handle)
    }

    let owner: Owner
    /// The model of the owner.
    let model: String
    let path: LinkPath

    /// The links themselves, as a condition on the model between.
    var links: Condition {
        guard case .object(let id?) = owner else { return .none }
        return path.links(from: [id])
    }
}

extension ObjectLinks {
    /// The objects that are linked, as a query.
    ///
    /// ```swift
    /// let groups = try await database.fetch(user.groups.all)
    /// ```
    public var all: Query<Target> {
        var query = Query<Target>()
        query.plan.condition = place.path.ends(
            place.path.target,
            of: place.links,
            in: Target.schema
        )
        return query
    }

    /// Linked objects that meet a condition.
    public func filter(_ condition: (Target.Fields) -> Filter<Target>) -> Query<Target> {
        all.filter(condition)
    }
}
