import StdnetBackend

/// Who listens to which channels.
struct ChannelRegistry {
    private(set) var channels: [Bytes: [ServerClient]] = [:]
    private(set) var shardChannels: [Bytes: [ServerClient]] = [:]
    /// In the order in which the patterns came into use.
    private(set) var patterns: [(pattern: Bytes, clients: [ServerClient])] = []

    /// What a client listens to.
    enum Kind {
        case channel, pattern, shard
    }

    /// Adds a client to a channel; false when it listens already.
    mutating func add(_ name: Bytes, _ kind: Kind, _ client: ServerClient) -> Bool {
        guard !client[kind].contains(name) else { return false }
        client[kind].append(name)
        switch kind {
        case .channel: channels[name, default: []].append(client)
        case .shard: shardChannels[name, default: []].append(client)
        case .pattern:
            if let place = patterns.firstIndex(where: { $0.pattern == name }) {
                patterns[place].clients.append(client)
            } else {
                patterns.append((name, [client]))
            }
        }
        return true
    }

    mutating func remove(_ name: Bytes, _ kind: Kind, _ client: ServerClient) {
        client[kind].removeAll { $0 == name }
        switch kind {
        case .channel: Self.remove(client, from: &channels, name)
        case .shard: Self.remove(client, from: &shardChannels, name)
        case .pattern:
            guard let place = patterns.firstIndex(where: { $0.pattern == name }) else { return }
            patterns[place].clients.removeAll { $0 === client }
            if patterns[place].clients.isEmpty { patterns.remove(at: place) }
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
            for name in client[kind] { remove(name, kind, client) }
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
        for (pattern, clients) in patterns {
            let matches = pattern.withUnsafeBytes { pattern in
                channel.withUnsafeBytes { GlobPattern(pattern).matches($0) }
            }
            guard matches else { continue }
            for client in clients {
                send(client, [Bytes("pmessage".utf8), pattern, channel, payload])
                count += 1
            }
        }
        return count
    }
}

extension ServerClient {
    /// The names that it listens to.
    subscript(kind: ChannelRegistry.Kind) -> [Bytes] {
        get {
            switch kind {
            case .channel: channels
            case .pattern: patterns
            case .shard: shardChannels
            }
        }
        set {
            switch kind {
            case .channel: channels = newValue
            case .pattern: patterns = newValue
            case .shard: shardChannels = newValue
            }
        }
    }
}
