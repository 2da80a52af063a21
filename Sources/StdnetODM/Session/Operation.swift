/// One object that a session changes, or one query whose objects it deletes.
@usableFromInline struct Operation: Sendable {
    @usableFromInline enum Kind: String, Sendable {
        /// A new object: its id must be free.
        case insert = "I"
        /// Changed fields of an object that must exist.
        case update = "U"
        /// All fields of an object, new or not; unknown stored fields stay.
        case save = "S"
        /// All fields of an object that takes the place of a deleted one: nothing stays.
        case replace = "R"
        /// Another id for an object that must exist, and changed fields of it.
        case move = "M"
        /// All fields of the object that is found by some of them, or of a new one.
        case upsert = "P"
        /// The end of an object, if it exists.
        case delete = "D"
        /// The end of every object that a condition finds before the session.
        case deleteAll = "Q"
        /// Taken back; keeps its place because handles count places.
        case nothing = "N"
    }

    var kind: Kind
    /// Which model, by its place in the session.
    let model: Int
    /// The id as text; nil when the database numbers the object.
    var id: String?
    /// Where the values lie in the session's arena.
    var values: Range<Int> = 0..<0
    /// The fields that the values are of, in the order of the schema.
    var present = FieldMask()
    /// The fields that are to be absent.
    var absent = FieldMask()
    var planned: [FieldWriter.PlannedValue] = []
    /// The object as it will be; nil where only its id is known.
    var object: (any Model)?
    /// What few kinds have.
    var detail: Detail?

    indirect enum Detail: Sendable {
        /// What `deleteAll` deletes.
        case condition(Condition)
        /// The id from which an object moves.
        case moved(from: String)
        /// The fields by which `upsert` looks for an object; none means the id.
        case sought(by: [Int])
        /// The fields of which the commit makes the id, and what tells the object from others till then.
        case composed(key: String, of: [Int])
    }
}

extension Operation {
    /// What is deleted; nothing for all other kinds.
    var condition: Condition {
        if case .condition(let condition) = detail { condition } else { .none }
    }

    /// The id from which an object moves; nil for all other kinds.
    var source: String? {
        if case .moved(let source) = detail { source } else { nil }
    }

    /// The fields by which an object is looked for; nil for all other kinds.
    var sought: [Int]? {
        if case .sought(let fields) = detail { fields } else { nil }
    }

    func with(kind: Kind) -> Operation {
        var copy = self
        copy.kind = kind
        return copy
    }
}
