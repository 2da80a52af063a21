import MemoryBackend
import StdnetBackend
import StdnetTesting
import Testing

@Suite("Keys that are looked up")
struct KeyLookupTests {
    private let server = MemoryServer(seed: 1)

    /// How many hits and misses a command adds.
    private func counts(_ line: String, _ client: TalkingClient) -> [Int] {
        client.say("CONFIG RESETSTAT")
        client.say(line)
        let words = client.say("INFO stats").split(separator: " ")
        return ["keyspace_hits:", "keyspace_misses:"].map { name in
            words.first { $0.hasPrefix(name) }.flatMap { Int($0.dropFirst(name.count)) } ?? -1
        }
    }

    @Test(
        "count as hits or misses when they are read",
        arguments: [
            ("GET s", [1, 0]), ("GET none", [0, 1]), ("MGET s none s", [2, 1]),
            ("SET s 1", [0, 0]),
            ("SET s 1 GET", [1, 0]), ("SET new 1 NX", [0, 0]), ("GETDEL s", [1, 0]),
            ("INCR s", [0, 0]),
            ("EXISTS s none", [1, 1]), ("TTL none", [0, 1]), ("TYPE s", [1, 0]),
            ("LLEN l", [1, 0]),
            ("LPOP l", [0, 0]), ("SUNIONSTORE d m none", [1, 1]), ("OBJECT ENCODING none", [0, 1]),
            ("COPY s t", [1, 0]), ("DEL s", [0, 0]), ("HGET none f", [0, 1]),
        ]
    )
    func counting(_ line: String, _ expected: [Int]) {
        let client = TalkingClient(of: server, "SET s 1", "RPUSH l a b", "SADD m a")
        #expect(counts(line, client) == expected, "\(line)")
    }

    @Test("are events when they are read and not there")
    func events() {
        let listener = TalkingClient(of: server, "CONFIG SET notify-keyspace-events Em", "HELLO 3")
        listener.say("SUBSCRIBE __keyevent@0__:keymiss")
        let client = TalkingClient(of: server)
        for line in [
            "HGET a f", "SET b 1 GET", "LPOP c", "EXISTS d", "OBJECT ENCODING e", "ZCARD f",
        ] {
            client.say(line)
        }
        let keys = listener.hears().split(separator: ">").compactMap {
            $0.split(separator: " ").last
        }
        #expect(keys == ["a", "b", "d", "f"])
    }
}

@Suite("Changes that a client hears of itself")
struct OwnPushTests {
    private let client: TalkingClient

    init() {
        client = TalkingClient(
            of: MemoryServer(seed: 1),
            "CONFIG SET notify-keyspace-events AEn",
            "HELLO 3",
            "SADD m a b",
            "RPUSH l a",
            "PSUBSCRIBE *"
        )
    }

    /// What a command sends: events by their name, and `=` for its reply.
    private func order(_ line: String) -> String {
        let heard = client.say(line)
        var order: [Substring] = []
        for part in heard.split(separator: ">") {
            let words = part.split(separator: " ")
            guard part.hasPrefix("4 ") else {
                order.append("=")
                continue
            }
            let name = words.first { $0.hasPrefix("__keyevent") }?.split(separator: ":").last ?? ""
            order.append(name)
            // The reply stands after the last word of the push.
            if words.count > 9 { order.append("=") }
        }
        return order.joined(separator: " ")
    }

    @Test(
        "come before or after the reply, as the command has it",
        arguments: [
            ("SET a 1", "new set ="), ("INCR n", "new incrby ="), ("HSET h f v", "new = hset"),
            ("LPUSH l x", "= lpush"), ("LPOP l", "= lpop del"),
            ("LMOVE l l2 LEFT LEFT", "new lpush = lpop del"),
            ("SPOP m 5", "spop = del"), ("DEL l m", "del del ="), ("ZADD z 1 a", "new = zadd"),
            ("SUNIONSTORE d m", "new = sunionstore"), ("SET l 1 GET", "="),
            ("XADD x 1-1 f v", "new = xadd"),
            ("EXPIRE l 100", "= expire"), ("EXPIRE l -1", "del ="), ("SINTERSTORE l m no", "del ="),
        ]
    )
    func order(_ line: String, _ expected: String) {
        #expect(order(line) == expected, "\(line)")
    }

    @Test("come among the replies of a transaction")
    func transaction() {
        client.say("MULTI", "SET a 1", "HSET h f v")
        let heard = client.say("EXEC")
        #expect(heard.hasPrefix("*2 >4 $8 pmessage $1 * $18 __keyevent@0__:new $1 a >4"))
        #expect(heard.contains("$18 __keyevent@0__:set $1 a +OK >4"))
        #expect(heard.contains("$18 __keyevent@0__:new $1 h :1 >4"))
        #expect(heard.hasSuffix("$19 __keyevent@0__:hset $1 h"))
    }
}
