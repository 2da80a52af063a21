import StdnetBackend

// Batches of backends.
extension ServerState {
    /// Runs all commands of a batch, nobody else in between.
    mutating func runTogether(
        _ batch: borrowing CommandBatch,
        _ client: ServerClient,
        _ replies: inout ReplyBuilder
    ) {
        // What waits, in a transaction, does not.
        let isTransaction = batch.isolation == .transaction
        if isTransaction { depth += 1 }
        for position in 0..<batch.count { _ = run(batch, position, client, &replies) }
        guard isTransaction else { return }
        depth -= 1
        if depth == 0, !readyKeys.isEmpty { serveWaiters() }
    }

    /// Runs a batch of one command; nil when that has no reply yet.
    mutating func reply(to batch: borrowing CommandBatch, _ client: ServerClient) -> Reply? {
        // Memory that is kept for all replies that are short.
        var reply = ReplyBuilder()
        swap(&reply, &shortReply)
        _ = run(batch, 0, client, &reply)
        guard let lone = reply.loneReply() else { return reply.finishOne() }
        reply.removeAll()
        swap(&reply, &shortReply)
        return lone
    }

    /// Runs the command or script at a position of a batch.
    mutating func run(
        _ batch: borrowing CommandBatch,
        _ position: Int,
        _ client: ServerClient,
        _ reply: inout ReplyBuilder
    ) -> CallProgress {
        guard !batch.scripts.isEmpty, let script = batch.scripts[position] else {
            return batch.withVector(position) { process(client, $0, &reply) }
        }
        guard scripts.prefersTwins else {
            return interpret(script, batch, position, client, &reply)
        }
        scripts.register(script)
        batch.withVector(position) { runTwin(script, client, $0, &reply) }
        return .answered
    }

    /// Runs the text of a script in place of its twin.
    private mutating func interpret(
        _ script: ScriptSource,
        _ batch: borrowing CommandBatch,
        _ position: Int,
        _ client: ServerClient,
        _ reply: inout ReplyBuilder
    ) -> CallProgress {
        do throws(CommandError) {
            _ = try scripts.load(script)
        } catch {
            reply.error(error.text)
            return .answered
        }
        return batch.withVector(position) { process(client, $0, &reply) }
    }

    /// Runs a script's twin for `EVALSHA sha n key… argument…`.
    private mutating func runTwin(
        _ script: ScriptSource,
        _ client: ServerClient,
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) {
        statistics.commandCount &+= 1
        let start = reply.count
        do throws(CommandError) {
            let keyCount = try Self.keyCount(of: call)
            let keys = call.dropFirst(3).prefix(keyCount)
            try run(script, for: client, keys, call.dropFirst(3 + keyCount), &reply)
        } catch {
            reply.truncate(to: start)
            reply.error(error.text)
        }
        if depth == 0, !readyKeys.isEmpty { serveWaiters() }
    }

    /// The client for calls of backends, which have none of their own.
    mutating func guest(in database: Int) -> ServerClient {
        let client: ServerClient
        if let known = sharedClient {
            client = known
        } else {
            client = connect(from: MemoryBackend.address, isTrusted: true, sink: { _ in })
            client.isShared = true
            sharedClient = client
        }
        client.database = database
        return client
    }
}
