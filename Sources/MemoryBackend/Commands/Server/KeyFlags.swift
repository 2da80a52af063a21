import StdnetBackend

/// What commands do with their keys, in Redis's words: for COMMAND GETKEYSANDFLAGS.
enum KeyFlags {
    /// Flags of the first key, after a bar those of the others, and the names that have them.
    private static let lines: StaticString = """
        OW insert: msetnx setnx
        OW update: mset psetex restore setex
        OW update|RO access: bitop geosearchstore sdiffstore sunionstore zdiffstore zinterstore
        OW update|RO access: zrangestore zunionstore
        RM delete: del unlink
        RO: exists hexists hlen hstrlen llen memory object scard sismember strlen touch type watch
        RO: xlen zcard
        RO access: bitcount bitfield_ro bitpos dump eval_ro evalsha_ro expiretime geodist geohash
        RO access: geopos georadius_ro georadiusbymember_ro geosearch get getbit getrange hget
        RO access: hgetall hkeys hmget hrandfield hscan hvals lcs lindex lpos lrange mget pexpiretime
        RO access: pttl sdiff sinter sintercard smembers smismember sort_ro srandmember sscan substr
        RO access: sunion ttl xinfo xpending xrange xread xreadgroup xrevrange zcount zdiff zinter
        RO access: zintercard zlexcount zmscore zrandmember zrange zrangebylex zrangebyscore zrank
        RO access: zrevrange zrevrangebylex zrevrangebyscore zrevrank zscan zscore zunion
        RO access|OW update: copy georadius georadiusbymember sort
        RW access: pfcount pfdebug
        RW access delete: blmpop blpop brpop bzmpop bzpopmax bzpopmin getdel lmpop lpop rpop spop
        RW access delete: zmpop zpopmax zpopmin
        RW access delete|OW insert: renamenx
        RW access delete|OW update: rename
        RW access delete|RW insert: blmove brpoplpush lmove rpoplpush smove
        RW access insert|RO access: pfmerge
        RW access update: decr decrby eval evalsha getex getset hincrby hincrbyfloat incr incrby
        RW access update: incrbyfloat move setbit zincrby
        RW delete: hdel lrem ltrim srem xautoclaim xdel xtrim zrem zremrangebylex zremrangebyrank
        RW delete: zremrangebyscore
        RW insert: append hsetnx linsert lpush lpushx pfadd rpush rpushx sadd
        RW update: expire expireat geoadd hmset hset lset persist pexpire pexpireat setrange xack
        RW update: xadd xclaim xsetid zadd
        RW update|RO access: sinterstore
        not_key: spublish ssubscribe sunsubscribe
        """

    private static let byName: [String: [[String]]] = {
        var all: [String: [[String]]] = [:]
        for line in lines.description.split(separator: "\n") {
            let parts = line.split(separator: ":")
            let flags = parts[0].split(separator: "|").map {
                $0.split(separator: " ").map(String.init)
            }
            for name in parts[1].split(separator: " ") { all[String(name)] = flags }
        }
        return all
    }()

    /// The flags of the first key of a call, and those of the others.
    static func of(_ call: ArgumentView) -> (first: [String], others: [String]) {
        let name = call.text(0).lowercased()
        let flags =
            switch name {
            case "set": [["OW", "update"]].filter { _ in !call.hasWord("GET", from: 3) }
            case "bitfield": [["RO", "access"]].filter { _ in onlyReads(call) }
            case "xgroup": [subcommand(call)]
            default: byName[name] ?? []
            }
        let first = flags.first ?? ["RW", "access", "update"]
        return (first, flags.last ?? first)
    }

    private static func subcommand(_ call: ArgumentView) -> [String] {
        switch call.text(1).lowercased() {
        case "delconsumer", "destroy": ["RW", "delete"]
        case "setid": ["RW", "update"]
        default: ["RW", "insert"]
        }
    }

    /// Whether a BITFIELD has only what reads.
    private static func onlyReads(_ call: ArgumentView) -> Bool {
        var position = 2
        while position < call.count {
            if call.isWord("GET", at: position), call.hasWord(after: position, count: 2) {
                position += 3
            } else if call.isWord("OVERFLOW", at: position), call.hasWord(after: position) {
                position += 2
            } else {
                return false
            }
        }
        return true
    }
}

extension ArgumentView {
    fileprivate func hasWord(_ word: StaticString, from first: Int) -> Bool {
        guard first < count else { return false }
        return (first..<count).contains { isWord(word, at: $0) }
    }
}
