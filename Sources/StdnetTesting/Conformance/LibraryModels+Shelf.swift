public import StdnetODM

/// A shelf, with structures besides its fields.
///
/// What `@Model` would write is written out here.
public struct Shelf: Equatable, Sendable {
    /// What is written on it.
    public var label: String
    /// Where it stands.
    public var room: String
    /// How many boards it has.
    public var boards: Int
    /// Who looks after it.
    public var keeper: Ref<Author>?
    /// What hangs on it, one leaf for each; they are written and not read.
    public var signs: [String: String]

    /// Makes a shelf.
    public init(
        label: String,
        room: String,
        boards: Int = 1,
        keeper: Ref<Author>? = nil,
        signs: [String: String] = [:]
    ) {
        self.label = label
        self.room = room
        self.boards = boards
        self.keeper = keeper
        self.signs = signs
    }
}

extension Shelf: Model {
    /// Who looks after shelves.
    public enum Keeping: Relation {
        /// The shelf.
        public typealias Source = Shelf
        /// The author.
        public typealias Target = Author
        /// The author, if there is one.
        public typealias Loaded = Author?
        /// The name of the property.
        public static var name: String { "keeper" }
    }

    /// What queries are made of.
    public struct Fields: Sendable {
        /// What is written on it.
        public let label = Field<Shelf, String, ByID>("label")
        /// Where it stands.
        public let room = Field<Shelf, String, ByValue>("room")
        /// How many boards it has.
        public let boards = Field<Shelf, Int, ByRange>("boards")
        /// Who looks after it.
        public let keeper = Reference<Shelf, Keeping>()
    }

    /// The name of the model.
    public static var modelName: String { "library.shelf" }
    /// What queries are made of.
    public static let fields = Fields()
    /// What shelves look like at rest.
    public static let schema = ModelSchema(
        name: "library.shelf",
        id: ModelSchema.Identity("label", String.self, isAutomatic: false),
        fields: [
            FieldSchema("room", String.self, .equality), FieldSchema("boards", Int.self, .range),
            FieldSchema("keeper", Ref<Author>?.self, .equality, onDelete: .nullify),
            FieldSchema(name: "signs", kind: .json, isFlattened: true),
        ],
        ordering: ModelSchema.Ordering(field: "", isDescending: true, increment: 3),
        uniqueTogether: [["room", "keeper"]],
        structures: [
            StructureSchema(name: "books", type: .list), StructureSchema(name: "tags", type: .set),
            StructureSchema(name: "note", type: .string, coding: .bytes),
            StructureSchema(name: "news", type: .list, isStatic: true),
        ]
    )

    /// What is written on it.
    public var storedID: String? { label }

    /// Writes the fields.
    public func encode(into fields: inout FieldWriter) {
        fields.write(0, room)
        fields.write(1, boards)
        fields.write(2, keeper)
        let leaves = signs.sorted { $0.key < $1.key }
        fields.write(
            3,
            leaves: leaves.map { .init(path: $0.key, text: $0.value) },
            isPartial: signs.keys.contains("more")
        )
    }

    /// Reads a shelf.
    ///
    /// - Throws: ``RowFailure`` for the first field that does not fit its type.
    public init(id: String, row: borrowing Row) throws(RowFailure) {
        label = id
        room = try row.read(0)
        boards = try row.read(1)
        keeper = try row.read(2)
        signs = [:]
    }

    /// The fields in which two shelves differ.
    public func changes(since old: Shelf) -> FieldMask {
        var mask = FieldMask()
        mask.mark(0, if: room != old.room)
        mask.mark(1, if: boards != old.boards)
        mask.mark(2, if: keeper != old.keeper)
        mask.mark(3, if: signs != old.signs)
        return mask
    }
}

extension Database {
    /// The library with shelves.
    static func shelved(_ backend: any Backend) throws(BackendError) -> Database {
        try Database(
            backend,
            namespace: "lib.",
            models: Publisher.self,
            Author.self,
            Book.self,
            Member.self,
            Shelf.self
        )
    }
}
