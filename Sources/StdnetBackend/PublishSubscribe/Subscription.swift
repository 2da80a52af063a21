/// The messages of some channels, as long as somebody listens.
///
/// An asynchronous sequence with one consumer. After a lost connection everything is subscribed
/// again and the sequence goes on with ``SubscriptionEvent/gap(_:)``.
public struct Subscription: AsyncSequence, Sendable {
    private let buffer: SubscriptionBuffer<SubscriptionEvent>
    private let transport: any SubscriptionTransport

    package init(
        buffer: SubscriptionBuffer<SubscriptionEvent>,
        transport: any SubscriptionTransport
    ) {
        self.buffer = buffer
        self.transport = transport
    }

    /// What is subscribed now.
    public var topics: Set<Topic> { transport.topics }

    /// The channels that are subscribed now, in the order of their names.
    public var channels: [String] {
        topics.compactMap { if case .channel(let name) = $0 { name } else { nil } }.sorted()
    }

    /// The patterns that are subscribed now, in the order of their texts.
    public var patterns: [String] {
        topics.compactMap { if case .pattern(let text) = $0 { text } else { nil } }.sorted()
    }

    /// Subscribes more; done when the server has confirmed it.
    ///
    /// - Throws: ``BackendError/server(code:message:)`` when the server refuses.
    public func add(_ topics: Set<Topic>) async throws(BackendError) {
        try await transport.subscribe(topics)
    }

    /// Drops some of what is subscribed; done when the server has confirmed it.
    public func drop(_ topics: Set<Topic>) async throws(BackendError) {
        try await transport.unsubscribe(topics)
    }

    /// Takes events one after another.
    public struct Iterator: AsyncIteratorProtocol {
        let buffer: SubscriptionBuffer<SubscriptionEvent>

        /// The next event; nil when the subscription has ended.
        ///
        /// - Throws: why there are no more: closed, or the server no longer lets us in.
        public mutating func next() async throws(BackendError) -> SubscriptionEvent? {
            try await buffer.next()
        }
    }

    /// The one consumer.
    public func makeAsyncIterator() -> Iterator { Iterator(buffer: buffer) }

    /// The messages alone, without telling of gaps.
    public var messages: AsyncCompactMapSequence<Self, Message> {
        compactMap { if case .message(let message) = $0 { message } else { nil } }
    }
}

/// What brings the messages of a subscription.
package protocol SubscriptionTransport: Sendable {
    var topics: Set<Topic> { get }
    func subscribe(_ topics: Set<Topic>) async throws(BackendError)
    func unsubscribe(_ topics: Set<Topic>) async throws(BackendError)
}
