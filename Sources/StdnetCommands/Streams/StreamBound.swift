internal import StdnetBackend

/// An end of a range of stream entries.
public enum StreamBound: Sendable, Hashable {
    /// Before the oldest entry.
    case first
    /// After the newest entry.
    case last
    /// This entry, which belongs to the range.
    case inclusive(StreamID)
    /// This entry, which does not belong to the range.
    case exclusive(StreamID)
    /// All entries of a millisecond, in milliseconds since 1970, belong to the range.
    case milliseconds(UInt64)
}

/// Where reading a stream goes on.
public enum StreamPosition: Sendable, Hashable {
    /// After the newest entry at the time of the call.
    case last
    /// After this entry; ``StreamID/zero`` is before the oldest one.
    case after(StreamID)

    /// Before the oldest entry.
    public static let first = StreamPosition.after(.zero)
}

extension Arguments {
    mutating func append(_ id: StreamID) { append(id.description) }

    mutating func append(_ bound: StreamBound) {
        switch bound {
        case .first: append("-" as StaticString)
        case .last: append("+" as StaticString)
        case .inclusive(let id): append(id)
        case .exclusive(let id): append(joining: "(", id.description)
        case .milliseconds(let time): append(time)
        }
    }

    mutating func append(_ position: StreamPosition) {
        switch position {
        case .last: append("$" as StaticString)
        case .after(let id): append(id)
        }
    }
}
