/// The id of an entry as a stream keeps it: milliseconds, and a number within them.
public struct StreamEntryID: Sendable, Hashable, Comparable {
    /// Milliseconds since 1970, where the server made the id.
    public let milliseconds: UInt64
    /// The number within the millisecond.
    public let sequence: UInt64

    /// Makes an id.
    public init(milliseconds: UInt64, sequence: UInt64) {
        self.milliseconds = milliseconds
        self.sequence = sequence
    }

    /// The smallest id, which no entry has.
    public static let zero = StreamEntryID(milliseconds: 0, sequence: 0)

    /// Orders by milliseconds, then by number.
    public static func < (left: StreamEntryID, right: StreamEntryID) -> Bool {
        (left.milliseconds, left.sequence) < (right.milliseconds, right.sequence)
    }
}

extension StreamEntryID: LosslessStringConvertible {
    /// The id as Redis writes it, such as `1526919030474-55`.
    public var description: String { "\(milliseconds)-\(sequence)" }

    /// Reads what ``description`` gives; nil for anything else.
    public init?(_ description: String) {
        let parts = description.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let milliseconds = UInt64(parts[0]),
            let sequence = UInt64(parts[1]), description.utf8.first != UInt8(ascii: "+"),
            parts[1].utf8.first != UInt8(ascii: "+")
        else { return nil }
        self.init(milliseconds: milliseconds, sequence: sequence)
    }
}
