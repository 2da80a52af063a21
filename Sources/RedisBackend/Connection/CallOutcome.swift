internal import StdnetBackend

/// What became of the requests of one call, as the server answered them.
struct CallOutcome: Sendable {
    /// The replies in the order of the requests; fewer when the call failed.
    var replies: [Reply] = []
    /// The scripts that were loaded before the commands: their replies come first.
    var loadedScripts: [String] = []
    /// Why there are no more replies.
    var failure: BackendError?
    /// Whether nothing of the call ever left, so that it may be made again elsewhere.
    var isUnsent = false

    /// One reply for each command of the batch that was sent.
    ///
    /// A script that the server refused to load answers with the reason instead of "unknown script".
    func results(of batch: CommandBatch) throws(BackendError) -> [Reply] {
        if let failure { throw failure }
        if batch.isolation == .pipeline, loadedScripts.isEmpty { return replies }
        let answers = replies.dropFirst(loadedScripts.count)
        var results =
            batch.isolation == .transaction ? try Self.transactionResults(answers) : Array(answers)
        guard results.count == batch.count else {
            throw .decoding(expected: "\(batch.count) replies", found: "\(results.count)")
        }
        let refused = refusedScripts
        if refused.isEmpty { return results }
        for (position, script) in batch.scripts where results[position].isUnknownScript {
            results[position] = refused[script.sha1] ?? results[position]
        }
        return results
    }

    /// The scripts that the server did not take, and what it said.
    var refusedScripts: [String: Reply] {
        let refusals = zip(loadedScripts, replies).filter { $0.1.kind == .error }
        return Dictionary(refusals) { first, _ in first }
    }

    /// The elements of EXEC's reply, after those of MULTI and of the commands as they were queued.
    private static func transactionResults(
        _ answers: ArraySlice<Reply>
    ) throws(BackendError) -> [Reply] {
        guard let multi = answers.first, let exec = answers.last, answers.count >= 2 else {
            throw .decoding(
                expected: "replies to MULTI and EXEC",
                found: "\(answers.count) replies"
            )
        }
        if multi.kind == .error { throw refusal(multi, of: ["MULTI"]) }
        switch exec.kind {
        case .array: return Array(exec.elements)
        case .null, .nullArray: throw .conflict(.watchedKeyChanged)
        case .error: throw refusal(exec, of: ["EXEC"])
        default: throw .decoding(expected: "an array from EXEC", found: "\(exec.kind)")
        }
    }

    private static func refusal(_ reply: Reply, of call: Arguments) -> BackendError {
        call.withView { BackendError(errorReply: reply.text, to: $0) }
    }
}

extension Reply {
    /// Whether the server does not know the script that was called.
    var isUnknownScript: Bool { kind == .error && text.hasPrefix("NOSCRIPT ") }
}
