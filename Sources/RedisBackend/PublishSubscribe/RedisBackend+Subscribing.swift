public import StdnetBackend

extension RedisBackend: Subscribing {
    /// Listens for the time of a closure, on a connection of its own.
    ///
    /// - Throws: ``BackendError`` when the server can't be reached or refuses; what `body` throws.
    public func subscribe<Result: Sendable>(
        to topics: Set<Topic>,
        bufferingNewest limit: Int,
        _ body: (Subscription) async throws -> Result
    ) async throws -> Result {
        let buffer = SubscriptionBuffer<SubscriptionEvent>(limit: limit)
        let transport = RedisSubscription(
            buffer: buffer,
            listening: ListeningConnection(dedicated, connector)
        )
        try await transport.start()
        defer { transport.end() }
        try await transport.subscribe(topics)
        return try await body(Subscription(buffer: buffer, transport: transport))
    }
}
