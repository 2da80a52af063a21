/// Why objects could not be read.
@nonexhaustive
public enum FetchFailure: Error, Equatable, Sendable {
    /// The backend failed.
    case backend(BackendError)
    /// A stored field does not fit its declared type.
    case undecodable(RowFailure)
    /// A stream was not read for so long that the database forgot its result.
    case expired
}

extension FetchFailure: CustomStringConvertible {
    /// One sentence.
    public var description: String {
        switch self {
        case .backend(let error): error.description
        case .undecodable(let failure): failure.description
        case .expired: "the stream was not read for so long that the database forgot its result"
        }
    }
}
