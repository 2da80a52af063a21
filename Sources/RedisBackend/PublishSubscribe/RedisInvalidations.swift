internal import StdnetBackend
internal import Synchronization

/// What listens to changes of keys: asked for again on each connection that replaces a lost one.
final class RedisInvalidations: Listener {
    private struct State {
        /// Who waits for the first confirmation; nil once it has come.
        var opening: Waiter<Void>?
        /// How many answers of the server to our requests are missing.
        var missing = 0
    }

    private let prefixes: [String]
    private let buffer: SubscriptionBuffer<Invalidation>
    private let listening: ListeningConnection
    private let state = Mutex(State())

    init(
        ofKeysWithPrefixes prefixes: [String],
        buffer: SubscriptionBuffer<Invalidation>,
        listening: ListeningConnection
    ) {
        self.prefixes = prefixes
        self.buffer = buffer
        self.listening = listening
    }

    /// Connects, and waits until the server has confirmed.
    func start() async throws(BackendError) {
        let waiter = Waiter<Void>()
        state.withLock { $0.opening = waiter }
        try await listening.start(for: self)
        try await waiter.value(by: listening.deadline) {
            .connection(.timedOut(after: $0.limit))
        }
    }

    func willListen(on connection: RedisConnection) { state.withLock { $0.missing = 2 } }

    func didBegin(on connection: RedisConnection) {
        // HELLO again: a server that does not know it was spoken to in RESP2, where tracking would be
        // confirmed and nothing ever be sent.
        var batch = CommandBatch(of: RawCommand("HELLO", "3"))
        batch.append { vector in
            for word in ["CLIENT", "TRACKING", "ON", "BCAST"] { vector.append(word) }
            for prefix in prefixes {
                vector.append("PREFIX")
                vector.append(prefix)
            }
        }
        // Fails only on a lost connection, of which we hear too.
        try? connection.post(batch)
    }

    func receive(_ reply: Reply, from connection: RedisConnection) {
        if case .invalidated(let keys) = PushedReply(reply) {
            buffer.push(keys.map { .keys($0) } ?? .everything)
        } else if reply.kind != .push {
            answer(reply)
        }
    }

    /// An answer to HELLO, to CLIENT TRACKING, or later to a PING, which a user may be kept from.
    private func answer(_ reply: Reply) {
        let vector: Arguments = ["CLIENT", "TRACKING"]
        let error =
            reply.kind == .error
            ? vector.withView { BackendError(errorReply: reply.text, to: $0) } : nil
        let (isOurs, opening) = state.withLock { state -> (Bool, Waiter<Void>?) in
            guard state.missing > 0 else { return (false, nil) }
            state.missing -= 1
            if error != nil { state.missing = 0 }
            guard state.missing == 0 else { return (true, nil) }
            defer { state.opening = nil }
            return (true, state.opening)
        }
        guard isOurs else { return }
        if let error {
            opening?.resume(.failure(error))
            buffer.finish(error)
        } else {
            opening?.resume(.success(()))
        }
    }

    func didLose(_ connection: RedisConnection) {}

    func didReconnect() { buffer.push(.everything) }

    func didFail(_ error: BackendError) {
        let opening = state.withLock { state in
            defer { state.opening = nil }
            return state.opening
        }
        opening?.resume(.failure(error))
        buffer.finish(error)
    }

    /// Ends the listening.
    func end() {
        listening.end()
        buffer.finish()
    }
}
