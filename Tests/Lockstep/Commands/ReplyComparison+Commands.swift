import StdnetBackend

extension ReplyComparison {
    /// How alike the replies to a command have to be.
    init(of call: [Bytes]) {
        let name = String(decoding: call.first ?? [], as: UTF8.self).lowercased()
        self = Self.byName[name] ?? .exact
        switch name {
        case "config" where call.contains { $0.contains(UInt8(ascii: "*")) }:
            // Everything, machines' paths and versions included.
            self = .any
        case "client", "object", "xinfo", "command", "config", "memory", "slowlog", "latency",
            "pubsub":
            let sub = String(decoding: call.dropFirst().first ?? [], as: UTF8.self).lowercased()
            self = Self.byName["\(name) \(sub)"] ?? .exact
        case "sort", "sort_ro":
            let words = call.map { String(decoding: $0, as: UTF8.self).lowercased() }
            guard words.contains("by") else { break }
            // What weighs the same comes in the order of a table, of which LIMIT takes a part.
            self = words.contains("limit") ? .any : .unordered
        case "scan", "sscan", "hscan", "zscan":
            // All at once, or a part that is chance.
            let place = call.lastIndex { word in
                String(decoding: word, as: UTF8.self).lowercased() == "count"
            }
            let count = place.flatMap { $0 + 1 < call.count ? call[$0 + 1] : nil }
            let cursor = call.dropFirst(name == "scan" ? 1 : 2).first
            let isAll = cursor == Bytes("0".utf8) && count == Bytes("100000".utf8)
            self = isAll ? .sameValues : .any
        default: break
        }
    }

    private static let byName: [String: ReplyComparison] = {
        var all: [String: ReplyComparison] = ["dump": .payload]
        for name in [
            "smembers", "sinter", "sunion", "sdiff", "keys", "hgetall", "hkeys", "hvals",
            "client trackinginfo", "config get", "command list", "pubsub channels",
            "pubsub shardchannels",
        ] { all[name] = .unordered }
        for name in [
            "srandmember", "hrandfield", "zrandmember", "randomkey", "spop", "hello",
        ] { all[name] = .shape }
        for name in [
            "ttl", "pttl", "expiretime", "pexpiretime", "object idletime", "xpending",
            "xinfo stream", "xinfo consumers", "lastsave",
        ] { all[name] = .times }
        for name in [
            "time", "command ", "object refcount", "client id", "client list", "client info",
            "info", "object freq", "memory usage",
            "memory stats", "memory doctor", "memory malloc-stats", "hello", "command docs",
            "command info", "command count", "slowlog get", "slowlog len", "latency histogram",
            "latency doctor", "role", "debug object", "lolwut", "acl genpass", "acl log",
        ] { all[name] = .any }
        return all
    }()
}
