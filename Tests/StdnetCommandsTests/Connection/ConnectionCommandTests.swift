import RedisBackend
import StdnetBackend
import StdnetCommands
import StdnetTesting
import Testing

@Suite("Commands of connections")
struct ConnectionCommandTests {
    @Test("a server answers", arguments: TestedBackend.allCases)
    func ping(_ backend: TestedBackend) async throws {
        try await backend { (backend) async throws in
            #expect(try await backend.run(PING()) == "PONG")
            #expect(try await backend.run(PING("hello")) == "hello")
            #expect(try await backend.run(ECHO(7)) == "7")
        }
    }

    @Test("a connection is described", arguments: TestedBackend.servers)
    func description(_ server: TestedBackend) async throws {
        try await server { (backend) async throws in
            let id = try await backend.run(CLIENT.ID())
            try await backend.run(CLIENT.SETNAME("tester"))
            #expect(try await backend.run(CLIENT.GETNAME()) == "tester")
            let info = try await backend.run(CLIENT.INFO())
            #expect((info.id, info.name, info.user) == (id, "tester", "default"))
            #expect(info.lastCommand == "client|info")
            #expect(info.address.hasPrefix("127.0.0.1:"))
            #expect((info.database, info.channels) == (0, 0))
            #expect(try await backend.run(CLIENT.LIST()).map(\.id) == [id])
            #expect(try await backend.run(CLIENT.LIST(.ids([id, 999]))).map(\.id) == [id])
            #expect(try await backend.run(CLIENT.LIST(.kind(.replica))) == [])
            try await backend.run(CLIENT.NO_EVICT(true))
            try await backend.run(CLIENT.NO_EVICT(false))
            let tracking = try await backend.run(CLIENT.TRACKINGINFO())
            #expect(tracking.flags == ["off"])
            #expect(tracking.redirect == nil)
            try await backend.run(CLIENT.PAUSE(.milliseconds(1), writesOnly: true))
            try await backend.run(CLIENT.UNPAUSE())
            #expect(try await backend.run(CLIENT.UNBLOCK(id, withError: true)) == false)
        }
    }

    @Test("a connection without a name has none") func anonymous() throws {
        let empty = try Reply.made { $0.bulk("") }
        let null = try Reply.made { $0.null() }
        #expect(try CLIENT.GETNAME().decode(empty) == nil)
        #expect(try CLIENT.GETNAME().decode(null) == nil)
    }

    @Test("another connection is closed") func kill() async throws {
        try await withRedisServer { server in
            let first = try await RedisBackend.connect(to: server.url)
            let second = try await RedisBackend.connect(to: server.url)
            let id = try await second.run(CLIENT.ID())
            #expect(try await first.run(CLIENT.KILL(.init(id: id))) == 1)
            #expect(try await first.run(CLIENT.LIST(.ids([id]))) == [])
            await first.close()
            await second.close()
        }
    }

    @Test("a filter is written as Redis wants it") func spelling() {
        let filter = CLIENT.KILL.Filter(
            id: 3,
            kind: .normal,
            user: "ann",
            address: "1.2.3.4:5",
            localAddress: "6.7.8.9:10",
            sparesCaller: false
        )
        #expect(
            CLIENT.KILL(filter).spelling
                == "CLIENT KILL ID 3 TYPE NORMAL USER ann ADDR 1.2.3.4:5 LADDR 6.7.8.9:10 SKIPME NO"
        )
        #expect(CLIENT.PAUSE(.seconds(2)).spelling == "CLIENT PAUSE 2000 ALL")
        #expect(CLIENT.NO_EVICT(true).spelling == "CLIENT NO-EVICT ON")
    }
}
