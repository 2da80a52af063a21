import StdnetBackend

/// What became of a call.
enum CallProgress {
    /// The reply is written.
    case answered
    /// The reply comes later, to the client's sink.
    case waiting
    /// Nothing was done, because clients are paused: the sink says when to try again.
    case held
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
        if client.replyMode != .on { mute(client, &reply, start) }
        // Pushes are no replies: nothing mutes them.
        client.placePushes(in: &reply, from: start)
        if let pushes = client.earlyPushes {
            client.earlyPushes = nil
            reply.insert(pushes, at: start)
        }
        if tracking.isInUse { finishTracking(client, &reply) }
        running = nil
        return progress
    }

    /// Tells a client what it has made invalid, and forgets what it said about this one command.
    private mutating func finishTracking(_ client: ServerClient, _ reply: inout ReplyBuilder) {
        if depth == 0, !client.invalidated.isEmpty {
            sendsAfterReply = true
            sendInvalidated(client)
            sendsAfterReply = false
            client.placePushes(in: &reply, from: reply.count)
        }
        guard client.tracking?.isCachingGiven == true, client.transaction == nil else { return }
        let last = client.lastCommand.map { Keyspace.dispatch.allNames[$0] }
        if last != "client" { client.tracking?.isCachingGiven = false }
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
        if let place = client.lastCommand { statistics.commands[place].failures &+= 1 }
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
        if pause.isOn, isHeld(entry, client, call) {
            pause.add(client)
            return .held
        }
        if client.transaction != nil, entry.role == .ordinary || entry.role == .listening {
            // What EXEC will not run is not kept.
            if client.transaction?.isRefused == false, !client.hasStaleWatch {
                try queue(call, client)
                let flags = flags(of: entry, call)
                if flags.contains(.write) { client.transaction?.writes = true }
                if isReplicated(entry, call) { client.transaction?.isReplicated = true }
                if flags.contains(.denyOOM) { client.transaction?.needsMemory = true }
            }
            reply.status("QUEUED")
            return .answered
        }
        return try perform(entry, client, call, &reply)
    }

    /// Puts a call into the client's transaction, which may be as large as one request.
    private func queue(_ call: ArgumentView, _ client: ServerClient) throws(CommandError) {
        client.transaction?.append(call)
        guard let size = client.transaction?.size, size > limits.queryBufferLimit else { return }
        client.transaction = .init(isRefused: true)
        throw .init("ERR Transaction is larger than client-query-buffer-limit")
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
        if entry.isContainer && call.count > 1 {
            client.lastSubcommand = call.text(1)
        } else if !client.lastSubcommand.isEmpty {
            client.lastSubcommand = ""
        }
        do throws(CommandError) {
            try check(entry, client, call)
        } catch {
            statistics.commands[Int(entry.place)].rejections &+= 1
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
        if tracking.clientCount > 0 { trimTracking() }
        if client.pushes != nil {
            client.earlyPushes = client.pushes
            client.pushes = nil
        }
        if isOutOfMemory, isDenied(entry, client, call) {
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
        if configuration.requiresReplicas { try checkReplicas(entry, client, call) }
        if isBusy, !mayRunBesideScript(entry, call) { throw scripts.control.busyError }
    }

    /// There are no replicas: where some are asked for, nothing may be written.
    private func checkReplicas(
        _ entry: CommandDispatch.Entry,
        _ client: ServerClient,
        _ call: ArgumentView
    ) throws(CommandError) {
        guard
            flags(of: entry, call).contains(.write)
                || entry.role == .exec && client.transaction?.writes == true
        else { return }
        throw Self.tooFewReplicas
    }

    static var tooFewReplicas: CommandError {
        .init("NOREPLICAS Not enough good replicas to write.")
    }

    /// Whether a command may not run while memory is used up.
    private func isDenied(
        _ entry: CommandDispatch.Entry,
        _ client: ServerClient,
        _ call: ArgumentView
    ) -> Bool {
        switch entry.role {
        case .exec: client.transaction?.needsMemory == true
        case .transactionControl: false
        // What is queued needs memory too.
        case .ordinary, .listening:
            client.transaction != nil || flags(of: entry, call).contains(.denyOOM)
        }
    }

    /// Runs a command; what it changes is told to those who want to know.
    mutating func perform(
        _ entry: CommandDispatch.Entry,
        _ client: ServerClient,
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) -> CallProgress {
        statistics.commandCount &+= 1
        statistics.commands[Int(entry.place)].calls &+= 1
        let start = reply.count
        keyspace.select(client.database)
        keyspace.mayWait = depth == 0 && !client.isShared
        if hasArchive { try fetch(for: entry, call) }
        // WATCH notes that a key is over, and leaves it.
        if keyspace.hasOverdue, entry.role != .transactionControl {
            keyspace.removeOverdue(Keyspace.dispatch.keys(entry), of: call)
        }
        let counts = keyspace.lookups.counts
        keyspace.lookups.notesMisses = hearsOfMisses && entry.countsLookups
        defer {
            if keyspace.hidesOverdue { keyspace.showOverdue() }
            if !entry.countsLookups { keyspace.lookups.counts = counts }
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
            if hearsOfMisses { keyspace.noteMisses() }
            if keyspace.changes.hasPending { settle() }
            if tracking.clientCount > 0 { remember(entry, client, call) }
            statistics.commands[Int(entry.place)].failures &+= 1
            if !monitors.isEmpty, entry.role == .exec { show(call, of: client, entry) }
            throw error
        }
        if !monitors.isEmpty, entry.role == .exec { show(call, of: client, entry) }
        if hearsOfMisses { keyspace.noteMisses() }
        if let wait = keyspace.wait {
            keyspace.wait = nil
            block(client, call, wait)
            if keyspace.changes.hasPending { settle() }
            if tracking.clientCount > 0 { remember(entry, client, call) }
            return .waiting
        }
        if keyspace.changes.hasPending {
            // In a script all comes before the script's reply.
            settle(client === running ? entry.replyOrder.of(call) : .last)
        }
        if tracking.clientCount > 0 { remember(entry, client, call) }
        // When the reply is muted, they are left for later.
        if depth > 0, client === running, client.replyMode == .on {
            client.placePushes(in: &reply, from: start)
        }
        return .answered
    }
}

extension ServerClient {
    /// Puts pushes to itself around the reply to its command.
    func placePushes(in reply: inout ReplyBuilder, from start: Int) {
        if let pushes {
            self.pushes = nil
            reply.insert(pushes, at: start)
        }
        if let latePushes {
            self.latePushes = nil
            reply.insert(latePushes, at: reply.count)
        }
    }
}

extension ServerClient.Transaction {
    /// The bytes that it takes.
    var size: Int { commands.byteCount + (commands.count + ends.count) * 8 }

    mutating func append(_ call: ArgumentView) {
        for position in 0..<call.count { commands.append(call[position]) }
        ends.append(commands.count)
    }
}
