public import StdnetBackend

/// Reads a key with all that it holds, in Redis's own format.
///
/// Complexity: O(elements).
public struct DUMP: KeyCommand {
    static var name: StaticString { "DUMP" }
    @usableFromInline let key: CommandArgument

    /// What ``RESTORE`` takes; nil when there is no key.
    public typealias Response = Bytes?

    /// Names the key.
    @inlinable public init(_ key: some CommandArgumentConvertible) {
        self.key = key.commandArgument
    }
}

/// Writes a key from what ``DUMP`` read.
///
/// Complexity: O(elements).
public struct RESTORE: NamedCommand {
    /// How the key looks to eviction.
    public enum Usage: Sendable, Hashable {
        /// Not used for so long: `IDLETIME`.
        case idle(Duration)
        /// Used so often, on Redis's logarithmic scale: `FREQ`.
        case frequency(Int)
    }

    static var name: StaticString { "RESTORE" }
    private let key: CommandArgument
    private let payload: Bytes
    private let expiry: Expiry?
    private let replaces: Bool
    private let usage: Usage?

    /// Nothing: it fails when there is the key and it is not to be replaced.
    public typealias Response = Void

    /// Names the key and gives what it holds.
    ///
    /// - Parameters:
    ///   - key: The key.
    ///   - payload: What ``DUMP`` read.
    ///   - expiry: When the key ends; nil is never.
    ///   - replaces: Whether the key may exist and is then lost.
    ///   - usage: How the key looks to eviction; nil is just used.
    public init(
        _ key: some CommandArgumentConvertible,
        _ payload: Bytes,
        expiry: Expiry? = nil,
        replaces: Bool = false,
        usage: Usage? = nil
    ) {
        self.key = key.commandArgument
        self.payload = payload
        self.expiry = expiry
        self.replaces = replaces
        self.usage = usage
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(key)
        switch expiry {
        case .after(let duration): arguments.append(duration.wholeMilliseconds)
        case .at(let moment): arguments.append(moment)
        case nil: arguments.append(0)
        }
        arguments.append(payload)
        arguments.append("REPLACE", if: replaces)
        if case .at = expiry { arguments.append("ABSTTL" as StaticString) }
        switch usage {
        case .idle(let time): arguments.append("IDLETIME", Int(time.components.seconds))
        case .frequency(let frequency): arguments.append("FREQ", frequency)
        case nil: break
        }
    }
}
