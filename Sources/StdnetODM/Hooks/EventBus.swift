import Synchronization

/// Brings what is committed to those who listen.
final class EventBus: Sendable {
    /// Listens for as long as somebody holds it.
    final class Subscription: Sendable {
        let buffer: SubscriptionBuffer<ModelEvent>
        private let number: Int
        private let bus: EventBus

        fileprivate init(_ buffer: SubscriptionBuffer<ModelEvent>, _ number: Int, _ bus: EventBus) {
            self.buffer = buffer
            self.number = number
            self.bus = bus
        }

        deinit { bus.remove(number) }
    }

    private struct Listener {
        let number: Int
        let model: String
        let buffer: SubscriptionBuffer<ModelEvent>
    }

    private struct State {
        var listeners: [Listener] = []
        var count = 0
    }

    private let state = Mutex(State())

    var hasListeners: Bool { state.withLock { !$0.listeners.isEmpty } }

    func subscribe(to model: String, limit: Int) -> Subscription {
        let buffer = SubscriptionBuffer<ModelEvent>(limit: limit)
        let number = state.withLock { state in
            state.count += 1
            state.listeners.append(Listener(number: state.count, model: model, buffer: buffer))
            return state.count
        }
        return Subscription(buffer, number, self)
    }

    private func remove(_ number: Int) {
        state.withLock { $0.listeners.removeAll { $0.number == number } }
    }

    /// Tells each listener the changes of its model, and the deletions among them once more.
    func tell(
        _ changes: [ObjectChange],
        _ event: ([ObjectChange]) -> ModelEvent,
        _ deletion: ([ObjectChange]) -> ModelEvent
    ) {
        for listener in state.withLock({ $0.listeners }) {
            let own = changes.filter { $0.model == listener.model }
            guard !own.isEmpty else { continue }
            listener.buffer.push(event(own))
            let deletions = own.filter(\.isDeletion)
            if !deletions.isEmpty { listener.buffer.push(deletion(deletions)) }
        }
    }

    /// Tells each listener to whose model there were changes that they failed.
    func tell(_ changes: [ObjectChange], failure: CommitFailure) {
        let models = Set(changes.map(\.model))
        for listener in state.withLock({ $0.listeners }) where models.contains(listener.model) {
            listener.buffer.push(.failed(failure))
        }
    }
}
