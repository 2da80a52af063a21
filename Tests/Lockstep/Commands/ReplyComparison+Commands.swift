import StdnetBackend

extension ReplyComparison {
    /// How alike the replies to a command have to be.
    ///
    /// - Parameters:
    ///   - call: The command.
    ///   - peek: Shows what the command finds; nil when it does not run at once, or in a script: what
    ///     it finds is then not known, and more has to be left to chance.
    init(of call: [Bytes], _ peek: KeyPeek? = nil) {
        let words = call.map { String(decoding: $0, as: UTF8.self).lowercased() }
        let name = words.first ?? ""
        let key = call.dropFirst().first ?? []
        self = Self.byName[name] ?? .exact
        switch name {
        case "config" where words.contains { $0.contains("*") }:
            // Everything, machines' paths and versions included.
            self = .any
        case "client", "object", "xinfo", "command", "config", "memory", "slowlog", "latency",
            "pubsub":
            self = Self.byName["\(name) \(words.dropFirst().first ?? "")"] ?? .exact
        case "smembers", "hgetall", "hkeys", "hvals":
            self = peek?.isOrdered(key) == true ? .exact : .unordered
        case "spop", "srandmember", "hrandfield", "zrandmember", "randomkey":
            self = .chosen(Self.choice(words, key, peek))
        case "sort", "sort_ro": self = Self.sorting(words, key, peek)
        case "scan", "sscan", "hscan", "zscan": self = Self.scanning(words, key, peek)
        case "eval", "eval_ro", "evalsha", "evalsha_ro": self = StoryScript.comparison(of: call)
        default: break
        }
    }

    private static func choice(
        _ words: [String],
        _ key: Bytes,
        _ peek: KeyPeek?
    ) -> RandomChoice {
        let width = words.count > 3 && words[0] != "spop" ? 2 : 1
        let count = words.count > 2 ? Int(words[2]) ?? 0 : 1
        return RandomChoice(
            all: peek?.choices(words[0], key, width: width),
            width: width,
            isDistinct: count > 0
        )
    }

    /// Sorting ends in one order, but for what weighs the same by ALPHA: that comes as it was met.
    private static func sorting(
        _ words: [String],
        _ key: Bytes,
        _ peek: KeyPeek?
    ) -> ReplyComparison {
        let patterns = words.indices.dropLast().filter { words[$0] == "by" }.map { words[$0 + 1] }
        guard !patterns.isEmpty else { return .exact }
        // Once told not to sort, Redis never unlearns it.
        let isByNothing = patterns.contains { !$0.contains("*") }
        let isChance =
            isByNothing ? peek?.isTableOfMembers(key) ?? true : words.contains("alpha")
        guard isChance else { return .exact }
        // LIMIT takes a part of them, which is chance then.
        return words.contains("limit") ? .any : .unordered
    }

    /// How SCAN and its like are compared.
    ///
    /// A small collection comes at once, in its order. Of a table one call finds all, or a part that is
    /// chance; ``ScanWalk`` looks at what many calls find together.
    private static func scanning(
        _ words: [String],
        _ key: Bytes,
        _ peek: KeyPeek?
    ) -> ReplyComparison {
        if words[0] != "scan", peek?.isOrdered(key) == true { return .exact }
        let place = words.lastIndex(of: "count")
        let count = place.flatMap { $0 + 1 < words.count ? words[$0 + 1] : nil }
        let cursor = words.dropFirst(words[0] == "scan" ? 1 : 2).first
        return cursor == "0" && count == "100000" ? .sameValues : .any
    }

    private static let byName: [String: ReplyComparison] = {
        var all: [String: ReplyComparison] = [
            "dump": .payload, "hello": .fields(except: ["id"]),
            "client list": .clients, "client info": .clients,
            "ttl": .times(.duration(unit: 1000)), "pttl": .times(.duration(unit: 1)),
            "expiretime": .times(.deadline(unit: 1000)),
            "pexpiretime": .times(.deadline(unit: 1)),
            "xpending": .times(.stream), "xinfo stream": .times(.stream),
            "xinfo consumers": .times(.stream),
        ]
        // The order of tables: those of keys, channels and commands, and of sets made on the way.
        for name in [
            "sinter", "sunion", "sdiff", "keys", "client trackinginfo", "config get",
            "command list", "pubsub channels", "pubsub shardchannels",
        ] { all[name] = .unordered }
        // The machine's time and memory, and what is numbered from the start of the server.
        for name in [
            "time", "lastsave", "client id", "info", "memory usage", "memory stats",
            "memory doctor", "memory malloc-stats", "slowlog get", "slowlog len",
            "latency histogram", "latency doctor", "acl genpass", "acl log", "debug object",
        ] { all[name] = .any }
        // Redis keeps small integers once for all keys, with the time of their last use by any.
        all["object idletime"] = .any
        // Counters that grow by chance, and what COMMAND tells of commands that memory leaves out.
        for name in ["object freq", "command ", "command docs", "command info", "command count"] {
            all[name] = .any
        }
        return all
    }()
}
