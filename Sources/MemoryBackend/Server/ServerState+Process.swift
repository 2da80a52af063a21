import StdnetBackend

/// What became of a call.
enum CallProgress {
    /// The reply is written.
    case answered
    /// The reply comes later, to the client's sink.
    case waiting
}

// The way of a command of a client.
extension ServerState {
    /// Runs one command of a client and appends its reply.
    ///
    /// - Returns: `waiting` when there is no reply yet: then nothing else of this client may run
    ///   before it has come.
    mutating func process(
        _ client: ServerClient,
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) -> CallProgress {
        statistics.commandCount += 1
        client.lastActiveAt = keyspace.now
        reply.isRESP3 = client.isRESP3
        running = client
        keyspace.mayReadAllKeys = true
        let start = reply.count
        var progress = CallProgress.answered
        do throws(CommandError) {
            progress = try admit(client, call, &reply)
            if reply.count > start, reply.kind(at: start) == .error {
                countScriptError(reply.errorText(at: start), client)
            }
        } catch {
            reply.truncate(to: start)
            reply.error(error.text)
            count(error)
        }
        if keyspace.sleptMilliseconds > 0 { wakeUp() }
        if depth == 0, !readyKeys.isEmpty { serveWaiters() }
        running = nil
        if client.replyMode != .on { mute(client, &reply, start) }
        // Pushes are no replies: nothing mutes them.
        if let pushes = client.pushes {
            client.pushes = nil
            reply.insert(pushes, at: start)
        }
        return progress
    }

    /// CLIENT REPLY: drops what the client does not want to hear.
    private func mute(_ client: ServerClient, _ reply: inout ReplyBuilder, _ start: Int) {
        switch client.replyMode {
        case .on: break
        case .off: reply.truncate(to: start)
        case .skipping: client.replyMode = .skipNext
        case .skipNext:
            reply.truncate(to: start)
            client.replyMode = .on
        }
    }

    /// Counts the error that a script has answered, unless it is one of its commands': that one was
    /// counted when it came.
    private mutating func countScriptError(_ text: String, _ client: ServerClient) {
        if let place = client.lastCommand { statistics.failures[place] &+= 1 }
        if let known = lastScriptError, text.hasPrefix(known) { return }
        count(CommandError(text))
    }

    /// Moves the clock after DEBUG SLEEP.
    private mutating func wakeUp() {
        let time = keyspace.now + keyspace.sleptMilliseconds
        keyspace.sleptMilliseconds = 0
        advance(to: time)
    }

    mutating func count(_ error: CommandError) {
        statistics.failedCalls += 1
        statistics.unexpectedErrorReplies += 1
        let code = error.text.prefix { $0 != " " }
        statistics.errors[String(code), default: 0] += 1
    }

    /// Checks whether a command may run now, and runs it or puts it into the client's transaction.
    private mutating func admit(
        _ client: ServerClient,
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) -> CallProgress {
        let entry: CommandDispatch.Entry
        do throws(CommandError) {
            entry = try accept(client, call)
        } catch {
            client.transaction?.isRefused = true
            guard call.count > 0, call.isWord("EXEC", at: 0) else { throw error }
            client.transaction = nil
            unwatch(client)
            if !monitors.isEmpty, let exec = Keyspace.dispatch.find(call[0]) {
                show(call, of: client, exec)
            }
            let reason = error.text.hasPrefix("ERR ") ? error.text.dropFirst(4) : error.text[...]
            throw .init("EXECABORT Transaction discarded because of: \(reason)")
        }
        if client.transaction != nil, entry.role == .ordinary || entry.role == .listening {
            // What EXEC will not run is not kept.
            if client.transaction?.isRefused == false, !client.hasStaleWatch {
                client.transaction?.append(call)
                if entry.flags.contains(.write) { client.transaction?.writes = true }
                if entry.flags.contains(.denyOOM) { client.transaction?.needsMemory = true }
            }
            reply.status("QUEUED")
            return .answered
        }
        return try perform(entry, client, call, &reply)
    }

    /// The command of a call that this client may make now.
    private mutating func accept(
        _ client: ServerClient,
        _ call: ArgumentView
    ) throws(CommandError) -> CommandDispatch.Entry {
        guard call.count > 0, let entry = Keyspace.dispatch.find(call[0]) else {
            throw Keyspace.unknownCommand(call)
        }
        client.lastCommand = Int(entry.place)
        client.lastSubcommand = entry.isContainer && call.count > 1 ? call.text(1) : ""
        do throws(CommandError) {
            try check(entry, client, call)
        } catch {
            statistics.rejections[Int(entry.place)] &+= 1
            throw error
        }
        return entry
    }

    private mutating func check(
        _ entry: CommandDispatch.Entry,
        _ client: ServerClient,
        _ call: ArgumentView
    ) throws(CommandError) {
        guard entry.accepts(wordCount: call.count) else {
            throw .wrongArity(Keyspace.dispatch.name(entry))
        }
        if let error = Subcommands.refusal(of: entry, call) { throw error }
        if !client.isAuthenticated, !access.isOpen, !entry.flags.contains(.noAuth) {
            throw .init("NOAUTH Authentication required.")
        }
        if client.transaction != nil, entry.flags.contains(.noMulti) {
            throw .init("ERR Command not allowed inside a transaction")
        }
        if client.user.isRestricted { try authorize(entry, client, call, in: .call) }
        if configuration.maxMemory > 0 || isOutOfMemory { makeRoom() }
        if isOutOfMemory, isDenied(entry, client) {
            throw .init("OOM command not allowed when used memory > 'maxmemory'.")
        }
        if client.subscriptionCount > 0, !client.isRESP3, entry.role != .listening,
            !call.isWord("QUIT", at: 0), !call.isWord("RESET", at: 0)
        {
            let name = Subcommands.fullName(of: entry, call)
            throw .init(
                "ERR Can't execute '\(name)': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / "
                    + "RESET are allowed in this context"
            )
        }
        if !entry.flags.isDisjoint(with: .write) || entry.role == .exec {
            try checkReplicas(entry, client)
        }
        if isBusy, !mayRunBesideScript(entry, call) { throw Self.busyScript }
    }

    /// There are no replicas: where some are asked for, nothing may be written.
    private func checkReplicas(
        _ entry: CommandDispatch.Entry,
        _ client: ServerClient
    ) throws(CommandError) {
        guard configuration.requiresReplicas else { return }
        guard entry.flags.contains(.write) || client.transaction?.writes == true else { return }
        throw Self.tooFewReplicas
    }

    static var tooFewReplicas: CommandError {
        .init("NOREPLICAS Not enough good replicas to write.")
    }

    /// Whether a command may not run while memory is used up.
    private func isDenied(_ entry: CommandDispatch.Entry, _ client: ServerClient) -> Bool {
        entry.flags.contains(.denyOOM)
            || entry.role == .exec && client.transaction?.needsMemory == true
    }

    /// Runs a command; what it changes is told to those who want to know.
    mutating func perform(
        _ entry: CommandDispatch.Entry,
        _ client: ServerClient,
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) -> CallProgress {
        statistics.calls[Int(entry.place)] &+= 1
        keyspace.select(client.database)
        keyspace.mayWait = depth == 0
        // WATCH notes that a key is over, and leaves it.
        if keyspace.hasOverdue, entry.role != .transactionControl {
            keyspace.removeOverdue(Keyspace.dispatch.keys(entry), of: call)
        }
        // EXEC comes after the commands that it runs.
        if !monitors.isEmpty, entry.role != .exec { show(call, of: client, entry) }
        guard let handler = Keyspace.dispatch.handler(entry) else {
            throw .unsupported("command '\(Keyspace.dispatch.name(entry))'")
        }
        do throws(CommandError) {
            switch handler {
            case .keyspace(let run): try run(&keyspace, call, &reply)
            case .server(let run): try run(&self, client, call, &reply)
            }
        } catch {
            if keyspace.changes.hasPending { settle() }
            statistics.failures[Int(entry.place)] &+= 1
            if !monitors.isEmpty, entry.role == .exec { show(call, of: client, entry) }
            throw error
        }
        if !monitors.isEmpty, entry.role == .exec { show(call, of: client, entry) }
        if let wait = keyspace.wait {
            keyspace.wait = nil
            block(client, call, wait)
            if keyspace.changes.hasPending { settle() }
            return .waiting
        }
        if keyspace.changes.hasPending { settle() }
        return .answered
    }
}

extension ServerClient.Transaction {
    mutating func append(_ call: ArgumentView) {
        for position in 0..<call.count { commands.append(call[position]) }
        ends.append(commands.count)
    }
}
