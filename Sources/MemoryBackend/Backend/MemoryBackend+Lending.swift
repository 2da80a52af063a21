public import StdnetBackend
import Synchronization

extension MemoryBackend: ConnectionLending {
    /// Lends a client of the server for the time of a closure; what it watches is forgotten then.
    ///
    /// - Throws: what `body` throws.
    public func withConnection<Result: Sendable>(
        _ body: (any Backend) async throws -> Result
    ) async throws -> Result {
        try checkOpen()
        let lent = LentClient(MemoryClient(of: server, database: database))
        defer { lent.end() }
        return try await body(lent)
    }
}

/// A client of the server that one task has for itself, as a backend.
private final class LentClient: Backend {
    private let client: MemoryClient
    private let isOver = Atomic<Bool>(false)

    init(_ client: MemoryClient) { self.client = client }

    func execute(_ batch: CommandBatch) async throws(BackendError) -> [Reply] {
        guard !batch.isEmpty else { return [] }
        guard !isOver.load(ordering: .relaxed) else {
            throw .invalidRequest(
                "the connection was lent for the time of a closure, which is over"
            )
        }
        guard !Task.isCancelled else { throw .cancelled }
        _ = try BatchRoute(batch, watches: true)
        guard batch.isolation == .transaction else { return try await client.run(batch) }
        try MemoryBackend.checkQueueing(batch)
        while true {
            switch try client.transact(batch) {
            case .done(let replies): return replies
            case .held(let end): _ = try await end.value()
            }
        }
    }

    func close() async {}

    func end() {
        isOver.store(true, ordering: .relaxed)
        client.end()
    }
}
