internal import StdnetBackend

/// When a key ends.
public enum Expiry: Sendable, Hashable {
    /// After some time, counted in milliseconds: `PX`.
    case after(Duration)
    /// At a point in time, in milliseconds since 1970: `PXAT`.
    case at(unixMilliseconds: Int)
}

/// What a command does about the expiry that a key has.
public enum ExpiryChange: Sendable, Hashable {
    /// Takes it away: the key stays until it is deleted.
    case remove
    /// Leaves it as it is.
    case keep
    /// Sets it.
    case set(Expiry)

    /// Lets the key end after some time.
    @inlinable public static func after(_ duration: Duration) -> Self { .set(.after(duration)) }
    /// Lets the key end at a point in time.
    @inlinable
    public static func at(unixMilliseconds: Int) -> Self {
        .set(.at(unixMilliseconds: unixMilliseconds))
    }
}

extension Arguments {
    /// Appends `PX` or `PXAT` and the time.
    mutating func append(_ expiry: Expiry) {
        switch expiry {
        case .after(let duration): append("PX", duration.wholeMilliseconds)
        case .at(let moment): append("PXAT", moment)
        }
    }

    /// Appends a change of the expiry, in the words of a command for removing and keeping it; a word
    /// that is nil is what the command does anyway.
    mutating func append(_ change: ExpiryChange, remove: StaticString?, keep: StaticString?) {
        switch change {
        case .remove: if let remove { append(remove) }
        case .keep: if let keep { append(keep) }
        case .set(let expiry): append(expiry)
        }
    }
}
