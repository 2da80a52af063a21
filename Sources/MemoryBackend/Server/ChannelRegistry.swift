import StdnetBackend

/// Who listens to which channels.
struct ChannelRegistry {
    private(set) var channels: [Bytes: [ServerClient]] = [:]
    private(set) var shardChannels: [Bytes: [ServerClient]] = [:]
    private(set) var patterns = PatternListeners()

    /// What a client listens to.
    enum Kind {
        case channel, pattern, shard
    }

    /// Adds a client to a channel; false when it listens already.
    mutating func add(_ name: Bytes, _ kind: Kind, _ client: ServerClient) -> Bool {
        guard client.insert(name, kind) else { return false }
        switch kind {
        case .channel: channels[name, default: []].append(client)
        case .shard: shardChannels[name, default: []].append(client)
        case .pattern: patterns.add(client, to: name)
        }
        return true
    }

    mutating func remove(_ name: Bytes, _ kind: Kind, _ client: ServerClient) {
        guard client.remove(name, kind) else { return }
        switch kind {
        case .channel: Self.remove(client, from: &channels, name)
        case .shard: Self.remove(client, from: &shardChannels, name)
        case .pattern: patterns.remove(client, from: name)
        }
    }

    private static func remove(
        _ client: ServerClient,
        from channels: inout [Bytes: [ServerClient]],
        _ name: Bytes
    ) {
        channels[name]?.removeAll { $0 === client }
        if channels[name]?.isEmpty == true { channels[name] = nil }
    }

    mutating func removeAll(of client: ServerClient) {
        for kind in [Kind.channel, .pattern, .shard] {
            for name in client.names(kind) { remove(name, kind, client) }
        }
    }

    /// Hands a message to all who listen, and says how many they are.
    func publish(
        _ payload: Bytes,
        on channel: Bytes,
        isSharded: Bool,
        to send: (ServerClient, _ words: [Bytes]) -> Void
    ) -> Int {
        var count = 0
        let kind = Bytes((isSharded ? "smessage" : "message").utf8)
        for client in (isSharded ? shardChannels : channels)[channel] ?? [] {
            send(client, [kind, channel, payload])
            count += 1
        }
        guard !isSharded else { return count }
        patterns.forEach { pattern, clients in
            let matches = pattern.withUnsafeBytes { pattern in
                channel.withUnsafeBytes { GlobPattern(pattern).matches($0) }
            }
            guard matches else { return }
            for client in clients {
                send(client, [Bytes("pmessage".utf8), pattern, channel, payload])
                count += 1
            }
        }
        return count
    }
}

extension ServerClient {
    /// The names that it listens to, in the order in which they came.
    func names(_ kind: ChannelRegistry.Kind) -> [Bytes] {
        switch kind {
        case .channel: channels.all
        case .pattern: patterns.all
        case .shard: shardChannels.all
        }
    }

    fileprivate func insert(_ name: Bytes, _ kind: ChannelRegistry.Kind) -> Bool {
        switch kind {
        case .channel: channels.insert(name)
        case .pattern: patterns.insert(name)
        case .shard: shardChannels.insert(name)
        }
    }

    fileprivate func remove(_ name: Bytes, _ kind: ChannelRegistry.Kind) -> Bool {
        switch kind {
        case .channel: channels.remove(name)
        case .pattern: patterns.remove(name)
        case .shard: shardChannels.remove(name)
        }
    }
}
