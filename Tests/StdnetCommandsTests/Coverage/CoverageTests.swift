import StdnetBackend
import StdnetCommands
import Testing

/// That every command of the table has a type, or a reason to have none.
@Suite("The commands as a whole")
struct CoverageTests {
    /// What another command serves too, and by which name.
    private static let successors = [
        "brpoplpush": "blmove", "georadius": "geosearch", "georadius_ro": "geosearch",
        "georadiusbymember": "geosearch", "georadiusbymember_ro": "geosearch", "getset": "set",
        "hmset": "hset", "psetex": "set", "rpoplpush": "lmove", "setex": "set", "setnx": "set",
        "slaveof": "replicaof", "substr": "getrange", "zrangebylex": "zrange",
        "zrangebyscore": "zrange", "zrevrange": "zrange", "zrevrangebylex": "zrange",
        "zrevrangebyscore": "zrange",
    ]
    /// What a backend sends by itself, since it changes what a connection is.
    private static let connectionsOwn: Set = [
        "asking", "auth", "discard", "exec", "hello", "monitor", "multi", "psubscribe", "psync",
        "punsubscribe", "quit", "readonly", "readwrite", "replconf", "reset", "select",
        "ssubscribe", "subscribe", "sunsubscribe", "sync", "unsubscribe", "unwatch", "watch",
    ]
    /// What those who run a server do, not those who use it, and what only Redis's own tests call.
    private static let administrators: Set = [
        "cluster", "debug", "failover", "lolwut", "module", "pfdebug", "pfselftest", "replicaof",
        "restore-asking", "shutdown",
    ]

    @Test("every command of the table has a type, or a reason to have none") func coverage() {
        let typed = Set(SampleCommands.all.map { $0.words[0].lowercased() })
        let excused = Self.connectionsOwn.union(Self.administrators).union(Self.successors.keys)
        let table = Set(CommandTable.redis.all.map(\.name))
        #expect(typed.subtracting(table) == [])
        #expect(table.subtracting(typed).subtracting(excused) == [])
        #expect(typed.intersection(excused) == [], "no command is there twice")
        #expect(excused.subtracting(table) == [])
        for successor in Self.successors.values where successor != "replicaof" {
            #expect(typed.contains(successor))
        }
    }

    @Test("a call has as many words as the table says, and its keys where the table says")
    func calls() throws {
        for command in SampleCommands.all {
            let words = command.words
            let specification = try #require(CommandTable.redis[words[0]])
            #expect(specification.accepts(wordCount: words.count), "\(words)")
            var arguments = Arguments()
            command.write(to: &arguments)
            let positions = arguments.withView { specification.keys.positions(in: $0) }
            // In the samples, a word is a key just when it starts with these letters.
            let keys = words.indices.filter { words[$0].hasPrefix("key") }
            // The table knows one form of a container: which words of others are keys, it can't say.
            let isContainer = ["MEMORY", "OBJECT", "XGROUP", "XINFO"].contains(words[0])
            #expect(positions.sorted() == keys || (isContainer && keys.isEmpty), "\(words)")
        }
    }
}

extension Command {
    fileprivate var words: [String] {
        var arguments = Arguments()
        write(to: &arguments)
        return (0..<arguments.count).map { arguments.text(at: $0) }
    }
}
