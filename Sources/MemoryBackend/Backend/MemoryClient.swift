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
            if let first = reply.finish().first { waiting?.resume(.success(first)) }
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
        for position in 0..<batch.count {
            let late = LateReply()
            self.late.withLock { $0 = late }
            if let reply = try start(batch, position) {
                replies.append(reply)
                continue
            }
            if let deadline, let timeout = batch.timeout {
                server.clock.wake(at: deadline) {
                    late.resume(.failure(.connection(.timedOut(after: timeout))))
                }
            }
            replies.append(try await late.value())
        }
        return replies
    }

    /// Runs a command; nil when its reply comes later.
    private func start(_ batch: CommandBatch, _ position: Int) throws(BackendError) -> Reply? {
        try server.withState { (state) throws(BackendError) -> Reply? in
            guard let client = state.clients[identifier], !state.isClosed else {
                throw .connection(.lost(address: MemoryBackend.address))
            }
            var reply = ReplyBuilder()
            let progress = state.run(batch, position, client, &reply)
            if progress == .waiting { return nil }
            guard let first = reply.finish().first else {
                throw .connection(.lost(address: MemoryBackend.address))
            }
            return first
        }
    }

    /// Runs a batch as a transaction: not at all when something that is watched has changed.
    func transact(_ batch: CommandBatch) throws(BackendError) -> [Reply] {
        try server.withState { (state) throws(BackendError) -> [Reply] in
            guard let client = state.clients[identifier], !state.isClosed else {
                throw .connection(.lost(address: MemoryBackend.address))
            }
            let isStale = client.hasStaleWatch
            state.unwatch(client)
            guard !isStale else { throw .conflict(.watchedKeyChanged) }
            var replies = ReplyBuilder()
            state.runTogether(batch, client, &replies)
            return replies.finish()
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
