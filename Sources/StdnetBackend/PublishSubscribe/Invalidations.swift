/// What a cache beside the application must forget.
@nonexhaustive
public enum Invalidation: Sendable, Equatable {
    /// These keys changed, or ended.
    case keys([Bytes])
    /// Any key may have changed: the database was emptied, the connection was lost and made again,
    /// or the consumer was too slow to be told of each.
    case everything
}

extension Invalidation: DroppableEvent {
    package static var reconnected: Self { .everything }
    package static func overflow(dropped count: Int) -> Self { .everything }
    package var isGap: Bool { self == .everything }
}

/// What changes in a database, key by key, as long as somebody listens: what a cache needs to know.
///
/// An asynchronous sequence with one consumer. Whatever is missed shows as
/// ``Invalidation/everything``, so a cache that obeys is never wrong for long.
public struct Invalidations: AsyncSequence, Sendable {
    private let buffer: SubscriptionBuffer<Invalidation>
    /// How many bytes of each key are a prefix that the consumer does not know.
    private var hiddenCount = 0

    package init(buffer: SubscriptionBuffer<Invalidation>) { self.buffer = buffer }

    /// The same, each key without its first bytes.
    func hiding(_ count: Int) -> Invalidations {
        var other = self
        other.hiddenCount += count
        return other
    }

    /// Takes one after another.
    public struct Iterator: AsyncIteratorProtocol {
        let buffer: SubscriptionBuffer<Invalidation>
        let hiddenCount: Int

        /// What to forget next; nil when the listening has ended.
        ///
        /// - Throws: why there is no more: closed, or the server no longer lets us in.
        public mutating func next() async throws(BackendError) -> Invalidation? {
            let next = try await buffer.next()
            guard hiddenCount > 0, case .keys(let keys) = next else { return next }
            return .keys(keys.map { Bytes($0.dropFirst(hiddenCount)) })
        }
    }

    /// The one consumer.
    public func makeAsyncIterator() -> Iterator {
        Iterator(buffer: buffer, hiddenCount: hiddenCount)
    }
}

/// A backend that can tell which keys change, so that their values may be cached beside it.
public protocol CacheInvalidating: Backend {
    /// Listens to changes of keys for the time of a closure.
    ///
    /// - Parameters:
    ///   - prefixes: What the keys start with; none for all keys. Redis refuses prefixes of which one
    ///     is the start of another.
    ///   - limit: How many invalidations may wait for the consumer. When it is slower, the oldest are
    ///     dropped and ``Invalidation/everything`` takes their place.
    ///   - body: Consumes the invalidations; begins when the server has confirmed to send them.
    /// - Returns: what `body` returns.
    /// - Throws: ``BackendError`` when the server can't be reached, is too old or refuses; what `body`
    ///   throws.
    /// - Note: `CLIENT TRACKING ON BCAST`: the server keeps no list of what was read.
    func invalidations<Result: Sendable>(
        ofKeysWithPrefixes prefixes: [String],
        bufferingNewest limit: Int,
        _ body: (Invalidations) async throws -> Result
    ) async throws -> Result
}

extension CacheInvalidating {
    /// Listens to changes of keys with some prefixes, or of all keys, for the time of a closure.
    public func invalidations<Result: Sendable>(
        ofKeysWithPrefixes prefixes: String...,
        bufferingNewest limit: Int = 1024,
        _ body: (Invalidations) async throws -> Result
    ) async throws -> Result {
        try await invalidations(ofKeysWithPrefixes: prefixes, bufferingNewest: limit, body)
    }
}
