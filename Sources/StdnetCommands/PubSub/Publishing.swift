public import StdnetBackend

/// Sends a message to everybody who subscribed to a channel.
///
/// Complexity: O(n + m) for n subscribers and m patterns.
public struct PUBLISH: KeyWordCommand {
    static var name: StaticString { "PUBLISH" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let word: CommandArgument

    /// How many got it from this server.
    public typealias Response = Int

    /// Names the channel and gives the message.
    @inlinable
    public init(
        _ channel: some CommandArgumentConvertible,
        _ message: some CommandArgumentConvertible
    ) {
        key = channel.commandArgument
        word = message.commandArgument
    }
}

/// Sends a message to everybody who subscribed to a channel of a shard.
///
/// Complexity: O(n) for n subscribers.
public struct SPUBLISH: KeyWordCommand {
    static var name: StaticString { "SPUBLISH" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let word: CommandArgument

    /// How many got it from this server.
    public typealias Response = Int

    /// Names the channel and gives the message.
    @inlinable
    public init(
        _ channel: some CommandArgumentConvertible,
        _ message: some CommandArgumentConvertible
    ) {
        key = channel.commandArgument
        word = message.commandArgument
    }
}
