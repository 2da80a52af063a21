import StdnetBackend
import StdnetCommands
import Testing

/// The commands of keys and of what strings, hashes and lists hold, against the table of commands.
@Suite("Commands of keys, strings, bitmaps, hashes and lists in the table")
struct CommandCoverageTests {
    /// One call of each type, its keys named `key` and a number in order.
    private static let calls: [any Command] =
        keyCalls + stringCalls + bitmapCalls + hashCalls + listCalls

    private static let keyCalls: [any Command] = [
        DEL(["key1", "key2"]), UNLINK(["key1"]), EXISTS(["key1", "key2"]), TOUCH(["key1"]),
        TYPE("key1"), EXPIRE("key1", seconds: 1), PEXPIRE("key1", after: .seconds(1)),
        EXPIREAT("key1", unixSeconds: 1), PEXPIREAT("key1", unixMilliseconds: 1), PERSIST("key1"),
        TTL("key1"), PTTL("key1"), EXPIRETIME("key1"), PEXPIRETIME("key1"),
        RENAME("key1", to: "key2"), RENAMENX("key1", to: "key2"), COPY("key1", to: "key2"),
        MOVE("key1", toDatabase: 2), KEYS("*"), RANDOMKEY(), DUMP("key1"), RESTORE("key1", []),
        SORT("key1", Sorting(by: "STORE", get: ["STORE"]), into: "key2"), SORT_RO("key1"),
        OBJECT.ENCODING("key1"), OBJECT.FREQ("key1"), OBJECT.IDLETIME("key1"),
        OBJECT.REFCOUNT("key1"), SCAN(0), HSCAN("key1", 0), SSCAN("key1", 0), ZSCAN("key1", 0),
        WAIT(forReplicas: 1, timeout: nil),
        MIGRATE(["key1", "key2"], to: MIGRATE.Target(host: "host"), timeout: .seconds(1)),
    ]

    private static let stringCalls: [any Command] = [
        GET("key1"), GETDEL("key1"), GETEX("key1", expiry: .remove), MGET(["key1", "key2"]),
        SET("key1", "v"), MSET(["key1": "v"]), MSETNX(["key1": "v"]), INCR("key1"),
        INCRBY("key1", 1), INCRBYFLOAT("key1", 1), DECR("key1"), DECRBY("key1", 1),
        GETRANGE("key1"), SETRANGE("key1", at: 1, "v"), APPEND("key1", "v"), STRLEN("key1"),
        LCS("key1", "key2"),
    ]

    private static let bitmapCalls: [any Command] = [
        SETBIT("key1", 1, true), GETBIT("key1", 1), BITCOUNT("key1"), BITPOS("key1", true),
        BITOP(.and(["key2", "key3"]), into: "key1"),
        BITFIELD("key1", [.get(.unsigned(1), at: .bit(0))]), BITFIELD_RO("key1", []),
    ]

    private static let hashCalls: [any Command] = [
        HGET("key1", "f"), HMGET("key1", ["f"]), HGETALL("key1"), HKEYS("key1"), HVALS("key1"),
        HLEN("key1"), HEXISTS("key1", "f"), HSTRLEN("key1", "f"), HSET("key1", ["f": "v"]),
        HSETNX("key1", "f", "v"), HDEL("key1", ["f"]), HINCRBY("key1", "f", 1),
        HINCRBYFLOAT("key1", "f", 1), HRANDFIELD("key1"),
    ]

    private static let listCalls: [any Command] = [
        LPUSH("key1", ["e"]), RPUSH("key1", ["e"]), LPUSHX("key1", ["e"]), RPUSHX("key1", ["e"]),
        LPOP("key1"), RPOP("key1"), LRANGE("key1"), LTRIM("key1", from: 0, through: 1),
        LINDEX("key1", 0), LLEN("key1"), LSET("key1", 0, "e"), LINSERT("key1", .before, "p", "e"),
        LREM("key1", "e"), LPOS("key1", "e"), LMOVE("key1", .left, to: "key2", .left),
        BLMOVE("key1", .left, to: "key2", .left, timeout: nil),
        LMPOP(["key1", "key2"], .left), BLMPOP(["key1", "key2"], .left, timeout: nil),
        BLPOP(["key1", "key2"], timeout: nil), BRPOP(["key1"], timeout: nil),
    ]

    /// Deprecated commands, and the ones that serve what they did.
    private static let successors = [
        "setnx": "set", "setex": "set", "psetex": "set", "getset": "set", "substr": "getrange",
        "hmset": "hset", "rpoplpush": "lmove", "brpoplpush": "blmove",
    ]

    @Test("every command has as many words and the keys that the table says")
    func specifications() throws {
        for call in Self.calls {
            var arguments = Arguments()
            call.write(to: &arguments)
            try arguments.withView { vector in
                let name = vector.text(0)
                let specification = try #require(CommandTable.redis[name], "\(name)")
                #expect(specification.accepts(wordCount: vector.count), "\(name)")
                let keys = specification.keys.positions(in: vector).map { vector.text($0) }
                let named = (0..<vector.count).map { vector.text($0) }
                    .filter { $0.hasPrefix("key") }
                #expect(keys == named, "\(name)")
            }
        }
    }

    @Test("every command of these groups has a type or a successor") func coverage() {
        let typed = Set(Self.calls.map { $0.spelling.prefix { $0 != " " }.lowercased() })
        let prefixes = ["get", "set", "incr", "decr", "mset", "bit", "h", "l", "r", "bl", "br"]
        let others: Set = [
            "hello", "lastsave", "latency", "lolwut", "readonly", "readwrite", "replconf",
            "replicaof", "reset", "restore-asking", "role",
        ]
        let missing = CommandTable.redis.all.map(\.name).filter { name in
            prefixes.contains { name.hasPrefix($0) } && !others.contains(name)
                && !typed.contains(name) && Self.successors[name] == nil
        }
        #expect(missing == [])
        for (old, new) in Self.successors {
            #expect(CommandTable.redis[old] != nil && !typed.contains(old))
            #expect(typed.contains(new))
        }
    }
}
