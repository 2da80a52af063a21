/// A place that runs commands: Redis, or the same data model in process.
///
/// The one requirement is request and reply. Everything typed is an extension; everything that is
/// not request and reply is a capability protocol of its own, such as ``KeyspaceCopying``.
public protocol Backend: Sendable {
    /// Runs commands in order, in one round trip, and answers one reply each.
    ///
    /// An error reply is a reply: see ``CommandBatch/checked(_:at:)``. A transaction that the server
    /// refused as a whole throws.
    ///
    /// - Throws: ``BackendError`` when there are no replies: no connection, no time, cancelled.
    func execute(_ batch: CommandBatch) async throws(BackendError) -> [Reply]

    /// Runs a batch of one command.
    ///
    /// As ``execute(_:)``, which is what it does unless a backend can do without the list of replies.
    func reply(to batch: CommandBatch) async throws(BackendError) -> Reply

    /// Finishes what was sent, refuses what comes after.
    func close() async
}

extension Backend {
    /// Runs a batch of one command by ``execute(_:)``.
    public func reply(to batch: CommandBatch) async throws(BackendError) -> Reply {
        try await onlyReply(to: batch)
    }

    /// The one reply that ``execute(_:)`` answers.
    package func onlyReply(to batch: CommandBatch) async throws(BackendError) -> Reply {
        let replies = try await execute(batch)
        guard let reply = replies.first, replies.count == 1 else {
            throw .decoding(expected: "1 reply", found: "\(replies.count)")
        }
        return reply
    }
}
