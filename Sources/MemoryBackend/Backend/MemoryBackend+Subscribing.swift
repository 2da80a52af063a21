public import StdnetBackend
import Synchronization

extension MemoryBackend: Subscribing {
    /// Listens for the time of a closure.
    ///
    /// - Throws: what `body` throws.
    public func subscribe<Result: Sendable>(
        to topics: Set<Topic>,
        bufferingNewest limit: Int,
        _ body: (Subscription) async throws -> Result
    ) async throws -> Result {
        try checkOpen()
        let buffer = SubscriptionBuffer<SubscriptionEvent>(limit: limit)
        let transport = MemorySubscription(server, database: database, buffer)
        defer { transport.end() }
        try await transport.subscribe(topics)
        return try await body(Subscription(buffer: buffer, transport: transport))
    }
}

/// A client of the server that listens to channels.
private final class MemorySubscription: SubscriptionTransport {
    private let server: MemoryServer
    private let identifier: ServerClient.Identifier
    private let buffer: SubscriptionBuffer<SubscriptionEvent>
    private let wanted = Mutex<Set<Topic>>([])

    init(
        _ server: MemoryServer,
        database: Int,
        _ buffer: SubscriptionBuffer<SubscriptionEvent>
    ) {
        self.server = server
        self.buffer = buffer
        identifier = server.withState { state in
            let client = state.connect(from: MemoryBackend.address, isTrusted: true) { delivery in
                guard case .push(let push) = delivery else {
                    return buffer.finish(.connection(.lost(address: MemoryBackend.address)))
                }
                for reply in push.finish() {
                    if case .message(let message) = PushedReply(reply) {
                        buffer.push(.message(message))
                    }
                }
            }
            client.database = database
            return client.identifier
        }
    }

    var topics: Set<Topic> { wanted.withLock { $0 } }

    func subscribe(_ topics: Set<Topic>) async throws(BackendError) {
        try change(topics, isAddition: true)
        wanted.withLock { $0.formUnion(topics) }
    }

    func unsubscribe(_ topics: Set<Topic>) async throws(BackendError) {
        try change(topics, isAddition: false)
        wanted.withLock { $0.subtract(topics) }
    }

    private func change(_ topics: Set<Topic>, isAddition: Bool) throws(BackendError) {
        try server.withState { (state) throws(BackendError) in
            guard let client = state.clients[identifier] else { throw .connection(.closed) }
            for (verb, topics) in Topic.verbs(topics, isAddition: isAddition) {
                var words: Arguments = []
                words.append(verb)
                for topic in topics { words.append(topic.name) }
                var confirmation = ReplyBuilder()
                words.withView { _ = state.process(client, $0, &confirmation) }
            }
        }
    }

    func end() {
        server.withState { state in
            if let client = state.clients[identifier] { state.disconnect(client) }
        }
        buffer.finish()
    }
}
