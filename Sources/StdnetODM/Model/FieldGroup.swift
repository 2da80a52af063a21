/// Fields that models have in common: a value that is stored in fields of the object that has it.
///
/// Write `@Fields` on a struct; the macro conforms it. A model has it by `@Embedded`:
///
/// ```swift
/// @Fields struct Stamps {
///     @Index(.range) var created: Date
///     var editor: String?
/// }
/// @Model("blog.page") struct Page {
///     var id: Int?
///     @Embedded var stamps: Stamps
/// }
/// let recent = Page.filter { $0.stamps.created > yesterday }
/// ```
///
/// The fields are stored under their own names, as if the model had them itself.
public protocol FieldGroup: Sendable, Equatable {
    /// The fields in the order of their declaration.
    static var fieldSchemas: [FieldSchema] { get }

    /// Writes the fields from a position of the schema on.
    func encode(into fields: inout FieldWriter, at start: Int)

    /// Reads the fields.
    ///
    /// - Throws: ``RowFailure`` for the first one that does not fit its type.
    init(row: borrowing Row, at start: Int) throws(RowFailure)

    /// Marks the fields in which this value differs from an older one.
    func changes(since old: Self, at start: Int, in mask: inout FieldMask)

    /// Writes what absent fields read as.
    static func encodeDefaults(into fields: inout FieldWriter, at start: Int)
}

extension FieldGroup {
    /// How many fields it has.
    public static var fieldCount: Int { fieldSchemas.count }
    /// Writes nothing: no field has a value when it is absent.
    public static func encodeDefaults(into fields: inout FieldWriter, at start: Int) {}
}
