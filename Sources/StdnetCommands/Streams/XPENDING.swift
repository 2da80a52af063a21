public import StdnetBackend

/// Tells what a group's consumers got and did not acknowledge: in all, or entry by entry.
///
/// ```swift
/// XPENDING("orders", "mailers")
/// XPENDING("orders", "mailers", count: 10, minimumIdle: .seconds(60))
/// ```
///
/// Complexity: O(n) for n entries told.
public struct XPENDING<Response: ReplyDecodable>: NamedCommand {
    private struct Range: Sendable {
        let start: StreamBound
        let end: StreamBound
        let count: Int
        let minimumIdle: Duration?
        let consumer: CommandArgument?
    }

    static var name: StaticString { "XPENDING" }
    private let key: CommandArgument
    private let group: CommandArgument
    private let range: Range?

    /// Asks how many entries are pending, and whose they are.
    public init(
        _ key: some CommandArgumentConvertible,
        _ group: some CommandArgumentConvertible
    ) where Response == StreamPendingSummary {
        self.key = key.commandArgument
        self.group = group.commandArgument
        range = nil
    }

    /// Asks which entries are pending.
    ///
    /// - Parameters:
    ///   - key: The stream.
    ///   - group: The consumer group.
    ///   - start: The least entry.
    ///   - end: The greatest entry.
    ///   - count: How many entries at most.
    ///   - minimumIdle: How long ago an entry must have been delivered.
    ///   - consumer: Whose entries; nil is everybody's.
    public init(
        _ key: some CommandArgumentConvertible,
        _ group: some CommandArgumentConvertible,
        from start: StreamBound = .first,
        through end: StreamBound = .last,
        count: Int,
        minimumIdle: Duration? = nil,
        consumer: CommandArgument? = nil
    ) where Response == [StreamPendingEntry] {
        self.key = key.commandArgument
        self.group = group.commandArgument
        range = Range(
            start: start,
            end: end,
            count: count,
            minimumIdle: minimumIdle,
            consumer: consumer
        )
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(key)
        arguments.append(group)
        guard let range else { return }
        arguments.append("IDLE", range.minimumIdle?.wholeMilliseconds)
        arguments.append(range.start)
        arguments.append(range.end)
        arguments.append(range.count)
        if let consumer = range.consumer { arguments.append(consumer) }
    }
}
