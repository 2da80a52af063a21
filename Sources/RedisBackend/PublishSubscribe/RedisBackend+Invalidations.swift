public import StdnetBackend

extension RedisBackend: CacheInvalidating {
    /// Listens to changes of keys for the time of a closure, on a connection of its own.
    ///
    /// The connection speaks RESP3, whatever the others speak: Redis 6 or newer is needed.
    ///
    /// - Throws: ``BackendError`` when the server can't be reached, is too old or refuses; what `body`
    ///   throws.
    public func invalidations<Result: Sendable>(
        ofKeysWithPrefixes prefixes: [String],
        bufferingNewest limit: Int,
        _ body: (Invalidations) async throws -> Result
    ) async throws -> Result {
        let buffer = SubscriptionBuffer<Invalidation>(limit: limit)
        let listener = RedisInvalidations(
            ofKeysWithPrefixes: prefixes,
            buffer: buffer,
            listening: ListeningConnection(tracking, connector)
        )
        defer { listener.end() }
        try await listener.start()
        return try await body(Invalidations(buffer: buffer))
    }
}
