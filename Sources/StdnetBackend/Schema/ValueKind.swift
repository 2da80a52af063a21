/// How the bytes of a field are to be read: the type that a column of it would have.
public enum ValueKind: String, Sendable, Codable, CaseIterable {
    /// Decimal digits of a 64-bit integer.
    case integer
    /// The shortest text of a double.
    case float
    /// UTF-8 text.
    case text
    /// `1` or `0`.
    case boolean
    /// Seconds since 1970 in UTC, as a double.
    case date
    /// Seconds since 1970 of a day's midnight in UTC, as an integer.
    case day

    /// Whether values sort as numbers; the others sort as bytes.
    public var isNumeric: Bool { self != .text }
}
