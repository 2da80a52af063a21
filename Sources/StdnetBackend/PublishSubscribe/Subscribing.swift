/// A backend that can listen to channels.
public protocol Subscribing: Backend {
    /// Listens for the time of a closure.
    ///
    /// - Parameters:
    ///   - topics: What to subscribe; the closure begins when the server has confirmed it.
    ///   - limit: How many events may wait for the consumer. When it is slower, the oldest messages
    ///     are dropped and it is told so: ``SubscriptionEvent/Gap/overflow(dropped:)``.
    ///   - body: Consumes the events.
    /// - Returns: what `body` returns.
    /// - Throws: ``BackendError`` when the server can't be reached or refuses; what `body` throws.
    func subscribe<Result: Sendable>(
        to topics: Set<Topic>,
        bufferingNewest limit: Int,
        _ body: (Subscription) async throws -> Result
    ) async throws -> Result
}

extension Subscribing {
    /// Listens to channels for the time of a closure.
    public func subscribe<Result: Sendable>(
        to channels: String...,
        bufferingNewest limit: Int = 1024,
        _ body: (Subscription) async throws -> Result
    ) async throws -> Result {
        try await subscribe(
            to: Set(channels.map { Topic.channel($0) }),
            bufferingNewest: limit,
            body
        )
    }

    /// Listens to all channels that match patterns for the time of a closure.
    public func subscribe<Result: Sendable>(
        matching patterns: String...,
        bufferingNewest limit: Int = 1024,
        _ body: (Subscription) async throws -> Result
    ) async throws -> Result {
        try await subscribe(
            to: Set(patterns.map { Topic.pattern($0) }),
            bufferingNewest: limit,
            body
        )
    }
}
