/// Why objects could not be written as text, or read from it.
@nonexhaustive
public enum SerialisationFailure: Error, Equatable, Sendable {
    /// The text is not JSON, or not CSV: what is wrong, and where.
    case malformed(String)
    /// The JSON is not such a dump: what was expected.
    case unexpected(String)
    /// An object has a reference to one that is only planned, or a value that can't be stored.
    case unwritable(model: String, field: String, reason: String)
    /// An object has no id.
    case missingID(model: String)
    /// A value does not fit its field.
    case unreadable(RowFailure)
    /// What the structures of an object hold can't be read from the database.
    case structure(StructureFailure)
}

extension SerialisationFailure: CustomStringConvertible {
    /// One sentence.
    public var description: String {
        switch self {
        case .malformed(let what): what
        case .unexpected(let what): "\(what) is expected"
        case .unwritable(let model, let field, let reason): "\(model), field '\(field)': \(reason)"
        case .missingID(let model): "an object of \(model) has no id"
        case .unreadable(let failure): failure.description
        case .structure(let failure): failure.description
        }
    }
}
