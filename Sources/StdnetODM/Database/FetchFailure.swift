/// Why objects could not be read.
@nonexhaustive
public enum FetchFailure: Error, Equatable, Sendable {
    /// The backend failed.
    case backend(BackendError)
    /// A stored field does not fit its declared type.
    case undecodable(RowFailure)
    /// A structure of an object could not be read.
    case structure(StructureFailure)
    /// There is no such object; `criterion` is what was asked for.
    case notFound(model: String, criterion: String)
    /// Several objects were found where one was asked for.
    case ambiguous(model: String)
    /// The range index of a field does not have all objects, so that it can't answer: the database was
    /// written by somebody who does not keep it. `Database.reindex` makes it.
    case unindexed(model: String, field: String)
}

extension FetchFailure: CustomStringConvertible {
    /// One sentence.
    public var description: String {
        switch self {
        case .backend(let error): error.description
        case .undecodable(let failure): failure.description
        case .structure(let failure): failure.description
        case .notFound(let model, let criterion): "there is no \(model) with \(criterion)"
        case .ambiguous(let model):
            "there is more than one \(model) like this: use fetch(_:) or first(_:)"
        case .unindexed(let model, let field):
            "the range index of '\(field)' lacks objects of '\(model)', which were written without it: call reindex(\(model)) once"
        }
    }
}
