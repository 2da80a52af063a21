public import StdnetBackend

/// The name of a stream entry: a time in milliseconds since 1970, and a number within it.
public struct StreamID: Sendable, Hashable {
    /// The time, in milliseconds since 1970 by the clock of the server.
    public let milliseconds: UInt64
    /// The number of the entry within its millisecond.
    public let sequence: UInt64

    /// Names an entry; without a number, the first of its millisecond.
    @inlinable
    public init(_ milliseconds: UInt64, _ sequence: UInt64 = 0) {
        self.milliseconds = milliseconds
        self.sequence = sequence
    }

    /// Before every entry: `0-0`.
    public static let zero = StreamID(0)
}

extension StreamID: LosslessStringConvertible {
    /// Reads `1526919030474-55`; the number may be left out.
    public init?(_ description: String) {
        let parts = description.split(separator: "-", omittingEmptySubsequences: false)
        guard let first = parts.first, let milliseconds = UInt64(first), parts.count <= 2 else {
            return nil
        }
        guard parts.count == 2 else {
            self.init(milliseconds)
            return
        }
        guard let sequence = UInt64(parts[1]) else { return nil }
        self.init(milliseconds, sequence)
    }

    /// The name as Redis writes it.
    public var description: String { "\(milliseconds)-\(sequence)" }
}

extension StreamID: Comparable {
    /// Compares by time, then by number: the order of the stream.
    public static func < (left: StreamID, right: StreamID) -> Bool {
        (left.milliseconds, left.sequence) < (right.milliseconds, right.sequence)
    }
}

extension StreamID: CommandArgumentConvertible {
    /// The name as Redis writes it.
    public var commandArgument: CommandArgument { .text(description) }
}

extension StreamID: ReplyDecodable {
    /// Reads the name of an entry.
    public init(reply: Reply) throws(BackendError) {
        guard reply.kind.hasBytes, let id = StreamID(reply.text) else {
            throw reply.mismatch("a stream ID")
        }
        self = id
    }
}
