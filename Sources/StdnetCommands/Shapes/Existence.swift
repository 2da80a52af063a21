internal import StdnetBackend

/// What must be true of a key, a member or an element before it is written.
public enum Existence: Sendable, Hashable {
    /// Only when it does not exist yet: `NX`.
    case absent
    /// Only when it exists already: `XX`.
    case present
}

extension Arguments {
    /// Appends `NX` or `XX`, when one of them is asked for.
    mutating func append(_ existence: Existence?) {
        switch existence {
        case .absent: append("NX" as StaticString)
        case .present: append("XX" as StaticString)
        case nil: break
        }
    }
}
