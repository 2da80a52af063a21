import StdnetBackend
import StdnetCommands
import Testing

@Suite("Commands of the server")
struct ServerCommandTests {
    @Test("databases are counted and emptied", arguments: TestedBackend.allCases)
    func databases(_ backend: TestedBackend) async throws {
        try await backend { (backend) async throws in
            _ = try await backend.run(SET("a", 1), SET("b", 2))
            #expect(try await backend.run(DBSIZE()) == 2)
            try await backend.run(FLUSHDB())
            #expect(try await backend.run(DBSIZE()) == 0)
            try await backend.run(SET("a", 1))
            try await backend.run(FLUSHALL(.waiting))
            #expect(try await backend.run(DBSIZE()) == 0)
            #expect(try await backend.run(TIME()) > .seconds(1_700_000_000))
        }
    }

    @Test("databases are exchanged, and snapshots are made", arguments: TestedBackend.servers)
    func swapping(_ server: TestedBackend) async throws {
        try await server { (backend) async throws in
            try await backend.run(SET("a", 1))
            try await backend.run(SWAPDB(0, 1))
            #expect(try await backend.run(DBSIZE()) == 0)
            try await backend.run(FLUSHDB(.inBackground))
            let before = try await backend.run(LASTSAVE())
            try await backend.run(SAVE())
            #expect(try await backend.run(LASTSAVE()) >= before)
            try await backend.run(BGSAVE(schedules: true))
            try await backend.run(BGREWRITEAOF())
            let role = try await backend.run(ROLE())
            #expect(role == .master(offset: 0, replicas: []))
        }
    }

    @Test("parameters are read and set", arguments: TestedBackend.servers)
    func configuration(_ server: TestedBackend) async throws {
        try await server { (backend) async throws in
            let parameters = ["maxmemory": "100000000", "slowlog-log-slower-than": "0"]
            try await backend.run(CONFIG.SET(parameters))
            #expect(try await backend.run(CONFIG.GET("maxmemory", "slowlog-l*r*")) == parameters)
            try await backend.run(CONFIG.RESETSTAT())
            // The server of the test was started without a file.
            await #expect(throws: BackendError.self) { try await backend.run(CONFIG.REWRITE()) }
        }
    }

    @Test("memory is accounted for", arguments: TestedBackend.servers)
    func memory(_ server: TestedBackend) async throws {
        try await server { (backend) async throws in
            try await backend.run(SET("a", 1))
            #expect(try #require(try await backend.run(MEMORY.USAGE("a", samples: 0))) > 0)
            #expect(try await backend.run(MEMORY.USAGE("none")) == nil)
            let figures = try await backend.run(MEMORY.STATS())
            #expect(figures.keys == 1)
            #expect(figures.peak > 0 && figures.total > figures.startup && figures.overhead > 0)
            #expect(figures.dataset > 0 && figures.bytesPerKey > 0 && figures.fragmentation > 0)
            #expect(try await backend.run(MEMORY.DOCTOR()).isEmpty == false)
            #expect(try await backend.run(MEMORY.MALLOC_STATS()).isEmpty == false)
            try await backend.run(MEMORY.PURGE())
        }
    }

    @Test("slow commands are told", arguments: TestedBackend.servers)
    func slowLog(_ server: TestedBackend) async throws {
        try await server { (backend) async throws in
            try await backend.run(CONFIG.SET(["slowlog-log-slower-than": 0]))
            try await backend.run(SET("a", 1))
            let entries = try await backend.run(SLOWLOG.GET(2))
            #expect(entries.first?.command == ["SET", "a", "1"])
            #expect(entries.first?.address.hasPrefix("127.0.0.1:") == true)
            #expect(try await backend.run(SLOWLOG.LEN()) >= 2)
            try await backend.run(SLOWLOG.RESET())
        }
    }

    @Test("delays are told", arguments: TestedBackend.servers)
    func latency(_ server: TestedBackend) async throws {
        try await server { (backend) async throws in
            try await backend.run(CONFIG.SET(["latency-monitor-threshold": 1]))
            _ = try await backend.run(
                EVAL("local n = 0; for i = 1, 2000000 do n = n + i end; return n")
            )
            let events = try await backend.run(LATENCY.LATEST())
            let event = try #require(events.first { $0.name == "command" })
            #expect(event.latest > .zero && event.greatest >= event.latest)
            let samples = try await backend.run(LATENCY.HISTORY("command"))
            #expect(samples.map(\.time) == [event.time])
            #expect(samples.map(\.latency) == [event.latest])
            let histograms = try await backend.run(LATENCY.HISTOGRAM("eval", "get"))
            #expect(Set(histograms.keys) == ["eval"])
            #expect(histograms["eval"]?.calls == 1)
            #expect(histograms["eval"]?.steps.last?.calls == 1)
            #expect(try await backend.run(LATENCY.GRAPH("command")).hasPrefix("command"))
            #expect(try await backend.run(LATENCY.DOCTOR()).isEmpty == false)
            #expect(try await backend.run(LATENCY.RESET("command")) == 1)
        }
    }

    @Test("commands are described", arguments: TestedBackend.servers)
    func commands(_ server: TestedBackend) async throws {
        try await server { (backend) async throws in
            #expect(try await backend.run(COMMAND.COUNT()) > 200)
            let described = try await backend.run(COMMAND.INFO("get", "nosuch"))
            let get = try #require(described[0])
            #expect((get.name, get.arity) == ("get", 2))
            #expect((get.firstKey, get.lastKey, get.keyStep) == (1, 1, 1))
            #expect(get.flags == ["readonly", "fast"])
            #expect(get.categories.contains("@string"))
            #expect(described[1] == nil)
            let documented = try await backend.run(COMMAND.DOCS("get"))
            #expect(documented["get"]?.since == "1.0.0")
            #expect(documented["get"]?.group == "string")
        }
    }

    @Test("a replica and a sentinel say what they are") func roles() throws {
        let replica = try Reply.made { reply in
            reply.array(5)
            reply.bulk("slave")
            reply.bulk("10.0.0.1")
            reply.integer(6379)
            reply.bulk("connected")
            reply.integer(3167)
        }
        let expected = ReplicationRole.replica(
            master: "10.0.0.1",
            port: 6379,
            state: "connected",
            offset: 3167
        )
        #expect(try ROLE().decode(replica) == expected)
        let sentinel = try Reply.made { reply in
            reply.array(2)
            reply.bulk("sentinel")
            reply.array(1)
            reply.bulk("main")
        }
        #expect(try ROLE().decode(sentinel) == .sentinel(masters: ["main"]))
        let unknown = try Reply.made { reply in
            reply.array(2)
            reply.bulk("arbiter")
            reply.null()
        }
        #expect(throws: BackendError.self) { try ROLE().decode(unknown) }
    }
}
