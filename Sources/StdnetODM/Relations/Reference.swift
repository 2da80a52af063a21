/// One reference property, as a type: what makes "loaded" a matter of types.
///
/// Written by `@Model`.
public protocol Relation: Sendable {
    /// The model that has the property.
    associatedtype Source: Model
    /// The model that it refers to.
    associatedtype Target: Model
    /// `Target`, or `Target?` when the reference is optional.
    associatedtype Loaded: Sendable
    /// The name of the property.
    static var name: String { get }
    /// What was loaded; nil when something must have been and was not.
    static func load(_ target: Target?) -> Loaded?
}

extension Relation where Loaded == Target {
    /// What was loaded.
    public static func load(_ target: Target?) -> Loaded? { target }
}
extension Relation where Loaded == Target? {
    /// What was loaded.
    public static func load(_ target: Target?) -> Loaded? { .some(target) }
}

/// A reference property as queries see it; its members are the fields of the target.
@dynamicMemberLookup
public struct Reference<Root: Model, Link: Relation>: Sendable {
    let path: Path

    /// Names the property of the relation.
    public init() { path = Path(field: Link.name) }
    init(_ path: Path) { self.path = path }

    /// A field of the target.
    public subscript<Value, Index>(
        dynamicMember field: KeyPath<Link.Target.Fields, Field<Link.Target, Value, Index>>
    ) -> Field<Root, Value, Index> {
        Field(Link.Target.fields[keyPath: field].path.prefixed(by: path))
    }

    /// A property of the target whose values are spread over leaves.
    public subscript<Value>(
        dynamicMember field: KeyPath<Link.Target.Fields, FlattenedField<Link.Target, Value>>
    ) -> FlattenedField<Root, Value> {
        FlattenedField(Link.Target.fields[keyPath: field].path.prefixed(by: path))
    }

    /// A reference of the target.
    public subscript<Next>(
        dynamicMember link: KeyPath<Link.Target.Fields, Reference<Link.Target, Next>>
    ) -> Reference<Root, Next> {
        Reference<Root, Next>(Link.Target.fields[keyPath: link].path.prefixed(by: path))
    }

    /// A group of fields of the target.
    public subscript<Group: FieldVocabulary>(
        dynamicMember group: KeyPath<Link.Target.Fields, Group>
    ) -> ReferencedFields<Root, Link.Target, Group> {
        ReferencedFields(Link.Target.fields[keyPath: group], below: path)
    }
}

extension Reference {
    /// Objects that refer to this one.
    public static func == (field: Self, target: Ref<Link.Target>) -> Filter<Root> {
        Filter(target.stored.map { .equal(field.path, [$0]) } ?? .none)
    }
    /// All other objects, those without a reference included.
    public static func != (field: Self, target: Ref<Link.Target>) -> Filter<Root> {
        !(field == target)
    }
    /// Objects that refer to one of these.
    public func `in`(_ targets: some Sequence<Ref<Link.Target>>) -> Filter<Root> {
        Filter(.equal(path, targets.compactMap(\.stored)))
    }
    /// Objects that refer to one that the query finds.
    public func `in`(_ query: Query<Link.Target>) -> Filter<Root> {
        Filter(.refers(path, query.plan.condition))
    }
}

extension Reference where Link.Loaded == Link.Target? {
    /// Objects without a reference.
    public static func == (field: Self, absent: _OptionalNilComparisonType) -> Filter<Root> {
        Filter(.missing(field.path))
    }
    /// Objects with a reference.
    public static func != (field: Self, absent: _OptionalNilComparisonType) -> Filter<Root> {
        !(field == absent)
    }
}
