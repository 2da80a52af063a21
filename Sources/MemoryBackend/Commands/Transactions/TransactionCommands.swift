import StdnetBackend

extension ServerState {
    /// The commands of transactions.
    static let transactionCommands: [CommandImplementation] = [
        .init(
            "multi",
            server: { (_, client, _, reply) throws(CommandError) in
                guard client.transaction == nil else {
                    throw .init("ERR MULTI calls can not be nested")
                }
                client.transaction = .init()
                reply.ok()
            }
        ),
        .init(
            "exec",
            server: { (server, client, _, reply) throws(CommandError) in
                try server.exec(client, &reply)
            }
        ),
        .init(
            "discard",
            server: { (server, client, _, reply) throws(CommandError) in
                guard client.transaction != nil else { throw .init("ERR DISCARD without MULTI") }
                client.transaction = nil
                server.unwatch(client)
                reply.ok()
            }
        ),
        .init(
            "watch",
            server: { (server, client, call, reply) throws(CommandError) in
                guard client.transaction == nil else {
                    throw .init("ERR WATCH inside MULTI is not allowed")
                }
                // What is stale already stays so, whatever else is watched.
                if !client.hasStaleWatch {
                    for position in 1..<call.count { server.watch(call[position], client) }
                }
                reply.ok()
            }
        ),
        .init(
            "unwatch",
            server: { (server, client, _, reply) throws(CommandError) in
                server.unwatch(client)
                reply.ok()
            }
        ),
    ]

    private mutating func exec(
        _ client: ServerClient,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        guard let transaction = client.transaction else { throw .init("ERR EXEC without MULTI") }
        let isStale = client.hasStaleWatch || hasOverdueWatch(client)
        client.transaction = nil
        unwatch(client)
        guard !transaction.isRefused else {
            throw .init("EXECABORT Transaction discarded because of previous errors.")
        }
        guard !isStale else { return reply.nothing() }
        reply.array(transaction.ends.count)
        depth += 1
        client.runningCount = transaction.ends.count
        defer {
            depth -= 1
            client.runningCount = nil
        }
        var start = 0
        for end in transaction.ends {
            transaction.commands.withView(start..<end) { call in
                performQueued(call, client, &reply)
            }
            start = end
        }
    }

    /// Whether something that is watched ought to be gone since.
    private mutating func hasOverdueWatch(_ client: ServerClient) -> Bool {
        guard keyspace.hasOverdue else { return false }
        for place in client.watched where !client.overdueWatches.contains(place) {
            if isOverdue(place) { return true }
        }
        return false
    }

    /// Runs a command of a transaction; an error is its reply, and the others go on.
    private mutating func performQueued(
        _ call: ArgumentView,
        _ client: ServerClient,
        _ reply: inout ReplyBuilder
    ) {
        let start = reply.count
        reply.isRESP3 = client.isRESP3
        do throws(CommandError) {
            guard let entry = Keyspace.dispatch.find(call[0]) else {
                throw Keyspace.unknownCommand(call)
            }
            keyspace.mayReadAllKeys = true
            if client.user.isRestricted { try authorize(entry, client, call, in: .exec) }
            _ = try perform(entry, client, call, &reply)
        } catch {
            reply.truncate(to: start)
            reply.error(error.text)
        }
    }
}
