internal import StdnetBackend

/// What becomes of one batch over all its attempts: the rules of what may be sent again.
struct BatchRun {
    private let batch: CommandBatch
    private let retryLimit: Int
    private var lossCount = 0
    private var hasLoadedScripts = false
    private(set) var isConnectionUseless = false

    init(_ batch: CommandBatch, retryLimit: Int) {
        self.batch = batch
        self.retryLimit = retryLimit
    }

    /// The replies; nil when the batch has to be sent again.
    ///
    /// - Throws: why there are none, when sending again could do harm or makes no sense.
    mutating func replies(
        _ outcome: CallOutcome,
        from connection: RedisConnection
    ) throws(BackendError) -> [Reply]? {
        if let failure = outcome.failure {
            // What never left may be sent again also where others met a broken reply.
            let mayRunAgain =
                failure.isLoss && batch.isRepeatable
                || outcome.isUnsent && (failure.isLoss || failure.isBrokenReply)
            guard mayRunAgain, lossCount < retryLimit else { throw failure }
            lossCount += 1
            return nil
        }
        if !outcome.loadedScripts.isEmpty {
            connection.forgetScripts(outcome.refusedScripts.keys)
        }
        let replies = try outcome.results(of: batch)
        if try mustReload(replies, on: connection) { return nil }
        // Nothing of it ran: a replica took the place of the server. The next connection may lead to
        // the new one.
        if batch.count == 1, replies[0].isFromReplica, lossCount < retryLimit {
            isConnectionUseless = true
            lossCount += 1
            return nil
        }
        return replies
    }

    /// Whether somebody flushed the server's scripts, and the batch may go out once more, the scripts
    /// before it; never a third time.
    private mutating func mustReload(
        _ replies: [Reply],
        on connection: RedisConnection
    ) throws(BackendError) -> Bool {
        guard !batch.scripts.isEmpty else { return false }
        let unknown = batch.scripts.filter { replies[$0.position].isUnknownScript }
        guard !unknown.isEmpty else { return false }
        connection.forgetScripts(unknown.map(\.source.sha1))
        guard !hasLoadedScripts, batch.count == 1 || batch.isRepeatable else { return false }
        hasLoadedScripts = true
        return true
    }
}

extension BackendError {
    /// Whether the connection went away under the call, or before it.
    fileprivate var isLoss: Bool {
        switch self {
        case .connection(.lost), .connection(.closed), .connection(.unreachable),
            .connection(.notRedis):
            true
        default: false
        }
    }

    fileprivate var isBrokenReply: Bool {
        if case .decoding = self { true } else { false }
    }
}

extension Reply {
    /// Whether a server refused to write because it is a replica.
    fileprivate var isFromReplica: Bool { kind == .error && text.hasPrefix("READONLY ") }
}
