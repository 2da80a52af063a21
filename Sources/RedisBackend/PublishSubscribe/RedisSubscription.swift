internal import StdnetBackend
internal import Synchronization

/// What one subscription wants and has: subscribed again on each connection that replaces a lost one.
final class RedisSubscription: SubscriptionTransport, Listener {
    fileprivate struct Change {
        let topics: Set<Topic>
        /// Those that nobody wanted before.
        let added: Set<Topic>
        let isAddition: Bool
        let waiter: Waiter<Void>
    }

    /// A command that the server has yet to answer: once for each topic, or with one refusal.
    fileprivate struct Request {
        var missing: Set<Topic>
        let isAddition: Bool
        /// Whether it asks again for what a lost connection had.
        let isRenewal: Bool
    }

    fileprivate struct State {
        var wanted: Set<Topic> = []
        var confirmed: Set<Topic> = []
        var changes: [Change] = []
        /// In the order in which they were posted, and are answered.
        var requests: [Request] = []
        var connection: RedisConnection?
        var isOver = false
    }

    private let buffer: SubscriptionBuffer<SubscriptionEvent>
    private let listening: ListeningConnection
    private let state = Mutex(State())

    init(buffer: SubscriptionBuffer<SubscriptionEvent>, listening: ListeningConnection) {
        self.buffer = buffer
        self.listening = listening
    }

    // MARK: What is subscribed

    var topics: Set<Topic> { state.withLock { $0.wanted } }

    func subscribe(_ topics: Set<Topic>) async throws(BackendError) {
        try await change(topics, isAddition: true)
    }

    func unsubscribe(_ topics: Set<Topic>) async throws(BackendError) {
        try await change(topics, isAddition: false)
    }

    private func change(_ topics: Set<Topic>, isAddition: Bool) async throws(BackendError) {
        let waiter = Waiter<Void>()
        let connection: RedisConnection? = state.withLock { state in
            let added = isAddition ? topics.subtracting(state.wanted) : []
            if isAddition {
                state.wanted.formUnion(topics)
            } else {
                state.wanted.subtract(topics)
            }
            if !state.isOver, state.lacks(topics, isAddition: isAddition) {
                let change = Change(
                    topics: topics,
                    added: added,
                    isAddition: isAddition,
                    waiter: waiter
                )
                state.changes.append(change)
            } else {
                waiter.resume(state.isOver ? .failure(.connection(.closed)) : .success(()))
            }
            return state.connection
        }
        // What can't be posted is subscribed with the next connection.
        if let connection { post(topics, isAddition: isAddition, on: connection) }
        try await waiter.value(by: listening.deadline) {
            .connection(.timedOut(after: $0.limit))
        }
    }

    private func post(
        _ topics: Set<Topic>,
        isAddition: Bool,
        isRenewal: Bool = false,
        on connection: RedisConnection
    ) {
        var batch = CommandBatch()
        var requests: [Request] = []
        for (verb, topics) in Topic.verbs(topics, isAddition: isAddition) {
            requests.append(
                Request(missing: Set(topics), isAddition: isAddition, isRenewal: isRenewal)
            )
            batch.append { vector in
                vector.append(verb)
                for topic in topics { vector.append(topic.name) }
            }
        }
        guard !batch.isEmpty else { return }
        // Posted under the lock, so that the requests are noted in the order of their answers.
        state.withLock { state in
            guard state.connection === connection else { return }
            state.requests += requests
            // Fails only on a lost connection, of which the receiver hears too.
            try? connection.post(batch)
        }
    }

    // MARK: The connection

    /// Connects for the first time.
    func start() async throws(BackendError) { try await listening.start(for: self) }

    func willListen(on connection: RedisConnection) {
        state.withLock { $0.connection = connection }
    }

    func didBegin(on connection: RedisConnection) {
        let wanted = state.withLock { $0.wanted }
        post(wanted, isAddition: true, isRenewal: true, on: connection)
    }

    func receive(_ reply: Reply, from connection: RedisConnection) { handle(PushedReply(reply)) }

    func didLose(_ connection: RedisConnection) {
        state.withLock { state in
            state.connection = nil
            state.confirmed = []
            state.requests = []
        }
    }

    func didReconnect() { buffer.push(.gap(.reconnected)) }

    func didFail(_ error: BackendError) { buffer.finish(error) }

    private func handle(_ reply: PushedReply) {
        switch reply {
        case .message(let message): buffer.push(.message(message))
        case .subscribed(let topic):
            confirm(topic) { $0.insert(topic) }
            dropUnwanted(topic)
        case .unsubscribed(let topic): confirm(topic) { $0.remove(topic) }
        case .refused(let text): refuse(text)
        case .invalidated, .other: break
        }
    }

    private func confirm(_ topic: Topic, _ change: (inout Set<Topic>) -> Void) {
        let done = state.withLock { state in
            change(&state.confirmed)
            state.answer(topic)
            let changes = state.changes
            let isOpen = changes.map { state.lacks($0.topics, isAddition: $0.isAddition) }
            state.changes = zip(changes, isOpen).filter(\.1).map(\.0)
            return zip(changes, isOpen).filter { !$0.1 }.map(\.0)
        }
        for change in done { change.waiter.resume(.success(())) }
    }

    /// What came with something that was refused is not kept.
    private func dropUnwanted(_ topic: Topic) {
        let connection = state.withLock { $0.wanted.contains(topic) ? nil : $0.connection }
        if let connection { post([topic], isAddition: false, on: connection) }
    }

    /// The server does not let us subscribe: those who asked hear of it, else the consumer does.
    private func refuse(_ text: String) {
        let vector: Arguments = ["SUBSCRIBE"]
        let error = vector.withView { BackendError(errorReply: text, to: $0) }
        var changes: [Change] = []
        var isRenewal = false
        var undone: (topics: Set<Topic>, connection: RedisConnection)?
        state.withLock { state in
            // What was not asked, such as a PING that the user may not use, is nobody's refusal.
            guard !state.requests.isEmpty else { return }
            let refused = state.requests.removeFirst()
            isRenewal = refused.isRenewal
            let isRefused = { (change: Change) in
                change.isAddition == refused.isAddition
                    && !change.topics.isDisjoint(with: refused.missing)
            }
            changes = state.changes.filter(isRefused)
            state.changes.removeAll(where: isRefused)
            // All of such a change is taken back; what the server confirms later is dropped then.
            let added = changes.reduce(into: Set<Topic>()) { $0.formUnion($1.added) }
            state.wanted.subtract(added)
            let strays = added.intersection(state.confirmed)
            if let connection = state.connection, !strays.isEmpty { undone = (strays, connection) }
        }
        if let (topics, connection) = undone { post(topics, isAddition: false, on: connection) }
        for change in changes { change.waiter.resume(.failure(error)) }
        if isRenewal { buffer.finish(error) }
    }

    /// Ends the subscription.
    func end() {
        let changes = state.withLock { state in
            state.isOver = true
            defer {
                state.changes = []
                state.connection = nil
            }
            return state.changes
        }
        listening.end()
        for change in changes { change.waiter.resume(.failure(.connection(.closed))) }
        buffer.finish()
    }
}

extension RedisSubscription.State {
    /// Notes the answer to the oldest request, which is about this topic.
    fileprivate mutating func answer(_ topic: Topic) {
        guard !requests.isEmpty else { return }
        requests[0].missing.remove(topic)
        if requests[0].missing.isEmpty { requests.removeFirst() }
    }

    /// Whether the server has yet to confirm some of a change.
    fileprivate func lacks(_ topics: Set<Topic>, isAddition: Bool) -> Bool {
        isAddition ? !topics.isSubset(of: confirmed) : !topics.isDisjoint(with: confirmed)
    }
}
