import StdnetBackend
import StdnetCommands
import Testing

@Suite("What INFO tells")
struct ServerInfoTests {
    @Test("text is read by section") func parsing() throws {
        let text = [
            "# Server", "redis_version:7.0.15", "os:Linux 6 x86", "", "# Keyspace",
            "db3:keys=2,expires=1,avg_ttl=1500", "", "# Commandstats",
            "cmdstat_config|get:calls=4,usec=10,rejected_calls=1,failed_calls=2", "",
        ].joined(separator: "\r\n")
        let info = ServerInfo(parsing: text)
        #expect(info.sections.map(\.name) == ["server", "keyspace", "commandstats"])
        #expect(info["SERVER"]?["os"] == "Linux 6 x86")
        #expect(info["nothing"] == nil)
        #expect(info.version == "7.0.15")
        #expect(info.uptime == nil)
        let database = try #require(info.databases[3])
        #expect((database.keys, database.expires) == (2, 1))
        #expect(database.averageTimeToLive == .milliseconds(1500))
        let figures = try #require(info.commands["config|get"])
        #expect((figures.calls, figures.rejectedCalls, figures.failedCalls) == (4, 1, 2))
        #expect(figures.time == .microseconds(10))
    }

    @Test("lines before the first heading, and what is no line, do no harm") func oddities() {
        let info = ServerInfo(parsing: "a:1\nnonsense\n#\nb:x:y\nb:2")
        #expect(info.sections.map(\.name) == ["", ""])
        #expect(info.field("a") == "1")
        #expect(info.field("b") == "2")
        #expect(info.sections[1].names == ["b"])
        #expect(ServerInfo(parsing: "").sections.isEmpty)
    }

    @Test("a real server is read", arguments: TestedBackend.servers)
    func real(_ server: TestedBackend) async throws {
        try await server { (backend) async throws in
            try await backend.run(SET("k", "v"))
            let info = try await backend.run(INFO())
            #expect(info.version?.hasPrefix("7.") == true)
            #expect((info.mode, info.role) == ("standalone", "master"))
            #expect(info.databases[0]?.keys == 1)
            #expect((info.isLoading, info.connectedClients) == (false, 1))
            #expect(info.maxMemory == 0)
            for figure in [info.usedMemory, info.processedCommands] {
                #expect(try #require(figure) > 0)
            }
            let figures = [
                info.blockedClients, info.evictedKeys, info.keyspaceHits, info.keyspaceMisses,
            ]
            #expect(figures == [0, 0, 0, 0])
            #expect(info.changesSinceLastSave == 1)
            #expect(try #require(info.uptime) < .seconds(3600))
            let some = try await backend.run(INFO("server", "commandstats"))
            #expect(some.sections.map(\.name) == ["server", "commandstats"])
            #expect(some.commands["set"]?.calls == 1)
        }
    }
}
