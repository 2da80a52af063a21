/// The objects that an object is linked with, any number of both: many to many.
///
/// It is only the way there, and costs an object nothing. Ask it in queries, and change it in sessions:
///
/// ```swift
/// @Model("app.user") struct User {
///     var id: Int?
///     @ManyToMany var groups: Links<Group>
/// }
/// try await database.commit { session in session.add(Ref(staff), to: user.groups) }
/// let groups = try await database.fetch(user.groups.all)
/// let members = try await database.fetch(User.filter { $0.groups.contains(staff) })
/// ```
///
/// A link is an object of a model that nobody declares, `base.user_group`, with a reference to each end
/// and an id made of both: it exists once, and ends with either of them. The original's `ManyToManyField`.
public struct Links<Target: Model>: ObjectLinks {
    /// Whose the links are, and the way they take.
    public let place: LinkPlace
    /// Names the links of an object.
    public init(at place: LinkPlace) { self.place = place }
}

/// The objects that an object is linked with through a model of the developer's own, whose objects may say
/// more of each link.
///
/// ```swift
/// @Model("app.membership") struct Membership {
///     @ID var user: Ref<User>
///     @ID var team: Ref<Team>
///     var role: String
/// }
/// @Model("app.user") struct User {
///     var id: Int?
///     @ManyToMany var teams: LinksThrough<Membership, Team>
/// }
/// try await database.insert(Membership(user: Ref(1), team: Ref(2), role: "lead"))
/// let teams = try await database.fetch(user.teams.all)
/// let roles = try await database.fetch(user.teams.links.values(of: \.role))
/// ```
public struct LinksThrough<Through: Model, Target: Model>: ObjectLinks {
    /// Whose the links are, and the way they take.
    public let place: LinkPlace
    /// Names the links of an object.
    public init(at place: LinkPlace) { self.place = place }

    /// The links themselves, as a query.
    public var links: Query<Through> {
        var query = Query<Through>()
        query.plan.condition = place.links
        return query
    }
}
