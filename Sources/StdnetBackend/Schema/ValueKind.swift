/// How the bytes of a field are to be read: the type that a column of it would have.
public enum ValueKind: String, Sendable, Codable, CaseIterable {
    /// Decimal digits of a 64-bit integer.
    case integer
    /// The shortest text of a double.
    case float
    /// A number in decimal digits, of any size and precision.
    case decimal
    /// UTF-8 text.
    case text
    /// Any bytes.
    case bytes
    /// `1` or `0`.
    case boolean
    /// Seconds since 1970 in UTC, as a double.
    case date
    /// Seconds since 1970 of a day's midnight in UTC, as an integer.
    case day
    /// JSON text.
    case json

    /// Whether values sort as numbers; the others sort as bytes.
    public var isNumeric: Bool {
        switch self {
        case .integer, .float, .decimal, .boolean, .date, .day: true
        case .text, .bytes, .json: false
        }
    }
}
