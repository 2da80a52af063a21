public import StdnetBackend

/// Counts things into a HyperLogLog, and makes it when there is none.
///
/// Complexity: O(n) for n things.
public struct PFADD: KeyWordsCommand {
    static var name: StaticString { "PFADD" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let words: [CommandArgument]

    /// Whether the estimate may have changed.
    public typealias Response = Bool

    /// Names the HyperLogLog and the things; none only makes it.
    @inlinable
    public init(
        _ key: some CommandArgumentConvertible,
        _ elements: some Sequence<some CommandArgumentConvertible>
    ) {
        self.key = key.commandArgument
        words = elements.commandArguments
    }
}

/// Estimates how many different things were counted into HyperLogLogs together.
///
/// The standard error is 0.81 %.
///
/// Complexity: O(n) for n keys.
public struct PFCOUNT: KeysCommand {
    static var name: StaticString { "PFCOUNT" }
    @usableFromInline let keys: [CommandArgument]

    /// The estimate, 0 where there is nothing.
    public typealias Response = Int

    /// Names the HyperLogLogs.
    @inlinable
    public init(_ keys: some Sequence<some CommandArgumentConvertible>) {
        self.keys = keys.commandArguments
    }
}

/// Merges HyperLogLogs into one.
///
/// The destination is made when there is none, and counts too when there is one.
///
/// Complexity: O(n) for n keys.
public struct PFMERGE: KeyWordsCommand {
    static var name: StaticString { "PFMERGE" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let words: [CommandArgument]

    /// Nothing but that it worked.
    public typealias Response = Void

    /// Names the destination and the sources.
    @inlinable
    public init(
        _ destination: some CommandArgumentConvertible,
        _ sources: some Sequence<some CommandArgumentConvertible>
    ) {
        key = destination.commandArgument
        words = sources.commandArguments
    }
}
