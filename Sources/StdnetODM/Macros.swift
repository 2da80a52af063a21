/// Makes a struct a model: writes its schema, its codec and its typed fields.
///
/// The name is the original's `app_label.name`, such as `geo.city`; keys start with it. The struct
/// has `var id: Int?`, numbered by the database, or one property marked ``ID()``.
@attached(
    member,
    names: named(ID),
    named(Fields),
    named(fields),
    named(modelName),
    named(schema),
    named(storedID),
    named(encode),
    named(changes)
)
@attached(extension, conformances: Model, names: named(init))
public macro Model(_ name: String) = #externalMacro(module: "StdnetMacros", type: "ModelMacro")

/// Which lookups an index serves besides equality.
public enum IndexKind: Sendable {
    /// None.
    case equality
    /// Ranges of numbers and dates.
    case range
}

/// Equality, and what `kind` adds, may be asked of this property without a scan.
@attached(peer)
public macro Index(_ kind: IndexKind = .equality) =
    #externalMacro(module: "StdnetMacros", type: "MarkerMacro")

/// No two objects have the same value; an absent one is nobody's. Implies ``Index(_:)``.
@attached(peer)
public macro Unique(_ kind: IndexKind = .equality) =
    #externalMacro(module: "StdnetMacros", type: "MarkerMacro")

/// The property that identifies an object, when it is not called `id`.
@attached(peer)
public macro ID() = #externalMacro(module: "StdnetMacros", type: "MarkerMacro")

/// What becomes of this object when the one that it refers to is deleted.
@attached(peer)
public macro Reference(onDelete rule: DeleteRule = .restrict) =
    #externalMacro(module: "StdnetMacros", type: "MarkerMacro")

/// The order in which objects are kept, and read unless a query says otherwise.
@attached(peer)
public macro Ordering(_ direction: Direction = .ascending) =
    #externalMacro(module: "StdnetMacros", type: "MarkerMacro")
