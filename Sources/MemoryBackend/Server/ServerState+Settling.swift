import StdnetBackend

// What follows from changes of keys: watchers, notifications, keys that somebody waits for.
extension ServerState {
    /// Tells everybody of what the last command changed.
    ///
    /// - Parameter order: When the command replies; only who hears of its own changes can tell.
    mutating func settle(_ order: ReplyOrder = .last) {
        var isFlushed = false
        var changeCount = 0
        defer { sendsAfterReply = false }
        for change in keyspace.changes.take() {
            switch change {
            case .key(let key, let database, let event, let isModified):
                let place = ServerClient.WatchedKey(database: database, key: key)
                if order != .last, let event {
                    sendsAfterReply = order.isBefore(event, after: changeCount)
                    if event.kind != .miss, event.kind != .new { changeCount += 1 }
                }
                if isModified {
                    if tracking.isInUse {
                        invalidate(key, isByClient: event?.isByClient ?? true)
                    }
                    touch(place)
                    if waiters[place] != nil { readyKeys.append(place) }
                }
                if let event { notify(key, database, event) }
            case .ready(let key, let database):
                let place = ServerClient.WatchedKey(database: database, key: key)
                if waiters[place] != nil { readyKeys.append(place) }
            case .flushed(let database, let table):
                if !isFlushed, tracking.isInUse { invalidateAll() }
                // FLUSHALL is told once, not once for each database.
                isFlushed = true
                for place in watchers.keys where place.database == database {
                    if place.key.withUnsafeBytes({ table.find(table.probe($0)) }) != nil {
                        touch(place, isThere: false)
                    }
                }
                markWaiters(of: [database])
            case .exchanged(let first, let second):
                for place in watchers.keys {
                    if place.database == first { touch(place, exchangedWith: second) }
                    if place.database == second { touch(place, exchangedWith: first) }
                }
                markWaiters(of: [first, second])
            }
        }
    }

    private mutating func isThere(_ key: Bytes, _ database: Int) -> Bool {
        let home = keyspace.selected
        defer { keyspace.select(home) }
        keyspace.select(database)
        return key.withUnsafeBytes { keyspace.peek($0) } != nil
    }

    private mutating func markWaiters(of databases: [Int]) {
        for place in waiters.keys where databases.contains(place.database) {
            readyKeys.append(place)
        }
    }

    private mutating func touch(_ place: ServerClient.WatchedKey) {
        guard watchers[place] != nil else { return }
        touch(place, isThere: isThere(place.key, place.database))
    }

    /// Tells those who watch a key that it changed: but when it was over already, and now is gone, that
    /// is no change.
    private func touch(_ place: ServerClient.WatchedKey, isThere: Bool) {
        for client in watchers[place] ?? [] {
            guard client.overdueWatches.contains(place) else {
                client.hasStaleWatch = true
                continue
            }
            if !isThere { client.overdueWatches.remove(place) }
        }
    }

    /// The same when the key's database was exchanged with another.
    private mutating func touch(_ place: ServerClient.WatchedKey, exchangedWith other: Int) {
        let isThere = isThere(place.key, place.database)
        let wasThere = self.isThere(place.key, other)
        guard isThere || wasThere else { return }
        let isOverdue = isOverdue(place)
        for client in watchers[place] ?? [] {
            if client.overdueWatches.contains(place) {
                if !isThere { client.overdueWatches.remove(place) }
                guard isThere, !isOverdue else { continue }
            } else if !wasThere, isOverdue {
                client.overdueWatches.insert(place)
                continue
            }
            client.hasStaleWatch = true
        }
    }

    /// Whether a key ought to be gone, and is there because nobody has asked for it.
    mutating func isOverdue(_ place: ServerClient.WatchedKey) -> Bool {
        guard keyspace.hasOverdue else { return false }
        let home = keyspace.selected
        defer { keyspace.select(home) }
        keyspace.select(place.database)
        return place.key.withUnsafeBytes { key in
            keyspace.peek(key).map { keyspace.slot($0).deadline <= keyspace.now } ?? false
        }
    }

    /// Publishes an event on the channels of the key and of the event, as far as anybody asked.
    private mutating func notify(_ key: Bytes, _ database: Int, _ event: KeyEvent) {
        let events = configuration.notifiedEvents
        guard events.contains(event.kind) else { return }
        let name = Bytes(event.name.utf8)
        if events.onKey {
            publish(Bytes("__keyspace@\(database)__:".utf8) + key, name)
        }
        if events.onEvent {
            publish(Bytes("__keyevent@\(database)__:".utf8) + name, key)
        }
    }
}

// Watching.
extension ServerState {
    mutating func watch(_ key: RawBytes, _ client: ServerClient) {
        let place = ServerClient.WatchedKey(database: client.database, key: Bytes(key))
        guard client.watched.insert(place).inserted else { return }
        watchers[place, default: []].append(client)
        if isOverdue(place) { client.overdueWatches.insert(place) }
        observe()
    }

    mutating func unwatch(_ client: ServerClient) {
        client.hasStaleWatch = false
        guard !client.watched.isEmpty else { return }
        for place in client.watched {
            watchers[place]?.removeAll { $0 === client }
            if watchers[place]?.isEmpty == true { watchers[place] = nil }
        }
        client.watched = []
        client.overdueWatches = []
        observe()
    }
}

extension StaticString {
    /// The letters.
    var utf8: UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: utf8Start, count: utf8CodeUnitCount)
    }
}
