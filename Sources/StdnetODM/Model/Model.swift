/// A type whose values are objects of the database.
///
/// Write `@Model` on a struct; the macro conforms it.
public protocol Model: Sendable, Equatable {
    /// What identifies an object.
    associatedtype ID: FieldValue & Hashable
    /// One typed handle for each stored property: the vocabulary of queries.
    associatedtype Fields: Sendable

    /// The name of the model. Computed, so that models may refer to each other: two lazy schemas
    /// that read one another would wait for ever.
    static var modelName: String { get }
    /// What objects look like at rest.
    static var schema: ModelSchema { get }
    /// The vocabulary of queries.
    static var fields: Fields { get }

    /// The models that this one brings with it: those between it and others, where nobody declares them.
    static var impliedSchemas: [ModelSchema] { get }

    /// The id; nil until the database has numbered a new object.
    var storedID: ID? { get }

    /// Writes every field in the order of the schema. The id is not a field.
    func encode(into fields: inout FieldWriter)

    /// Writes what absent fields read as: the initial values of properties that are not optional.
    static func encodeDefaults(into fields: inout FieldWriter)

    /// Reads an object.
    ///
    /// - Throws: ``RowFailure`` for the first field that does not fit its type.
    init(id: ID, row: borrowing Row) throws(RowFailure)

    /// The fields in which this value differs from an older one.
    func changes(since old: Self) -> FieldMask

    /// What is wrong with the object although its types allow it: a session refuses to write an object
    /// that has problems, and names all of them.
    ///
    /// ```swift
    /// func problems() -> [Problem] {
    ///     until < from ? [Problem("it ends before it begins", in: Self.fields.until)] : []
    /// }
    /// ```
    func problems() -> [Problem]
}

extension Model {
    /// Writes nothing: no field has a value when it is absent.
    public static func encodeDefaults(into fields: inout FieldWriter) {}
    /// None.
    public static var impliedSchemas: [ModelSchema] { [] }
    /// Nothing is wrong with what the types allow.
    public func problems() -> [Problem] { [] }
}
