/// The fields of a model when a full scan has been asked for: every operator, no index.
@dynamicMemberLookup
public struct Scan<Root: Model>: Sendable {
    /// A field.
    public subscript<Value, Index>(
        dynamicMember field: KeyPath<Root.Fields, Field<Root, Value, Index>>
    ) -> Scanned<Root, Value> {
        Scanned(path: Root.fields[keyPath: field].path)
    }

    /// A property whose leaves are scanned.
    public subscript<Value>(
        dynamicMember field: KeyPath<Root.Fields, FlattenedField<Root, Value>>
    ) -> ScannedLeaves<Root> {
        ScannedLeaves(path: Root.fields[keyPath: field].path)
    }

    /// A reference; its fields are scanned too.
    public subscript<Link>(
        dynamicMember link: KeyPath<Root.Fields, Reference<Root, Link>>
    ) -> ScannedReference<Root, Link> {
        ScannedReference(path: Root.fields[keyPath: link].path)
    }

    /// A group of fields.
    public subscript<Group: FieldVocabulary>(
        dynamicMember group: KeyPath<Root.Fields, Group>
    ) -> ScannedFields<Root, Root, Group> {
        ScannedFields(Root.fields[keyPath: group], below: nil)
    }
}

/// A reference when a full scan has been asked for.
@dynamicMemberLookup
public struct ScannedReference<Root: Model, Link: Relation>: Sendable {
    let path: Path

    /// A field of the target.
    public subscript<Value, Index>(
        dynamicMember field: KeyPath<Link.Target.Fields, Field<Link.Target, Value, Index>>
    ) -> Scanned<Root, Value> {
        Scanned(path: Link.Target.fields[keyPath: field].path.prefixed(by: path))
    }

    /// A property of the target whose leaves are scanned.
    public subscript<Value>(
        dynamicMember field: KeyPath<Link.Target.Fields, FlattenedField<Link.Target, Value>>
    ) -> ScannedLeaves<Root> {
        ScannedLeaves(path: Link.Target.fields[keyPath: field].path.prefixed(by: path))
    }

    /// A group of fields of the target.
    public subscript<Group: FieldVocabulary>(
        dynamicMember group: KeyPath<Link.Target.Fields, Group>
    ) -> ScannedFields<Root, Link.Target, Group> {
        ScannedFields(Link.Target.fields[keyPath: group], below: path)
    }
}

/// A field that is read of every object.
public struct Scanned<Root: Model, Value: FieldValue>: Sendable {
    let path: Path

    /// Objects with this value; nil: objects in which the field is absent.
    public static func == (field: Self, value: Value) -> Filter<Root> {
        Filter(.scan(field.path, .equal, value.stored))
    }
    /// All other objects.
    public static func != (field: Self, value: Value) -> Filter<Root> { !(field == value) }
}

extension Scanned where Value.Operand: Comparable {
    /// Objects with a smaller value: text by its bytes.
    ///
    /// An absent field never is.
    public static func < (field: Self, value: Value.Operand) -> Filter<Root> {
        Filter(.scan(field.path, .less, value.stored))
    }
    /// Objects with this value or a smaller one.
    public static func <= (field: Self, value: Value.Operand) -> Filter<Root> {
        Filter(.scan(field.path, .lessOrEqual, value.stored))
    }
    /// Objects with a greater value.
    public static func > (field: Self, value: Value.Operand) -> Filter<Root> {
        Filter(.scan(field.path, .greater, value.stored))
    }
    /// Objects with this value or a greater one.
    public static func >= (field: Self, value: Value.Operand) -> Filter<Root> {
        Filter(.scan(field.path, .greaterOrEqual, value.stored))
    }
}

extension Scanned where Value.Operand: ScoredValue {
    /// Objects with a smaller value, exactly.
    ///
    /// An absent field never is, and nothing compares with NaN.
    public static func < (field: Self, value: Value.Operand) -> Filter<Root> {
        Filter(.scan(field.path, .less, exactly: .excluding(value)))
    }
    /// Objects with this value or a smaller one.
    public static func <= (field: Self, value: Value.Operand) -> Filter<Root> {
        Filter(.scan(field.path, .lessOrEqual, exactly: .including(value)))
    }
    /// Objects with a greater value.
    public static func > (field: Self, value: Value.Operand) -> Filter<Root> {
        Filter(.scan(field.path, .greater, exactly: .excluding(value)))
    }
    /// Objects with this value or a greater one.
    public static func >= (field: Self, value: Value.Operand) -> Filter<Root> {
        Filter(.scan(field.path, .greaterOrEqual, exactly: .including(value)))
    }
}

extension Scanned where Value.Operand == String {
    /// Objects whose value contains these bytes; no character of `text` is special.
    public func contains(_ text: String) -> Filter<Root> {
        Filter(.scan(path, .contains, Bytes(text.utf8)))
    }
    /// Objects whose value starts with these bytes.
    public func hasPrefix(_ text: String) -> Filter<Root> {
        Filter(.scan(path, .prefix, Bytes(text.utf8)))
    }
    /// Objects whose value ends with these bytes.
    public func hasSuffix(_ text: String) -> Filter<Root> {
        Filter(.scan(path, .suffix, Bytes(text.utf8)))
    }
}

extension Scanned where Value.Operand == String {
    /// The same comparisons without regard to whether the letters A to Z are capital.
    ///
    /// Letters beyond ASCII are compared as they are: the server knows of no others.
    public var ignoringCase: FoldedText<Root> { FoldedText(path: path) }
}

/// A text that is compared without regard to whether the letters A to Z are capital.
public struct FoldedText<Root: Model>: Sendable {
    let path: Path

    /// Objects with this text.
    public static func == (field: Self, text: String) -> Filter<Root> {
        Filter(.scan(field.path, .equalFolded, Bytes(text.utf8)))
    }
    /// All other objects, those in which the field is absent included.
    public static func != (field: Self, text: String) -> Filter<Root> { !(field == text) }
    /// Objects whose value contains this text.
    public func contains(_ text: String) -> Filter<Root> {
        Filter(.scan(path, .containsFolded, Bytes(text.utf8)))
    }
    /// Objects whose value starts with this text.
    public func hasPrefix(_ text: String) -> Filter<Root> {
        Filter(.scan(path, .prefixFolded, Bytes(text.utf8)))
    }
    /// Objects whose value ends with this text.
    public func hasSuffix(_ text: String) -> Filter<Root> {
        Filter(.scan(path, .suffixFolded, Bytes(text.utf8)))
    }
}
