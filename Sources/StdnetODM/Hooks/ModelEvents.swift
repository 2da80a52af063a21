/// What happens to the objects of one model, as this process commits it.
@nonexhaustive
public enum ModelEvent: Sendable, Equatable {
    /// These changes are about to be sent; the original's `pre_commit`.
    case willCommit([ObjectChange])
    /// These changes were committed, new objects with their ids, and the end of each object that a query
    /// found or a delete rule reached; the original's `post_commit`.
    case didCommit([ObjectChange])
    /// These deletions are about to be sent; the original's `pre_delete`.
    case willDelete([ObjectChange])
    /// These deletions were committed, each object that a query found or a delete rule reached among them;
    /// the original's `post_delete`.
    case didDelete([ObjectChange])
    /// The changes that were about to be sent were not committed.
    case failed(CommitFailure)
    /// So many events were dropped because they were not taken in time.
    case missed(count: Int)
}

extension ModelEvent: DroppableEvent {
    /// Nothing is lost with a connection: events come from this process.
    package static var reconnected: ModelEvent { .missed(count: 0) }
    /// So many were dropped.
    package static func overflow(dropped count: Int) -> ModelEvent { .missed(count: count) }
    /// None tells of a lost connection.
    package var isGap: Bool { false }
}

/// The events of one model, from the moment at which they were asked for.
///
/// One consumer. It waits for as long as there is nothing; a task that is cancelled gets nil.
public struct ModelEvents: AsyncSequence, Sendable {
    /// What comes.
    public typealias Element = ModelEvent
    /// It never fails.
    public typealias Failure = Never

    let subscription: EventBus.Subscription

    /// The one consumer.
    public func makeAsyncIterator() -> Iterator { Iterator(subscription: subscription) }

    /// Takes events one after another.
    public struct Iterator: AsyncIteratorProtocol {
        let subscription: EventBus.Subscription

        /// The next event; nil when the task is cancelled.
        public mutating func next() async -> ModelEvent? {
            try? await subscription.buffer.next()
        }
    }
}

extension Database {
    /// What this process commits to the objects of a model, through this database or a copy of it.
    ///
    /// Events come in the order of the commits of one task. What others commit is not heard here.
    ///
    /// - Parameters:
    ///   - model: Whose changes.
    ///   - limit: How many events may wait; when there are more, the oldest are dropped, and
    ///     ``ModelEvent/missed(count:)`` says so.
    /// - Returns: A sequence that listens from now on, until it is let go of.
    public func events<M: Model>(of model: M.Type, limit: Int = 1024) -> ModelEvents {
        ModelEvents(subscription: memory.events.subscribe(to: M.modelName, limit: limit))
    }
}
