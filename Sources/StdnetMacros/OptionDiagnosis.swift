/// What a developer can get wrong in what `@Model` is told besides the name.
enum OptionDiagnosis {
    case uniqueNotWrittenOut
    case unknownProperty(String)
    case uniqueTwice(String)
    case uniqueAlone(String)
    case uniqueID(String)
    case uniqueNoValue(String, String)
    case orderingNotWrittenOut
    case badIncrement
    case secondOrdering(String)

    /// One sentence with the way out.
    var message: String {
        switch self {
        case .uniqueNotWrittenOut:
            "'unique' is read from the source, not run: write the names of properties, as in "
                + "[[\"desk\", \"rank\"]]"
        case .unknownProperty(let name):
            "the model has no stored property '\(name)': write the name as it is declared"
        case .uniqueTwice(let name): "'\(name)' is named twice: keep one"
        case .uniqueAlone(let name):
            "'\(name)' is named alone: name what it is unique together with, or mark it @Unique"
        case .uniqueID(let name):
            "'\(name)' is the id, which is unique without any other: remove it"
        case .uniqueNoValue(let name, let why):
            "'\(name)' is \(why), and has no value that could be unique: remove it"
        case .orderingNotWrittenOut:
            "'ordering' is read from the source, not run: write '.autoincrement', '.autoincrement(by: 2)' "
                + "or '.autoincrement(by: 2, .descending)'"
        case .badIncrement: "an increment is an integer above 0: write it as a literal"
        case .secondOrdering(let name):
            "objects are ordered by '\(name)' already, and a model has one ordering: remove 'ordering', or "
                + "@Ordering"
        }
    }
}
