internal import Synchronization

/// An event that may wait for its consumer, and be dropped.
package protocol DroppableEvent: Sendable {
    /// What tells that events are missing because the connection was lost.
    static var reconnected: Self { get }
    /// What tells that so many of the oldest events were dropped.
    static func overflow(dropped count: Int) -> Self
    /// Whether this tells of missing events: then it is not dropped unnoticed.
    var isGap: Bool { get }
}

/// What waits between the connection that brings events and the task that takes them.
///
/// It holds so many events and no more: when the consumer is too slow the oldest are dropped, and
/// the consumer is told how many. A gap among them is told of too.
package final class SubscriptionBuffer<Event: DroppableEvent>: Sendable {
    package typealias Outcome = Result<Event?, BackendError>

    private struct State {
        var events: [Event] = []
        /// Where the events begin that are not taken yet.
        var start = 0
        var droppedCount = 0
        /// Whether a gap is among what was dropped.
        var hasDroppedGap = false
        var consumer: UnsafeContinuation<Outcome, Never>?
        var end: Outcome?

        var count: Int { events.count - start }

        mutating func take() -> Event? {
            if hasDroppedGap {
                hasDroppedGap = false
                return .reconnected
            }
            if droppedCount > 0 {
                defer { droppedCount = 0 }
                return .overflow(dropped: droppedCount)
            }
            guard count > 0 else { return nil }
            defer { removeFirst() }
            return events[start]
        }

        mutating func dropFirst() {
            if events[start].isGap { hasDroppedGap = true } else { droppedCount += 1 }
            removeFirst()
        }

        /// Taken ones are removed when they are the greater part: constant time on average.
        private mutating func removeFirst() {
            start += 1
            guard start > 64, start * 2 > events.count else { return }
            events.removeSubrange(..<start)
            start = 0
        }
    }

    private let limit: Int
    private let state = Mutex(State())

    package init(limit: Int) { self.limit = max(limit, 1) }

    /// Adds an event; the oldest goes when there are too many.
    package func push(_ event: Event) {
        let consumer: UnsafeContinuation<Outcome, Never>? = state.withLock { state in
            guard state.end == nil else { return nil }
            if let consumer = state.consumer {
                state.consumer = nil
                return consumer
            }
            if state.count >= limit { state.dropFirst() }
            state.events.append(event)
            return nil
        }
        consumer?.resume(returning: .success(event))
    }

    /// Ends the sequence, after what it holds; with an error if there is one.
    package func finish(_ error: BackendError? = nil) {
        let outcome: Outcome = error.map { .failure($0) } ?? .success(nil)
        let consumer = state.withLock { state in
            if state.end == nil { state.end = outcome }
            defer { state.consumer = nil }
            return state.consumer
        }
        consumer?.resume(returning: outcome)
    }

    /// The next event; nil at the end.
    ///
    /// - Throws: why the sequence ended, when it did not end by itself;
    ///   ``BackendError/cancelled`` when the task is.
    package func next() async throws(BackendError) -> Event? {
        let outcome = await withTaskCancellationHandler {
            await withUnsafeContinuation { continuation in
                let ready: Outcome? = state.withLock { state in
                    if let event = state.take() { return .success(event) }
                    if let end = state.end { return end }
                    if Task.isCancelled { return .failure(.cancelled) }
                    guard state.consumer == nil else {
                        return .failure(.invalidRequest("a subscription has one consumer"))
                    }
                    state.consumer = continuation
                    return nil
                }
                if let ready { continuation.resume(returning: ready) }
            }
        } onCancel: {
            let consumer = state.withLock { state in
                defer { state.consumer = nil }
                return state.consumer
            }
            consumer?.resume(returning: .failure(.cancelled))
        }
        #if THREAD_SANITIZER
        state.withLock { _ in }
        #endif
        return try outcome.get()
    }
}
