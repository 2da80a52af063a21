import StdnetBackend

// CLIENT TRACKING: who has read which key, and who has to hear that it changed.
extension ServerState {
    /// What a client is told.
    private enum Invalidation {
        case keys([Bytes])
        case everything
    }

    /// How many milliseconds after it grew too large the table is trimmed, if no command does it.
    private static let trimDelay = 100

    /// Notes what a command has read, for who asked to hear of its changes.
    ///
    /// A command of a script counts as one of the script's caller, for the keys that the script has.
    mutating func remember(
        _ entry: CommandDispatch.Entry,
        _ client: ServerClient,
        _ call: ArgumentView
    ) {
        guard entry.flags.contains(.readOnly), !entry.flags.contains(.pubsub), !entry.isScript
        else { return }
        let reader = client === scriptClient ? scriptCaller : client
        guard let reader, let options = reader.tracking, !options.isBroadcast else { return }
        if options.isOptIn, !options.isCachingGiven { return }
        if options.isOptOut, options.isCachingGiven { return }
        if client === scriptClient {
            for key in scriptKeys {
                key.withUnsafeBytes { tracking.remember($0, reader.identifier) }
            }
        } else {
            for position in Keyspace.dispatch.keys(entry).positions(in: call) {
                tracking.remember(call[position], reader.identifier)
            }
        }
    }

    /// Tells those who may have a key in a cache that it has changed.
    mutating func invalidate(_ key: Bytes, isByClient: Bool) {
        if !tracking.prefixes.isEmpty {
            let changer = isByClient && !keyspace.isInScript ? running?.identifier ?? 0 : 0
            tracking.note(key, changedBy: changer)
        }
        for identifier in tracking.takeReaders(of: key) {
            guard let reader = clients[identifier], let options = reader.tracking,
                !options.isBroadcast
            else { continue }
            guard reader === running else {
                send(.keys([key]), to: reader)
                continue
            }
            if options.skipsOwn { continue }
            if isMakingRoom {
                send(.keys([key]), to: reader)
            } else {
                reader.invalidated.append(key)
            }
        }
    }

    /// Tells everybody who tracks keys that all of them are gone.
    mutating func invalidateAll() {
        for client in clients.values.sorted(by: { $0.identifier < $1.identifier })
        where client.tracking != nil {
            if client === running {
                client.invalidated.append(nil)
            } else {
                send(.everything, to: client)
            }
        }
        tracking.removeAllReaders()
    }

    /// Tells a client what its own command has made invalid, once its reply is written.
    mutating func sendInvalidated(_ client: ServerClient) {
        let keys = client.invalidated
        client.invalidated = []
        for key in keys { send(key.map { .keys([$0]) } ?? .everything, to: client) }
    }

    /// Tells those who asked for prefixes which keys with them have changed since the last time.
    mutating func broadcastInvalidations() {
        for prefix in tracking.takeChanged() {
            let keys = prefix.changed.sorted { $0.key.lexicographicallyPrecedes($1.key) }
            for client in prefix.clients {
                let skipped = client.tracking?.skipsOwn == true ? client.identifier : -1
                let told = keys.filter { $0.value != skipped }.map(\.key)
                if !told.isEmpty { send(.keys(told), to: client) }
            }
        }
    }

    /// Forgets keys when there are more than `tracking-table-max-keys`, as if they had changed.
    mutating func trimTracking() {
        for key in tracking.excess(&keyspace.random) {
            for identifier in tracking.takeReaders(of: key) {
                guard let reader = clients[identifier], let options = reader.tracking,
                    !options.isBroadcast, !(options.skipsOwn && reader === running)
                else { continue }
                send(.keys([key]), to: reader)
            }
        }
        tracking.nextTrim = .max
    }

    /// Sees to it that too large a table is trimmed in time.
    mutating func scheduleTrim() {
        guard tracking.isOverLimit, !keyspace.settings.isCronPaused else { return }
        tracking.nextTrim = min(tracking.nextTrim, keyspace.now + Self.trimDelay)
    }

    /// Sends a client, or the one that it named for that, what is invalid.
    private func send(_ invalidation: Invalidation, to client: ServerClient) {
        var target = client
        if let redirect = client.tracking?.redirect, redirect != 0 {
            guard let other = clients[redirect] else { return reportBroken(redirect, to: client) }
            target = other
        }
        var push = ReplyBuilder()
        push.isRESP3 = target.isRESP3
        if target.isRESP3 {
            push.push(2)
            push.bulk("invalidate")
        } else if target !== client, target.subscriptionCount > 0 {
            push.array(3)
            push.bulk("message")
            push.bulk("__redis__:invalidate")
        } else {
            // Without pushes there is no way to tell it.
            return
        }
        switch invalidation {
        case .everything: push.null()
        case .keys(let keys):
            push.array(keys.count)
            for key in keys { push.bulk(key) }
        }
        send(push, to: target)
    }

    /// Tells a client that nobody hears its invalidations any more.
    private func reportBroken(_ redirect: Int, to client: ServerClient) {
        client.tracking?.isBroken = true
        guard client.isRESP3 else { return }
        var push = ReplyBuilder()
        push.isRESP3 = true
        push.push(2)
        push.bulk("tracking-redir-broken")
        push.integer(redirect)
        send(push, to: client)
    }
}
