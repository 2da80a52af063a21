/// Why nothing was written.
@nonexhaustive
public enum CommitFailure: Error, Equatable, Sendable {
    /// Every broken rule at once, so that a form can show them all.
    case rejected([Violation])
    /// A hook did not want it, and why.
    case prevented(String)
    /// The backend failed. Only after ``ConnectionFailure/lost(address:)`` and
    /// ``ConnectionFailure/timedOut(after:)`` may the commit have happened.
    case backend(BackendError)
}

extension CommitFailure: CustomStringConvertible {
    /// One sentence.
    public var description: String {
        switch self {
        case .rejected(let violations):
            "nothing was written: " + violations.map(\.description).joined(separator: "; ")
        case .prevented(let reason): "nothing was written, because a hook said: \(reason)"
        case .backend(let error): error.description
        }
    }
}
