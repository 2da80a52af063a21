import StdnetBackend

/// What a client wants to know of keys that it may have cached: CLIENT TRACKING.
struct KeyTracking {
    var isBroadcast = false
    var prefixes: [Bytes] = []
    /// The client that is told; 0 for this one.
    var redirect = 0
    var isOptIn = false
    var isOptOut = false
    /// Whether its own changes are not told.
    var skipsOwn = false
    /// Whether CLIENT CACHING was said about the next command.
    var isCachingGiven = false
    /// Whether the client that is told was found to be gone.
    var isBroken = false
}

extension ServerState {
    mutating func setTracking(
        _ client: ServerClient,
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        var wanted = KeyTracking()
        var position = 3
        while position < call.count {
            if call.isWord("REDIRECT", at: position), call.hasWord(after: position) {
                guard wanted.redirect == 0 else {
                    throw .init("ERR A client can only redirect to a single other client")
                }
                wanted.redirect = try call.requiredInteger(position + 1)
                guard clients[wanted.redirect] != nil else {
                    throw .init(
                        "ERR The client ID you want redirect to does not exist"
                    )
                }
                position += 1
            } else if call.isWord("BCAST", at: position) {
                wanted.isBroadcast = true
            } else if call.isWord("OPTIN", at: position) {
                wanted.isOptIn = true
            } else if call.isWord("OPTOUT", at: position) {
                wanted.isOptOut = true
            } else if call.isWord("NOLOOP", at: position) {
                wanted.skipsOwn = true
            } else if call.isWord("PREFIX", at: position), call.hasWord(after: position) {
                wanted.prefixes.append(Bytes(call[position + 1]))
                position += 1
            } else {
                throw .syntax
            }
            position += 1
        }
        if try call.isOn(2) {
            try check(wanted, client.tracking)
            startTracking(client, wanted)
        } else {
            stopTracking(client)
        }
        reply.ok()
    }

    private func check(_ wanted: KeyTracking, _ old: KeyTracking?) throws(CommandError) {
        guard wanted.isBroadcast || wanted.prefixes.isEmpty else {
            throw .init("ERR PREFIX option requires BCAST mode to be enabled")
        }
        if let old, old.isBroadcast != wanted.isBroadcast {
            throw .init(
                "ERR You can't switch BCAST mode on/off before disabling tracking for this client, "
                    + "and then re-enabling it with a different mode."
            )
        }
        if wanted.isBroadcast, wanted.isOptIn || wanted.isOptOut {
            throw .init("ERR OPTIN and OPTOUT are not compatible with BCAST")
        }
        if wanted.isOptIn, wanted.isOptOut {
            throw .init("ERR You can't specify both OPTIN mode and OPTOUT mode")
        }
        if let old, wanted.isOptIn && old.isOptOut || wanted.isOptOut && old.isOptIn {
            throw .init(
                "ERR You can't switch OPTIN/OPTOUT mode before disabling tracking for this client, "
                    + "and then re-enabling it with a different mode."
            )
        }
        for (place, prefix) in wanted.prefixes.enumerated() {
            for other in old?.prefixes ?? [] where Self.overlap(prefix, other) {
                throw Self.overlap(prefix, "an existing", other)
            }
            for other in wanted.prefixes[(place + 1)...] where Self.overlap(prefix, other) {
                throw Self.overlap(prefix, "another provided", other)
            }
        }
    }

    /// Whether there are keys with both prefixes.
    private static func overlap(_ first: Bytes, _ second: Bytes) -> Bool {
        first.starts(with: second) || second.starts(with: first)
    }

    private static func overlap(_ first: Bytes, _ kind: String, _ second: Bytes) -> CommandError {
        .init(
            "ERR Prefix '\(String(decoding: first, as: UTF8.self))' overlaps with \(kind) prefix "
                + "'\(String(decoding: second, as: UTF8.self))'. Prefixes for a single client must "
                + "not overlap."
        )
    }

    /// Tracks keys for a client in another way than before; prefixes come to those that it has.
    private mutating func startTracking(_ client: ServerClient, _ wanted: KeyTracking) {
        if client.tracking == nil { tracking.addClient() }
        var wanted = wanted
        wanted.isCachingGiven = client.tracking?.isCachingGiven ?? false
        if wanted.isBroadcast {
            let added = wanted.prefixes.isEmpty ? [[]] : wanted.prefixes
            wanted.prefixes = client.tracking?.prefixes ?? []
            for prefix in added where tracking.add(client, to: prefix) {
                wanted.prefixes.append(prefix)
            }
            wanted.prefixes.sort { $0.lexicographicallyPrecedes($1) }
        }
        client.tracking = wanted
        observe()
    }

    /// Tracks no more keys for a client.
    mutating func stopTracking(_ client: ServerClient) {
        guard let options = client.tracking else { return }
        client.tracking = nil
        tracking.remove(client, options.prefixes)
        observe()
    }
}

extension ServerState {
    func setCaching(
        _ client: ServerClient,
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        guard let tracking = client.tracking else {
            throw .init(
                "ERR CLIENT CACHING can be called only when the client is in tracking mode with OPTIN "
                    + "or OPTOUT mode enabled"
            )
        }
        if call.isWord("YES", at: 2) {
            guard tracking.isOptIn else {
                throw .init(
                    "ERR CLIENT CACHING YES is only valid when tracking is enabled in OPTIN mode."
                )
            }
            client.tracking?.isCachingGiven = true
        } else if call.isWord("NO", at: 2) {
            guard tracking.isOptOut else {
                throw .init(
                    "ERR CLIENT CACHING NO is only valid when tracking is enabled in OPTOUT mode."
                )
            }
            client.tracking?.isCachingGiven = true
        } else {
            throw .syntax
        }
        reply.ok()
    }

    func describeTracking(_ client: ServerClient, _ reply: inout ReplyBuilder) {
        var flags: [String] = []
        if let tracking = client.tracking {
            flags.append("on")
            if tracking.isBroadcast { flags.append("bcast") }
            if tracking.isOptIn { flags.append("optin") }
            if tracking.isOptIn, tracking.isCachingGiven { flags.append("caching-yes") }
            if tracking.isOptOut { flags.append("optout") }
            if tracking.isOptOut, tracking.isCachingGiven { flags.append("caching-no") }
            if tracking.skipsOwn { flags.append("noloop") }
            if tracking.isBroken { flags.append("broken_redirect") }
        } else {
            flags.append("off")
        }
        reply.map(3)
        reply.bulk("flags")
        reply.set(flags.count)
        for flag in flags { reply.bulk(flag) }
        reply.bulk("redirect")
        reply.integer(client.tracking?.redirect ?? -1)
        reply.bulk("prefixes")
        let prefixes = client.tracking?.prefixes ?? []
        reply.array(prefixes.count)
        for prefix in prefixes { reply.bulk(prefix) }
    }
}
