import StdnetBackend

extension ServerState {
    /// The commands of publish/subscribe.
    static let pubSubCommands: [CommandImplementation] = [
        .init(
            "publish",
            server: { (server, _, call, reply) throws(CommandError) in
                reply.integer(server.publish(Bytes(call[1]), Bytes(call[2])))
            }
        ),
        .init(
            "spublish",
            server: { (server, _, call, reply) throws(CommandError) in
                reply.integer(server.publish(Bytes(call[1]), Bytes(call[2]), isSharded: true))
            }
        ),
        .init(
            "subscribe",
            server: { (server, client, call, reply) throws(CommandError) in
                try server.subscribe(client, call, .channel, "subscribe", &reply)
            }
        ),
        .init(
            "psubscribe",
            server: { (server, client, call, reply) throws(CommandError) in
                try server.subscribe(client, call, .pattern, "psubscribe", &reply)
            }
        ),
        .init(
            "ssubscribe",
            server: { (server, client, call, reply) throws(CommandError) in
                try server.subscribe(client, call, .shard, "ssubscribe", &reply)
            }
        ),
        .init(
            "unsubscribe",
            server: { (server, client, call, reply) throws(CommandError) in
                server.unsubscribe(client, call, .channel, "unsubscribe", &reply)
            }
        ),
        .init(
            "punsubscribe",
            server: { (server, client, call, reply) throws(CommandError) in
                server.unsubscribe(client, call, .pattern, "punsubscribe", &reply)
            }
        ),
        .init(
            "sunsubscribe",
            server: { (server, client, call, reply) throws(CommandError) in
                server.unsubscribe(client, call, .shard, "sunsubscribe", &reply)
            }
        ),
        .init(
            "pubsub",
            server: { (server, _, call, reply) throws(CommandError) in
                try server.pubsub(call, &reply)
            }
        ),
    ]

    /// Hands a message to who listens, and says to how many clients.
    @discardableResult
    mutating func publish(_ channel: Bytes, _ payload: Bytes, isSharded: Bool = false) -> Int {
        channels.publish(payload, on: channel, isSharded: isSharded) { client, words in
            var push = ReplyBuilder()
            push.isRESP3 = client.isRESP3
            push.push(words.count)
            for word in words { push.bulk(word) }
            send(push, to: client)
        }
    }

    /// Sends a push; to a client whose command runs, before its reply or after it.
    func send(_ push: ReplyBuilder, to client: ServerClient) {
        guard client === running else { return client.sink(.push(push)) }
        if sendsAfterReply {
            Self.append(push, to: &client.latePushes)
        } else {
            Self.append(push, to: &client.pushes)
        }
    }

    private static func append(_ push: ReplyBuilder, to pushes: inout ReplyBuilder?) {
        if pushes == nil { pushes = ReplyBuilder() }
        let count = pushes?.count ?? 0
        pushes?.insert(push, at: count)
    }

    private mutating func subscribe(
        _ client: ServerClient,
        _ call: ArgumentView,
        _ kind: ChannelRegistry.Kind,
        _ verb: String,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        guard !client.isShared else {
            throw .init(
                "ERR \(verb.uppercased()) needs a connection of its own: use subscribe(to:)"
            )
        }
        if kind == .shard, depth > 0 {
            throw .init("ERR SSUBSCRIBE isn't allowed for a DENY BLOCKING client")
        }
        for position in 1..<call.count {
            let name = Bytes(call[position])
            _ = channels.add(name, kind, client)
            confirm(client, kind, verb, name, &reply)
        }
    }

    private mutating func unsubscribe(
        _ client: ServerClient,
        _ call: ArgumentView,
        _ kind: ChannelRegistry.Kind,
        _ verb: String,
        _ reply: inout ReplyBuilder
    ) {
        let names =
            call.count > 1 ? (1..<call.count).map { Bytes(call[$0]) } : client.names(kind)
        if names.isEmpty { confirm(client, kind, verb, nil, &reply) }
        for name in names {
            channels.remove(name, kind, client)
            confirm(client, kind, verb, name, &reply)
        }
    }

    /// Tells a client what it listens to now: a push that comes in place of a reply.
    private func confirm(
        _ client: ServerClient,
        _ kind: ChannelRegistry.Kind,
        _ verb: String,
        _ name: Bytes?,
        _ reply: inout ReplyBuilder
    ) {
        var push = ReplyBuilder()
        push.isRESP3 = client.isRESP3
        push.push(3)
        push.bulk(verb)
        if let name { push.bulk(name) } else { push.null() }
        push.integer(count(client, kind))
        // In a transaction it is one of the replies.
        if depth > 0 {
            reply.insert(push, at: reply.count)
        } else {
            send(push, to: client)
        }
    }

    private func count(_ client: ServerClient, _ kind: ChannelRegistry.Kind) -> Int {
        kind == .shard ? client.shardChannels.count : client.plainSubscriptionCount
    }

    private func pubsub(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        switch call.text(1).uppercased() {
        case "CHANNELS": try listChannels(Array(channels.channels.keys), call, &reply)
        case "SHARDCHANNELS": try listChannels(Array(channels.shardChannels.keys), call, &reply)
        case "NUMPAT": reply.integer(channels.patterns.count)
        case "NUMSUB": countSubscribers(channels.channels, call, &reply)
        case "SHARDNUMSUB": countSubscribers(channels.shardChannels, call, &reply)
        case "HELP":
            reply.help(
                "PUBSUB",
                """
                CHANNELS [<pattern>]
                    Return the currently active channels matching a <pattern> (default: '*').
                NUMPAT
                    Return number of subscriptions to patterns.
                NUMSUB [<channel> ...]
                    Return the number of subscribers for the specified channels, excluding
                    pattern subscriptions(default: no channels).
                SHARDCHANNELS [<pattern>]
                    Return the currently active shard level channels matching a <pattern> (default: '*').
                SHARDNUMSUB [<shardchannel> ...]
                    Return the number of subscribers for the specified shard level channel(s)
                """
            )
        default: throw Subcommands.unknown(call)
        }
    }

    private func listChannels(
        _ names: [Bytes],
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        guard call.count <= 3 else { throw .unknownForm(call) }
        let matching = names.filter { name in
            guard call.count == 3 else { return true }
            return name.withUnsafeBytes { GlobPattern(call[2]).matches($0) }
        }
        reply.array(matching.count)
        for name in matching.sorted(by: { $0.lexicographicallyPrecedes($1) }) { reply.bulk(name) }
    }

    private func countSubscribers(
        _ channels: [Bytes: [ServerClient]],
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) {
        // Flat in both protocols.
        reply.array(2 * (call.count - 2))
        for position in 2..<call.count {
            reply.bulk(call[position])
            reply.integer(channels[Bytes(call[position])]?.count ?? 0)
        }
    }
}
