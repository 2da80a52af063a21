/// One object that a session changes, or one query whose objects it deletes.
struct Operation: Sendable {
    enum Kind: String, Sendable {
        /// A new object: its id must be free.
        case insert = "I"
        /// Changed fields of an object that must exist.
        case update = "U"
        /// All fields of an object, new or not; unknown stored fields stay.
        case save = "S"
        /// All fields of an object that takes the place of a deleted one: nothing stays.
        case replace = "R"
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
    let id: String?
    /// Where the values lie in the session's arena.
    var values: Range<Int> = 0..<0
    /// The fields that the values are of, in the order of the schema.
    var present = FieldMask()
    /// The fields that are to be absent.
    var absent = FieldMask()
    var planned: [FieldWriter.PlannedValue] = []
    /// What `deleteAll` deletes.
    var condition: Condition?
}
