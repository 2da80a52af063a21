import StdnetBackend

// Commands that wait for keys.
extension ServerState {
    mutating func block(_ client: ServerClient, _ call: ArgumentView, _ wait: KeyWait) {
        var words = Arguments()
        for position in 0..<call.count { words.append(call[position]) }
        client.blocked = .init(
            call: words,
            wait: wait,
            database: client.database,
            type: KeyType(awaitedBy: call[0])
        )
        nextWaitEnd = min(nextWaitEnd, wait.deadline)
        for key in wait.keys {
            let place = ServerClient.WatchedKey(database: client.database, key: key)
            if waiters[place]?.contains(where: { $0 === client }) != true {
                waiters[place, default: []].append(client)
            }
        }
        observe()
    }

    mutating func stopWaiting(_ client: ServerClient) {
        guard let blocked = client.blocked else { return }
        client.blocked = nil
        for key in blocked.wait.keys {
            let place = ServerClient.WatchedKey(database: blocked.database, key: key)
            waiters[place]?.removeAll { $0 === client }
            if waiters[place]?.isEmpty == true { waiters[place] = nil }
        }
        observe()
    }

    /// Serves those who wait, key by key in the order of the changes, each key in order of arrival.
    mutating func serveWaiters() {
        while !readyKeys.isEmpty {
            for place in readyKeys.takeAll() {
                for client in waiters[place] ?? [] { retry(client, place) }
            }
        }
    }

    /// Runs the call of a client again, for one key that has changed.
    private mutating func retry(_ client: ServerClient, _ place: ServerClient.WatchedKey) {
        guard let blocked = client.blocked else { return }
        keyspace.select(place.database)
        let found = place.key.withUnsafeBytes { keyspace.locate($0) }
        let type = found.map { keyspace.slot($0).value.type }
        // A list may come where another type was; who waits for one is not bothered until then.
        guard blocked.type == .stream || type == blocked.type else { return }
        let caller = running
        running = client
        defer { running = caller }
        var reply = ReplyBuilder()
        reply.isRESP3 = client.isRESP3
        let isAnswered = blocked.call.withView { view in
            guard let entry = Keyspace.dispatch.find(view[0]) else { return false }
            depth += 1
            defer { depth -= 1 }
            do throws(CommandError) {
                return try rerun(entry, client, view, blocked.wait, place.key, &reply)
            } catch {
                reply.removeAll()
                reply.error(error.text)
                count(error)
                statistics.commands[Int(entry.place)].failures &+= 1
                return true
            }
        }
        if isAnswered { deliver(reply, toWaiting: client) }
        tellItself(client)
    }

    /// Sends a client what its command, which waited, has caused: after the reply.
    private mutating func tellItself(_ client: ServerClient) {
        if !client.invalidated.isEmpty { sendInvalidated(client) }
        var pushes = ReplyBuilder()
        pushes.isRESP3 = client.isRESP3
        client.placePushes(in: &pushes, from: 0)
        if pushes.count > 0 { client.sink(.push(pushes)) }
    }

    private mutating func rerun(
        _ entry: CommandDispatch.Entry,
        _ client: ServerClient,
        _ call: ArgumentView,
        _ wait: KeyWait,
        _ key: Bytes,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) -> Bool {
        guard case .keyspace(let run) = Keyspace.dispatch.handler(entry) else { return false }
        keyspace.select(client.database)
        let counts = keyspace.lookups.counts
        keyspace.lookups.notesMisses = false
        defer { keyspace.lookups.counts = counts }
        keyspace.mayWait = true
        keyspace.resumed = wait
        keyspace.readyKey = key
        defer {
            keyspace.mayWait = false
            keyspace.resumed = nil
            keyspace.readyKey = nil
        }
        do throws(CommandError) {
            try run(&keyspace, call, &reply)
        } catch {
            settle()
            throw error
        }
        if keyspace.wait != nil {
            keyspace.wait = nil
            return false
        }
        settle()
        return true
    }

    /// Ends a wait with a reply.
    mutating func deliver(_ reply: ReplyBuilder, toWaiting client: ServerClient) {
        stopWaiting(client)
        client.sink(.reply(client.replyMode == .on ? reply : ReplyBuilder()))
    }

    /// Ends the waits whose time is up, with a null array.
    ///
    /// - Returns: when the next one is up; `.max` when none is.
    mutating func expireWaits() -> Int {
        var next = Int.max
        for client in clients.values.sorted(by: { $0.identifier < $1.identifier }) {
            guard let blocked = client.blocked else { continue }
            guard blocked.wait.deadline <= keyspace.now else {
                next = min(next, blocked.wait.deadline)
                continue
            }
            deliver(blocked.wait.timeoutReply(isRESP3: client.isRESP3), toWaiting: client)
        }
        return next
    }
}

extension KeyType {
    /// What a blocking command waits for: sorted sets, streams, else lists.
    fileprivate init(awaitedBy name: RawBytes) {
        let second = name.count > 1 ? name[1] & 0xdf : 0
        self =
            switch (name[0] & 0xdf, second) {
            case (UInt8(ascii: "X"), _): .stream
            case (UInt8(ascii: "B"), UInt8(ascii: "Z")): .zset
            default: .list
            }
    }
}
