/// The handles of the fields of a group, within a model.
///
/// Written by `@Fields`.
public protocol FieldVocabulary: Sendable {}

/// A group of fields of a model that a reference leads to.
@dynamicMemberLookup
public struct ReferencedFields<Root: Model, Target: Model, Group: FieldVocabulary>: Sendable {
    private let group: Group
    /// The way to the model.
    private let path: Path

    init(_ group: Group, below path: Path) {
        self.group = group
        self.path = path
    }

    /// A field of the group.
    public subscript<Value, Index>(
        dynamicMember field: KeyPath<Group, Field<Target, Value, Index>>
    ) -> Field<Root, Value, Index> {
        Field(group[keyPath: field].path.prefixed(by: path))
    }

    /// A reference of the group.
    public subscript<Next>(
        dynamicMember link: KeyPath<Group, Reference<Target, Next>>
    ) -> Reference<Root, Next> {
        Reference<Root, Next>(group[keyPath: link].path.prefixed(by: path))
    }

    /// A group within the group.
    public subscript<Inner: FieldVocabulary>(
        dynamicMember inner: KeyPath<Group, Inner>
    ) -> ReferencedFields<Root, Target, Inner> {
        ReferencedFields<Root, Target, Inner>(group[keyPath: inner], below: path)
    }
}

/// A group of fields when a full scan has been asked for.
@dynamicMemberLookup
public struct ScannedFields<Root: Model, Target: Model, Group: FieldVocabulary>: Sendable {
    private let group: Group
    /// The way to the model; nil when it is the one that is scanned.
    private let path: Path?

    init(_ group: Group, below path: Path?) {
        self.group = group
        self.path = path
    }

    /// A field of the group.
    public subscript<Value, Index>(
        dynamicMember field: KeyPath<Group, Field<Target, Value, Index>>
    ) -> Scanned<Root, Value> {
        Scanned(path: whole(group[keyPath: field].path))
    }

    /// A reference of the group; its fields are scanned too.
    public subscript<Next>(
        dynamicMember link: KeyPath<Group, Reference<Target, Next>>
    ) -> ScannedReference<Root, Next> {
        ScannedReference(path: whole(group[keyPath: link].path))
    }

    /// A group within the group.
    public subscript<Inner: FieldVocabulary>(
        dynamicMember inner: KeyPath<Group, Inner>
    ) -> ScannedFields<Root, Target, Inner> {
        ScannedFields<Root, Target, Inner>(group[keyPath: inner], below: path)
    }

    private func whole(_ own: Path) -> Path { path.map { own.prefixed(by: $0) } ?? own }
}
