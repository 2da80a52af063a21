internal import StdnetBackend

/// One of the two ends of a list.
public enum ListEnd: Sendable, Hashable {
    /// Where the first element is: `LEFT`.
    case left
    /// Where the last element is: `RIGHT`.
    case right
}

extension Arguments {
    /// Appends `LEFT` or `RIGHT`.
    mutating func append(_ end: ListEnd) {
        switch end {
        case .left: append("LEFT" as StaticString)
        case .right: append("RIGHT" as StaticString)
        }
    }
}
