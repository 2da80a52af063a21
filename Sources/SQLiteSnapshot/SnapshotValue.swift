public import StdnetBackend

/// One value of a snapshot, as SQLite keeps it.
public enum SnapshotValue: Sendable, Hashable {
    /// No value.
    case null
    /// A 64-bit integer.
    case integer(Int)
    /// A double.
    case real(Double)
    /// UTF-8 text.
    case text(String)
    /// Bytes.
    case blob(Bytes)
}

extension SnapshotValue: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral,
    ExpressibleByFloatLiteral, ExpressibleByNilLiteral
{
    /// Makes an integer.
    public init(integerLiteral value: Int) { self = .integer(value) }
    /// Makes a text.
    public init(stringLiteral value: String) { self = .text(value) }
    /// Makes a double.
    public init(floatLiteral value: Double) { self = .real(value) }
    /// Makes the absence of a value.
    public init(nilLiteral: ()) { self = .null }
}
