internal import StdnetBackend

/// Whether a caller waits until memory is free again.
public enum FlushPace: Sendable, Hashable {
    /// The command ends when everything is gone: `SYNC`.
    case waiting
    /// The command ends at once and the server tidies up in the background: `ASYNC`.
    case inBackground
}

extension Arguments {
    /// Appends `SYNC` or `ASYNC`, when one of them is asked for.
    mutating func append(_ pace: FlushPace?) {
        switch pace {
        case .waiting: append("SYNC" as StaticString)
        case .inBackground: append("ASYNC" as StaticString)
        case nil: break
        }
    }
}
