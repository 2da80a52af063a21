import StdnetBackend

extension Behaviour {
    /// One story over plain commands: words, and the reply in the notation of `Reply.notation`.
    private static func story(_ title: String, _ lines: [(String, String)]) -> Behaviour {
        Behaviour(title) { backend in
            for (line, expected) in lines {
                let words = line.split(separator: " ").map { $0 == "''" ? "" : String($0) }
                var batch = CommandBatch()
                batch.append { arguments in for word in words { arguments.append(word) } }
                let reply = try await backend.execute(batch)[0]
                try expect(reply.notation, equals: expected, line)
            }
        }
    }

    /// What single commands answer.
    static let commands: [Behaviour] = [
        story(
            "strings keep, count and expire",
            [
                ("GET k", "nil"), ("SET k v", "+OK"), ("GET k", "v"), ("SET k w NX", "nil"),
                ("SET k w XX GET", "v"), ("INCR n", "1"), ("INCRBY n 41", "42"),
                ("INCR k", "-ERR value is not an integer or out of range"),
                ("MGET k none n", "[w, nil, 42]"), ("STRLEN k", "1"), ("TYPE k", "+string"),
                ("SET t v PX 100000", "+OK"), ("PERSIST t", "1"), ("TTL t", "-1"),
                ("TTL none", "-2"),
            ]
        ),
        story(
            "a negative time to live deletes",
            [
                ("SET k v", "+OK"), ("EXPIRE k -1", "1"), ("EXISTS k", "0"),
            ]
        ),
        story(
            "hashes hold fields",
            [
                ("HSET h a 1 b 2", "2"), ("HSET h a 3", "0"), ("HGET h a", "3"),
                ("HGET h z", "nil"),
                ("HMGET h a z b", "[3, nil, 2]"), ("HLEN h", "2"), ("HEXISTS h b", "1"),
                ("HDEL h a b", "2"),
                ("EXISTS h", "0"),
                ("HSET h a", "-ERR wrong number of arguments for 'hset' command"),
            ]
        ),
        story(
            "sets hold members and combine",
            [
                ("SADD a 1 2 3", "3"), ("SADD b 2 3 4", "3"), ("SINTERSTORE c a b", "2"),
                ("SCARD c", "2"),
                ("SDIFFSTORE c a b", "1"), ("SMEMBERS c", "[1]"), ("SUNIONSTORE c a b", "4"),
                ("SMISMEMBER c 1 9", "[1, 0]"), ("SREM a 1 2 3", "3"), ("TYPE a", "+none"),
                ("SINTERSTORE c a b", "0"), ("EXISTS c", "0"),
            ]
        ),
        story(
            "sorted sets keep order by score, then by bytes",
            [
                ("ZADD z 2 b 1 a 2 B 3 c", "4"), ("ZRANGE z 0 -1", "[a, B, b, c]"),
                ("ZRANGE z (1 2 BYSCORE", "[B, b]"), ("ZCOUNT z -inf (3", "3"), ("ZSCORE z c", "3"),
                ("ZMSCORE z a none", "[1, nil]"), ("ZRANGESTORE y z 2 +inf BYSCORE", "3"),
                ("ZREVRANGE y 0 0 WITHSCORES", "[c, 3]"),
                ("ZADD z nan x", "-ERR value is not a valid float"),
                ("ZREM z a B b c", "4"), ("EXISTS z", "0"),
            ]
        ),
        story(
            "sorted sets combine with sets, weights and aggregates",
            [
                ("ZADD z 1 a 2 b", "2"), ("SADD s b c", "2"),
                ("ZUNIONSTORE u 2 z s WEIGHTS 10 1", "3"),
                ("ZRANGE u 0 -1 WITHSCORES", "[c, 1, a, 10, b, 21]"),
                ("ZINTERSTORE u 2 z s WEIGHTS 0 1 AGGREGATE SUM", "1"),
                ("ZRANGE u 0 -1 WITHSCORES", "[b, 1]"),
                ("ZDIFFSTORE u 2 z s", "1"), ("ZRANGE u 0 -1", "[a]"),
            ]
        ),
        story(
            "lists push, pop and slice",
            [
                ("RPUSH l a b c", "3"), ("LPUSH l z", "4"), ("LRANGE l 0 -1", "[z, a, b, c]"),
                ("LPOP l", "z"), ("RPOP l 2", "[c, b]"), ("LLEN l", "1"), ("LPOP l", "a"),
                ("LPOP l", "nil"),
                ("EXISTS l", "0"),
            ]
        ),
        story(
            "SORT orders by other keys and gets from them",
            [
                ("RPUSH l 1 2 3 10", "4"), ("HSET o:1 n 30 t x", "2"), ("HSET o:2 n 20 t ä", "2"),
                ("HSET o:3 n 20", "1"), ("HSET o:10 n -1e3 t a", "2"),
                ("SORT l DESC", "[10, 3, 2, 1]"),
                ("SORT l ALPHA", "[1, 10, 2, 3]"),
                ("SORT l BY o:*->n GET # GET o:*->t", "[10, a, 2, ä, 3, nil, 1, x]"),
                ("SORT l BY o:*->n DESC LIMIT 1 2", "[3, 2]"),
                ("SORT l BY nosort GET o:*->t LIMIT 0 2", "[x, ä]"),
                ("SORT l BY nosort DESC", "[10, 3, 2, 1]"),
                ("SORT l BY o:*->t ALPHA STORE d", "4"), ("LRANGE d 0 -1", "[3, 10, 1, 2]"),
                ("ZADD z 3 a 1 b 2 c", "3"), ("SORT z BY nosort DESC", "[a, c, b]"),
                ("SORT l BY o:*->t", "-ERR One or more scores can't be converted into double"),
            ]
        ),
        story(
            "a command on a key of another type is refused and changes nothing",
            [
                ("SET k v", "+OK"),
                (
                    "HSET k a b",
                    "-WRONGTYPE Operation against a key holding the wrong kind of value"
                ),
                ("SADD k a", "-WRONGTYPE Operation against a key holding the wrong kind of value"),
                (
                    "ZRANGE k 0 -1",
                    "-WRONGTYPE Operation against a key holding the wrong kind of value"
                ),
                ("GET k", "v"),
            ]
        ),
        story(
            "unknown commands and wrong calls are refused in Redis's words",
            [
                ("NOSUCH a b", "-ERR unknown command 'NOSUCH', with args beginning with: 'a' 'b' "),
                ("GET", "-ERR wrong number of arguments for 'get' command"),
                ("SET k v EX nine", "-ERR value is not an integer or out of range"),
                ("SET k v WHAT", "-ERR syntax error"), ("EXISTS k", "0"),
            ]
        ),
        story(
            "SCAN finds every key once the cursor comes home",
            [
                ("MSET a 1 b 2 c 3", "+OK"), ("SCAN 0 COUNT 1000 MATCH [b]", "[0, [b]]"),
                ("DBSIZE", "3"),
                ("SCAN x", "-ERR invalid cursor"), ("FLUSHDB", "+OK"), ("DBSIZE", "0"),
            ]
        ),
    ]
}

extension Reply {
    /// A reply as the suite writes it: strings bare, errors and statuses as on the wire, numbers and
    /// members with scores as RESP2 has them, whatever the protocol.
    var notation: String {
        guard hasScoredPairs else { return ownNotation }
        return "[" + elements.flatMap(\.elements).map(\.notation).joined(separator: ", ") + "]"
    }

    /// Whether this is what ZRANGE answers by RESP3: a pair for each member, its score a double.
    private var hasScoredPairs: Bool {
        kind == .array && count > 0
            && elements.allSatisfy { pair in
                pair.kind == .array && pair.elements.map(\.kind) == [.bulk, .double]
            }
    }

    /// A map of collections, as XREAD answers by RESP3: by RESP2 it is an array of pairs.
    private var pairs: String {
        var pairs: [String] = []
        var rest = elements
        while let key = rest.next(), let value = rest.next() {
            pairs.append("[\(key.ownNotation), \(value.ownNotation)]")
        }
        return "[" + pairs.joined(separator: ", ") + "]"
    }

    private var ownNotation: String {
        switch kind {
        case .null, .nullArray: "nil"
        case .integer, .boolean: "\(integer ?? 0)"
        case .double: (double ?? .nan).score
        case .status: "+" + text
        case .error: "-" + text
        case .bulk, .bigNumber, .verbatim: text
        case .map where elements.contains(where: \.kind.isCollection): pairs
        case .array, .map, .set, .push:
            "[" + elements.map(\.ownNotation).joined(separator: ", ") + "]"
        }
    }
}
