import StdnetBackend
import Synchronization

/// A client of the server for one task: for commands that wait, for WATCH.
final class MemoryClient: Sendable {
    private let server: MemoryServer
    private let identifier: ServerClient.Identifier
    /// The reply that is waited for, when one is.
    private let late = Mutex<LateReply?>(nil)

    init(of server: MemoryServer, database: Int) {
        self.server = server
        // The sink has to reach this object, which is not there yet.
        let place = Place()
        identifier = server.withState { state in
            let client = state.connect(from: MemoryBackend.address, isTrusted: true) { delivery in
                place.client.withLock { $0 }?.receive(delivery)
            }
            client.database = database
            return client.identifier
        }
        place.client.withLock { $0 = self }
    }

    private final class Place: Sendable {
        let client = Mutex<MemoryClient?>(nil)
    }

    private func receive(_ delivery: Delivery) {
        let waiting = late.withLock { $0 }
        switch delivery {
        case .reply(let reply):
            if let first = reply.finishOne() { waiting?.resume(.success(first)) }
        case .retry: waiting?.resume()
        case .push: break
        case .end: waiting?.resume(.failure(.connection(.lost(address: MemoryBackend.address))))
        }
    }

    /// Ends the client.
    func end() {
        server.withState { state in
            if let client = state.clients[identifier] { state.disconnect(client) }
        }
    }

    /// Runs the commands of a batch one after the other, others in between.
    func run(_ batch: CommandBatch) async throws(BackendError) -> [Reply] {
        let deadline = batch.timeout.map { server.clock.milliseconds + $0.milliseconds }
        var replies: [Reply] = []
        while replies.count < batch.count {
            let late = LateReply()
            self.late.withLock { $0 = late }
            let start = try start(batch, replies.count)
            if case .done(let reply) = start {
                replies.append(reply)
                continue
            }
            if let deadline, let timeout = batch.timeout {
                server.clock.wake(at: deadline) {
                    late.resume(.failure(.connection(.timedOut(after: timeout))))
                }
            }
            let reply = try await late.value()
            if case .waiting = start { replies.append(reply) }
        }
        return replies
    }

    /// What became of a command that was started.
    private enum Start {
        case done(Reply)
        /// The reply comes later.
        case waiting
        /// Clients are paused: it has to be tried again.
        case held
    }

    /// Runs a command.
    private func start(_ batch: CommandBatch, _ position: Int) throws(BackendError) -> Start {
        try server.withState { (state) throws(BackendError) -> Start in
            guard let client = state.clients[identifier], !state.isClosed else {
                throw .connection(.lost(address: MemoryBackend.address))
            }
            var reply = ReplyBuilder()
            let progress = state.run(batch, position, client, &reply)
            switch progress {
            case .waiting: return .waiting
            case .held: return .held
            case .answered: break
            }
            guard let first = reply.finishOne() else {
                throw .connection(.lost(address: MemoryBackend.address))
            }
            return .done(first)
        }
    }

    /// Runs a batch as a transaction: not at all when something that is watched has changed.
    func transact(_ batch: CommandBatch) throws(BackendError) -> MemoryBackend.BatchRun {
        try server.withState { (state) throws(BackendError) -> MemoryBackend.BatchRun in
            guard let client = state.clients[identifier], !state.isClosed else {
                throw .connection(.lost(address: MemoryBackend.address))
            }
            if state.pause.isOn, let end = state.hold(batch) { return .held(until: end) }
            let isStale = client.hasStaleWatch
            state.unwatch(client)
            guard !isStale else { throw .conflict(.watchedKeyChanged) }
            var replies = ReplyBuilder()
            state.runTogether(batch, client, &replies)
            return .done(replies.finish())
        }
    }

    func unwatch() {
        server.withState { state in
            if let client = state.clients[identifier] { state.unwatch(client) }
        }
    }
}

extension Duration {
    /// Whole milliseconds, rounded up.
    var milliseconds: Int {
        let (seconds, attoseconds) = components
        let part = Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
        let (product, isTooLong) = Int(seconds).multipliedReportingOverflow(by: 1000)
        return isTooLong ? .max / 2 : product + part
    }
}
