public import StdnetBackend

/// When a key ends, or why that is not known: a time that is left, or a point in time.
public enum KeyExpiry<Time: Sendable>: Sendable {
    /// There is no such key.
    case noKey
    /// The key stays until it is deleted.
    case never
    /// The key ends.
    case expires(Time)
}

extension KeyExpiry: Equatable where Time: Equatable {}
extension KeyExpiry: Hashable where Time: Hashable {}

extension KeyExpiry {
    /// The time, when the key ends.
    public var time: Time? {
        if case .expires(let time) = self { time } else { nil }
    }

    /// Reads a number of seconds or milliseconds; -2 is no key, and -1 no expiry.
    init(_ reply: Reply, _ time: (Int) -> Time) throws(BackendError) {
        let number: Int = try reply.decode()
        switch number {
        case -2: self = .noKey
        case -1: self = .never
        default: self = .expires(time(number))
        }
    }
}

/// Tells how many seconds a key has left; ``PTTL`` is exact to the millisecond.
///
/// Complexity: O(1).
public struct TTL: KeyCommand {
    static var name: StaticString { "TTL" }
    @usableFromInline let key: CommandArgument

    /// The time that is left, rounded to seconds.
    public typealias Response = KeyExpiry<Duration>

    /// Names the key.
    @inlinable public init(_ key: some CommandArgumentConvertible) {
        self.key = key.commandArgument
    }

    /// Reads seconds.
    public func decode(_ reply: Reply) throws(BackendError) -> Response {
        try Response(reply) { .seconds($0) }
    }
}

/// Tells how many milliseconds a key has left.
///
/// Complexity: O(1).
public struct PTTL: KeyCommand {
    static var name: StaticString { "PTTL" }
    @usableFromInline let key: CommandArgument

    /// The time that is left.
    public typealias Response = KeyExpiry<Duration>

    /// Names the key.
    @inlinable public init(_ key: some CommandArgumentConvertible) {
        self.key = key.commandArgument
    }

    /// Reads milliseconds.
    public func decode(_ reply: Reply) throws(BackendError) -> Response {
        try Response(reply) { .milliseconds($0) }
    }
}

/// Tells the second at which a key ends; ``PEXPIRETIME`` is exact to the millisecond.
///
/// Complexity: O(1).
public struct EXPIRETIME: KeyCommand {
    static var name: StaticString { "EXPIRETIME" }
    @usableFromInline let key: CommandArgument

    /// The point in time, in seconds since 1970.
    public typealias Response = KeyExpiry<Int>

    /// Names the key.
    @inlinable public init(_ key: some CommandArgumentConvertible) {
        self.key = key.commandArgument
    }

    /// Reads a point in time.
    public func decode(_ reply: Reply) throws(BackendError) -> Response {
        try Response(reply) { $0 }
    }
}

/// Tells the millisecond at which a key ends.
///
/// Complexity: O(1).
public struct PEXPIRETIME: KeyCommand {
    static var name: StaticString { "PEXPIRETIME" }
    @usableFromInline let key: CommandArgument

    /// The point in time, in milliseconds since 1970.
    public typealias Response = KeyExpiry<Int>

    /// Names the key.
    @inlinable public init(_ key: some CommandArgumentConvertible) {
        self.key = key.commandArgument
    }

    /// Reads a point in time.
    public func decode(_ reply: Reply) throws(BackendError) -> Response {
        try Response(reply) { $0 }
    }
}
