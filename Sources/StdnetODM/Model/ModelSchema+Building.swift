extension ModelSchema {
    /// Makes a schema from what `@Model` knows.
    public init(
        _ name: String,
        id: Identity,
        ordering: Ordering? = nil,
        fields: [FieldSchema],
        uniqueTogether: [[String]] = [],
        structures: [StructureSchema] = []
    ) {
        self.init(
            name: name,
            id: id,
            fields: fields,
            ordering: ordering,
            uniqueTogether: uniqueTogether,
            structures: structures
        )
    }
}

extension ModelSchema.Identity {
    /// Makes an identity of a Swift type.
    public init<Value: FieldValue>(
        _ name: String,
        _: Value.Type,
        isAutomatic: Bool,
        composition: IDComposition? = nil
    ) {
        self.init(
            name: name,
            kind: Value.kind,
            isAutomatic: isAutomatic,
            composition: composition
        )
    }
}

extension ModelSchema.Ordering {
    /// Makes an ordering by a field of a Swift type.
    public init<Value: FieldValue>(
        _ field: String,
        _: Value.Type,
        isDescending: Bool
    ) where Value.Operand: ScoredValue {
        self.init(field: field, isDescending: isDescending)
    }

    /// The type has no scores.
    @available(
        *,
        unavailable,
        message:
            "objects are ordered by values that are numbers in their order: remove @Ordering, or make the type a 'ScoredValue'"
    )
    @_disfavoredOverload
    public init<Value>(_ field: String, _: Value.Type, isDescending: Bool) {
        self.init(field: field, isDescending: isDescending)
    }
}

extension FieldSchema {
    /// Makes a field of a Swift type.
    ///
    /// A reference always has an index: delete rules need it.
    ///
    /// `onDelete` says what becomes of the object when its target is deleted, where the type is a
    /// reference.
    public init<Value: FieldValue>(
        _ name: String,
        _: Value.Type,
        _ index: Index = .none,
        onDelete: DeleteRule = .restrict,
        attribute: String? = nil,
        formerly: String? = nil,
        isHidden: Bool = false,
        isCached: Bool = false,
        isFlattened: Bool = false
    ) {
        let reference = Value.referenceTarget.map { Reference(target: $0, onDelete: onDelete) }
        self.init(
            name: name,
            attribute: attribute,
            formerly: formerly,
            kind: Value.kind,
            isOptional: Value.isOptional,
            index: reference == nil ? index : .equality,
            reference: reference,
            isHidden: isHidden,
            isCached: isCached,
            isFlattened: isFlattened
        )
    }

    /// The fields of a group.
    public static func embedded<Group: FieldGroup>(_: Group.Type) -> [FieldSchema] {
        Group.fieldSchemas
    }

    /// The type has no fields.
    @available(*, unavailable, message: "an embedded type is a struct marked @Fields")
    @_disfavoredOverload
    public static func embedded<Group>(_: Group.Type) -> [FieldSchema] { [] }

    /// Joins the fields of a model with those of the groups that it embeds.
    public static func list(_ parts: [FieldSchema]...) -> [FieldSchema] { parts.flatMap(\.self) }

    /// The type can't be stored.
    @available(
        *,
        unavailable,
        message:
            "a stored field is a number, a Bool, a String, Bytes, Data, a Date, a Day, a UUID, a URL or a Ref, or conforms to FieldValue"
    )
    @_disfavoredOverload
    public init<Value>(
        _ name: String,
        _: Value.Type,
        _ index: Index = .none,
        onDelete: DeleteRule = .restrict,
        attribute: String? = nil,
        formerly: String? = nil,
        isHidden: Bool = false,
        isCached: Bool = false,
        isFlattened: Bool = false
    ) {
        self.init(name: name, kind: .text)
    }
}
