public import StdnetBackend

/// What must be true of the expiry of a key before it is set.
public enum ExpiryCondition: Sendable, Hashable {
    /// Only when the key has none: `NX`.
    case absent
    /// Only when the key has one: `XX`.
    case present
    /// Only when the new one is later; none counts as the latest: `GT`.
    case later
    /// Only when the new one is earlier; none counts as the latest: `LT`.
    case earlier
}

/// The commands that set the expiry of a key differ in the number alone.
private protocol ExpireCommand: NamedCommand {
    var key: CommandArgument { get }
    var time: Int { get }
    var condition: ExpiryCondition? { get }
}

extension ExpireCommand {
    func writeOperands(to arguments: inout Arguments) {
        arguments.append(key)
        arguments.append(time)
        switch condition {
        case .absent: arguments.append("NX" as StaticString)
        case .present: arguments.append("XX" as StaticString)
        case .later: arguments.append("GT" as StaticString)
        case .earlier: arguments.append("LT" as StaticString)
        case nil: break
        }
    }
}

/// Lets a key end after whole seconds; ``PEXPIRE`` takes any duration.
///
/// Complexity: O(1).
public struct EXPIRE: ExpireCommand {
    static var name: StaticString { "EXPIRE" }
    let key: CommandArgument
    let time: Int
    let condition: ExpiryCondition?

    /// Whether the expiry was set: not when there is no key, or when the condition does not hold.
    public typealias Response = Bool

    /// Names the key and the seconds; no time at all, or less, deletes the key.
    public init(
        _ key: some CommandArgumentConvertible,
        seconds: Int,
        if condition: ExpiryCondition? = nil
    ) {
        self.key = key.commandArgument
        time = seconds
        self.condition = condition
    }
}

/// Lets a key end after some time, counted in milliseconds.
///
/// Complexity: O(1).
public struct PEXPIRE: ExpireCommand {
    static var name: StaticString { "PEXPIRE" }
    let key: CommandArgument
    let time: Int
    let condition: ExpiryCondition?

    /// Whether the expiry was set: not when there is no key, or when the condition does not hold.
    public typealias Response = Bool

    /// Names the key and the time; no time at all, or less, deletes the key.
    public init(
        _ key: some CommandArgumentConvertible,
        after duration: Duration,
        if condition: ExpiryCondition? = nil
    ) {
        self.key = key.commandArgument
        time = duration.wholeMilliseconds
        self.condition = condition
    }
}

/// Lets a key end at a second; ``PEXPIREAT`` takes milliseconds.
///
/// Complexity: O(1).
public struct EXPIREAT: ExpireCommand {
    static var name: StaticString { "EXPIREAT" }
    let key: CommandArgument
    let time: Int
    let condition: ExpiryCondition?

    /// Whether the expiry was set: not when there is no key, or when the condition does not hold.
    public typealias Response = Bool

    /// Names the key and the point in time, in seconds since 1970; one that is past deletes the key.
    public init(
        _ key: some CommandArgumentConvertible,
        unixSeconds: Int,
        if condition: ExpiryCondition? = nil
    ) {
        self.key = key.commandArgument
        time = unixSeconds
        self.condition = condition
    }
}

/// Lets a key end at a millisecond.
///
/// Complexity: O(1).
public struct PEXPIREAT: ExpireCommand {
    static var name: StaticString { "PEXPIREAT" }
    let key: CommandArgument
    let time: Int
    let condition: ExpiryCondition?

    /// Whether the expiry was set: not when there is no key, or when the condition does not hold.
    public typealias Response = Bool

    /// Names the key and the point in time, in milliseconds since 1970; one that is past deletes the
    /// key.
    public init(
        _ key: some CommandArgumentConvertible,
        unixMilliseconds: Int,
        if condition: ExpiryCondition? = nil
    ) {
        self.key = key.commandArgument
        time = unixMilliseconds
        self.condition = condition
    }
}

/// Takes the expiry of a key away.
///
/// Complexity: O(1).
public struct PERSIST: KeyCommand {
    static var name: StaticString { "PERSIST" }
    @usableFromInline let key: CommandArgument

    /// Whether there was one.
    public typealias Response = Bool

    /// Names the key.
    @inlinable public init(_ key: some CommandArgumentConvertible) {
        self.key = key.commandArgument
    }
}
