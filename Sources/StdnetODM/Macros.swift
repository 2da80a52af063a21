/// Makes a struct a model: writes its schema, its codec and its typed fields.
///
/// The name is the original's `app_label.name`, such as `geo.city`; keys start with it. The struct
/// has `var id: Int?`, numbered by the database, or one property marked ``ID()``, or several of which
/// `ids` makes one id.
///
/// `ordering` keeps objects in the order in which they were saved: every save of an object, changes
/// included, adds to its score. `unique` names properties of which no two objects have all values the
/// same; an object that lacks one of them is free.
///
/// ```swift
/// @Model("app.fund", ordering: .autoincrement(by: 2, .descending), unique: [["desk", "rank"]])
/// ```
///
/// The initial value of a property that is not optional is also what an absent stored field reads as:
/// a field that is new to the model needs one, or is optional. Queries see what is stored.
@attached(
    member,
    names: named(ID),
    named(Fields),
    named(fields),
    named(modelName),
    named(schema),
    named(storedID),
    named(encode),
    named(encodeDefaults),
    named(changes),
    named(impliedSchemas)
)
@attached(extension, conformances: Model, names: named(init))
public macro Model(
    _ name: String,
    ids: CompositeID.Algorithm = .sha1,
    ordering: SavingOrder? = nil,
    unique: [[String]] = []
) = #externalMacro(module: "StdnetMacros", type: "ModelMacro")

/// The order in which objects are saved.
///
/// `@Model` reads it from the source.
public struct SavingOrder: Sendable {
    /// The object that was saved last, or most often, comes last.
    public static var autoincrement: SavingOrder { SavingOrder() }

    /// Every save adds to the score of an object.
    public static func autoincrement(
        by increment: Int,
        _ direction: Direction = .ascending
    ) -> SavingOrder { SavingOrder() }
}

/// Makes a struct a group of fields that models have in common: they have it by ``Embedded()``.
@attached(
    member,
    names: named(Fields),
    named(fieldSchemas),
    named(encode),
    named(encodeDefaults),
    named(changes)
)
@attached(extension, conformances: FieldGroup, names: named(init))
public macro Fields() = #externalMacro(module: "StdnetMacros", type: "FieldsMacro")

/// The fields of a ``Fields()`` struct are stored as if the model had them itself, with their indexes.
@attached(peer)
public macro Embedded() = #externalMacro(module: "StdnetMacros", type: "MarkerMacro")

/// How a property is stored.
///
/// - Parameters:
///   - stored: The name in the hash; without it the name of the property, with `_id` behind that of a
///     reference.
///   - former: The name that the field had in the hash before: read where there is nothing under the
///     present one, and removed when the field is written. Only for fields without an index.
///   - hidden: Searches over all fields leave it out.
///   - cached: It can be made again from other things: ``Session/clearCache(of:)`` removes it.
@attached(peer)
public macro Field(
    _ stored: String? = nil,
    formerly former: String? = nil,
    hidden: Bool = false,
    cached: Bool = false
) = #externalMacro(module: "StdnetMacros", type: "MarkerMacro")

/// How JSON is stored.
public enum JSONForm: Sendable {
    /// As the text of one field.
    case text
    /// As one field for each leaf: see ``FlattenedJSON``.
    case flattened
}

/// The property is stored as JSON: its type is `Codable`, `Equatable` and `Sendable`.
///
/// As text, in one field, queries see a value of type ``StdnetODM/JSON``. Flattened, every leaf is a field
/// of its own, and ``Session/merge(_:into:of:)`` writes single ones.
@attached(peer)
public macro JSON(_ form: JSONForm = .text) =
    #externalMacro(module: "StdnetMacros", type: "MarkerMacro")

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

/// The property that identifies an object, when it is not called `id`; several do so together, as a
/// ``CompositeID``.
@attached(peer)
public macro ID() = #externalMacro(module: "StdnetMacros", type: "MarkerMacro")

/// What becomes of this object when the one that it refers to is deleted.
@attached(peer)
public macro Reference(onDelete rule: DeleteRule = .restrict) =
    #externalMacro(module: "StdnetMacros", type: "MarkerMacro")

/// The order in which objects are kept, and read unless a query says otherwise.
///
/// ```swift
/// @Ordering(by: "rank") var desk: Ref<Desk>                            // by a field of what it refers to
/// @JSON(.flattened) @Ordering(.descending, by: "pv.mean") var data: JSONObject     // by a leaf
/// ```
///
/// An object without the value comes first. When a commit changes the field of what objects refer to, it
/// moves all of them to their new places: O(N log N) in their number.
///
/// - Parameter path: Of a reference, one of the other model's fields; of flattened JSON, the keys that lead
///   to a number.
@attached(peer)
public macro Ordering(_ direction: Direction = .ascending, by path: String? = nil) =
    #externalMacro(module: "StdnetMacros", type: "MarkerMacro")

/// The property is a structure with a key of its own: one of ``RemoteList``, ``RemoteSet``,
/// ``RemoteSortedSet``, ``RemoteHash``, ``RemoteSeries``, ``RemoteString`` and ``RemoteArray``.
///
/// It has no place in the struct. A static one is shared by all objects. The structures of an object end
/// with it.
///
/// - Parameter coding: How elements are written; without it references are their ids, and all others
///   JSON.
@attached(accessor)
public macro Structure(_ coding: ElementCoding? = nil) =
    #externalMacro(module: "StdnetMacros", type: "StructureMacro")

/// The property is the objects that an object is linked with, any number of both: ``Links``, or
/// ``LinksThrough`` a model of one's own.
///
/// It has no place in the struct. The links of an object end with it.
///
/// - Parameters:
///   - name: What the model between is called where nobody declares it; without it `base.` and the names
///     of both models without their applications, as in `base.user_group`.
///   - ids: How the id of such a link is made of the ids of its ends.
///   - source: Which reference of a model of one's own leads to the object; without it the one that is
///     called as its type, such as `user`.
///   - target: Which reference leads to what is linked.
@attached(accessor)
public macro ManyToMany(
    _ name: String? = nil,
    ids: CompositeID.Algorithm = .sha1,
    from source: String? = nil,
    to target: String? = nil
) = #externalMacro(module: "StdnetMacros", type: "ManyToManyMacro")
