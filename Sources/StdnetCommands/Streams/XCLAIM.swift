public import StdnetBackend

/// Says that entries which a group delivered are done with.
///
/// Complexity: O(n) for n entries.
public struct XACK: NamedCommand {
    static var name: StaticString { "XACK" }
    private let key: CommandArgument
    private let group: CommandArgument
    private let ids: [StreamID]

    /// How many of the entries were pending.
    public typealias Response = Int

    /// Names the stream, the group and the entries.
    public init(
        _ key: some CommandArgumentConvertible,
        _ group: some CommandArgumentConvertible,
        _ ids: some Sequence<StreamID>
    ) {
        self.key = key.commandArgument
        self.group = group.commandArgument
        self.ids = Array(ids)
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(key)
        arguments.append(group)
        for id in ids { arguments.append(id) }
    }
}

/// What becomes of the delivery of the entries.
public struct StreamDelivery: Sendable, Hashable {
    /// How long ago the entries count as delivered; nil is now.
    public var idle: Duration?
    /// How often the entries count as delivered; nil is once more than before.
    public var count: Int?
    /// Whether entries become pending that nobody had pending.
    public var isForced: Bool

    /// Describes a delivery.
    public init(idle: Duration? = nil, count: Int? = nil, isForced: Bool = false) {
        self.idle = idle
        self.count = count
        self.isForced = isForced
    }
}

/// Makes pending entries those of another consumer.
///
/// Complexity: O(log n) for each entry, of n that the group has pending.
public struct XCLAIM<Response: ReplyDecodable>: NamedCommand {
    static var name: StaticString { "XCLAIM" }
    private let target: StreamClaim
    private let ids: [StreamID]
    private let delivery: StreamDelivery
    private let justIDs: Bool

    /// Claims entries; answers them as text.
    public init(
        _ key: some CommandArgumentConvertible,
        _ group: some CommandArgumentConvertible,
        _ consumer: some CommandArgumentConvertible,
        minimumIdle: Duration,
        _ ids: some Sequence<StreamID>,
        delivery: StreamDelivery = StreamDelivery()
    ) where Response == [StreamEntry<String>] {
        let target = StreamClaim(key, group, consumer, minimumIdle)
        self.init(target, Array(ids), delivery, justIDs: false)
    }

    /// Claims entries; answers them.
    public init<Value: ReplyDecodable>(
        _ key: some CommandArgumentConvertible,
        _ group: some CommandArgumentConvertible,
        _ consumer: some CommandArgumentConvertible,
        minimumIdle: Duration,
        _ ids: some Sequence<StreamID>,
        delivery: StreamDelivery = StreamDelivery(),
        as _: Value.Type
    ) where Response == [StreamEntry<Value>] {
        let target = StreamClaim(key, group, consumer, minimumIdle)
        self.init(target, Array(ids), delivery, justIDs: false)
    }

    /// Claims entries and does not count it as a delivery; answers their names.
    public init(
        idsOf key: some CommandArgumentConvertible,
        _ group: some CommandArgumentConvertible,
        _ consumer: some CommandArgumentConvertible,
        minimumIdle: Duration,
        _ ids: some Sequence<StreamID>,
        delivery: StreamDelivery = StreamDelivery()
    ) where Response == [StreamID] {
        let target = StreamClaim(key, group, consumer, minimumIdle)
        self.init(target, Array(ids), delivery, justIDs: true)
    }

    private init(
        _ target: StreamClaim,
        _ ids: [StreamID],
        _ delivery: StreamDelivery,
        justIDs: Bool
    ) {
        self.target = target
        self.ids = ids
        self.delivery = delivery
        self.justIDs = justIDs
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(target)
        for id in ids { arguments.append(id) }
        arguments.append("IDLE", delivery.idle?.wholeMilliseconds)
        arguments.append("RETRYCOUNT", delivery.count)
        arguments.append("FORCE", if: delivery.isForced)
        arguments.append("JUSTID", if: justIDs)
    }
}
