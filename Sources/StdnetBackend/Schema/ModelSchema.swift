/// What the objects of one model look like at rest: enough to export, check and query them without
/// their Swift type.
public struct ModelSchema: Sendable, Equatable, Codable {
    /// How objects get their ids.
    public struct Identity: Sendable, Equatable, Codable {
        /// The name of the property, such as `id`.
        public let name: String
        /// How the bytes of an id are read.
        public let kind: ValueKind
        /// Whether the database numbers new objects.
        public let isAutomatic: Bool
        /// How the id is made of fields; nil when it is a value of its own.
        public let composition: IDComposition?

        /// Makes an identity.
        public init(
            name: String = "id",
            kind: ValueKind = .integer,
            isAutomatic: Bool = true,
            composition: IDComposition? = nil
        ) {
            self.name = name
            self.kind = kind
            self.isAutomatic = isAutomatic
            self.composition = composition
        }
    }

    /// The order in which objects are kept.
    public struct Ordering: Sendable, Equatable, Codable {
        /// The name of the field that gives the score; empty when the score is counted up.
        public let field: String
        /// Whether the greatest comes first when reading.
        public let isDescending: Bool
        /// What every save adds to the score of an object; nil when a field gives the score.
        public let increment: Int?
        /// The way from the field to what orders: fields of the object referred to, keys of JSON.
        public let path: [String]

        /// Makes an ordering.
        public init(
            field: String,
            isDescending: Bool = false,
            increment: Int? = nil,
            path: [String] = []
        ) {
            self.field = field
            self.isDescending = isDescending
            self.increment = increment
            self.path = path
        }
    }

    /// The name of the model, such as `geo.city`.
    public let name: String
    /// How objects get their ids.
    public let id: Identity
    /// The stored fields in the order of their declaration; the id is not among them.
    public let fields: [FieldSchema]
    /// The order in which objects are kept; nil when they are kept in a plain set.
    public let ordering: Ordering?
    /// The names of fields of which no two objects have all values the same, for each such promise.
    public let uniqueTogether: [[String]]
    /// The structures that an object has besides its fields, each under a key of its own.
    public let structures: [StructureSchema]

    /// Makes a schema.
    public init(
        name: String,
        id: Identity = Identity(),
        fields: [FieldSchema],
        ordering: Ordering? = nil,
        uniqueTogether: [[String]] = [],
        structures: [StructureSchema] = []
    ) {
        self.name = name
        self.id = id
        self.fields = fields
        self.ordering = ordering
        self.uniqueTogether = uniqueTogether
        self.structures = structures
    }

    /// A field by its name in Swift.
    public subscript(field name: String) -> FieldSchema? { fields.first { $0.name == name } }
}
