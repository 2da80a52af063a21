/// One message of a channel.
public struct Message: Sendable, Equatable {
    /// The channel that it was published on.
    public let channel: String
    /// The pattern that the channel matched; nil when the channel itself was subscribed.
    public let pattern: String?
    /// What was published.
    public let payload: Bytes

    /// Makes a message.
    public init(channel: String, pattern: String? = nil, payload: Bytes) {
        self.channel = channel
        self.pattern = pattern
        self.payload = payload
    }

    /// The payload as text; what is not UTF-8 shows as U+FFFD.
    public var text: String { String(decoding: payload, as: UTF8.self) }
}

/// What a subscriber sees.
@nonexhaustive
public enum SubscriptionEvent: Sendable, Equatable {
    /// A message.
    case message(Message)
    /// Messages may be missing here.
    case gap(Gap)

    /// Why messages may be missing.
    @nonexhaustive
    public enum Gap: Sendable, Equatable {
        /// The connection was lost and made again.
        case reconnected
        /// The consumer was too slow: so many of the oldest messages were dropped.
        case overflow(dropped: Int)
    }
}

extension SubscriptionEvent: DroppableEvent {
    package static var reconnected: Self { .gap(.reconnected) }
    package static func overflow(dropped count: Int) -> Self {
        .gap(.overflow(dropped: count))
    }
    package var isGap: Bool { if case .gap = self { true } else { false } }
}

/// What can be subscribed.
public enum Topic: Sendable, Hashable {
    /// A channel.
    case channel(String)
    /// All channels that match a pattern.
    case pattern(String)
    /// A channel of the shard that its name belongs to.
    case shard(String)
}
