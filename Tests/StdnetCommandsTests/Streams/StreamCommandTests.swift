import StdnetBackend
import StdnetCommands
import Testing

@Suite("Commands of streams")
struct StreamCommandTests {
    private let ids = (1...3).map { StreamID(UInt64($0), 1) }

    private func fill(_ backend: any Backend) async throws {
        for (number, id) in ids.enumerated() {
            let added = XADD("s", ["n": number], id: .exactly(id))
            #expect(try await backend.run(added) == id)
        }
    }

    @Test("entries are added, read and deleted", arguments: TestedBackend.servers)
    func entries(_ server: TestedBackend) async throws {
        try await server { (backend) async throws in
            try await fill(backend)
            #expect(try await backend.run(XADD(ifExists: "none", ["a": 1])) == nil)
            let timed = XADD("t", fields: ["a": 1], id: .milliseconds(7))
            #expect(try await backend.run(timed) == StreamID(7))
            #expect(try await backend.run(XLEN("s")) == 3)
            let all = try await backend.run(XRANGE("s", as: Int.self))
            #expect(all.map(\.id) == ids)
            #expect(all.map { $0["n"] } == [0, 1, 2])
            #expect(all[0]["m"] == nil)
            let later = try await backend.run(XRANGE("s", from: .exclusive(ids[0]), count: 1))
            #expect(later.map(\.id) == [ids[1]])
            let newest = try await backend.run(XREVRANGE("s", through: .milliseconds(2)))
            #expect(newest.map(\.id) == [ids[2], ids[1]])
            #expect(try await backend.run(XDEL("s", [ids[1], StreamID(9)])) == 1)
            #expect(try await backend.run(XTRIM("s", .length(1))) == 1)
            #expect(try await backend.run(XTRIM("s", .from(ids[2]))) == 0)
            try await backend.run(XSETID("s", StreamID(9), entriesAdded: 5, maxDeletedID: ids[1]))
            let info = try await backend.run(XINFO.STREAM("s"))
            #expect((info.length, info.entriesAdded, info.groups) == (1, 5, 0))
            #expect((info.lastGeneratedID, info.maxDeletedID) == (StreamID(9), ids[1]))
            #expect(info.first == info.last)
        }
    }

    @Test("several streams are read on", arguments: TestedBackend.servers)
    func reading(_ server: TestedBackend) async throws {
        try await server { (backend) async throws in
            try await fill(backend)
            let read = XREAD(["s": .after(ids[0]), "none": .first], count: 1)
            let streams = try await backend.run(read)
            #expect(streams.map(\.key) == ["s"])
            #expect(streams.first?.entries.map(\.id) == [ids[1]])
            #expect(try await backend.run(XREAD(["s": .last])) == [])
            let waited = XREAD(["s": .first], wait: .upTo(.seconds(1)), as: Bytes.self)
            #expect(try await backend.run(waited).first?.entries.count == 3)
        }
    }

    @Test("a group shares the entries out", arguments: TestedBackend.servers)
    func groups(_ server: TestedBackend) async throws {
        try await server { (backend) async throws in
            try await backend.run(XGROUP.CREATE("s", "g", from: .first, makesStream: true))
            try await fill(backend)
            #expect(try await backend.run(XGROUP.CREATECONSUMER("s", "g", "ann")))
            let new = XREADGROUP("g", "ann", ["s": .new], count: 2)
            #expect(try await backend.run(new).first?.entries.map(\.id) == [ids[0], ids[1]])
            #expect(try await backend.run(XACK("s", "g", [ids[0]])) == 1)
            let again = try await backend.run(XREADGROUP("g", "ann", ["s": .pending()]))
            #expect(again.first?.entries.map(\.id) == [ids[1]])
            let groups = try await backend.run(XINFO.GROUPS("s"))
            #expect(groups.map(\.name) == ["g"])
            #expect((groups[0].pending, groups[0].lag, groups[0].entriesRead) == (1, 1, 2))
            let consumers = try await backend.run(XINFO.CONSUMERS("s", "g"))
            #expect(consumers.map(\.name) == ["ann"])
            #expect(consumers[0].pending == 1)
            try await backend.run(XGROUP.SETID("s", "g", .last, entriesRead: 3))
            #expect(try await backend.run(XREADGROUP("g", "ann", ["s": .new])) == [])
            #expect(try await backend.run(XGROUP.DELCONSUMER("s", "g", "ann")) == 1)
            #expect(try await backend.run(XGROUP.DESTROY("s", "g")))
            #expect(try await backend.run(XGROUP.DESTROY("s", "g")) == false)
        }
    }

    @Test("pending entries are told and claimed", arguments: TestedBackend.servers)
    func claiming(_ server: TestedBackend) async throws {
        try await server { (backend) async throws in
            try await fill(backend)
            try await backend.run(XGROUP.CREATE("s", "g", from: .first))
            #expect(try await backend.run(XPENDING("s", "g")).count == 0)
            _ = try await backend.run(XREADGROUP("g", "ann", ["s": .new]))
            let summary = try await backend.run(XPENDING("s", "g"))
            #expect((summary.first, summary.last) == (ids[0], ids[2]))
            #expect(summary.consumers == ["ann": 3])
            let entries = try await backend.run(XPENDING("s", "g", count: 2, consumer: "ann"))
            #expect(entries.map(\.id) == [ids[0], ids[1]])
            #expect(entries.allSatisfy { $0.consumer == "ann" && $0.deliveries == 1 })
            let claim = XCLAIM("s", "g", "bob", minimumIdle: .zero, [ids[0]], as: Int.self)
            #expect(try await backend.run(claim).map { $0["n"] } == [0])
            let named = XCLAIM(idsOf: "s", "g", "bob", minimumIdle: .zero, [ids[1]])
            #expect(try await backend.run(named) == [ids[1]])
            _ = try await backend.run(XDEL("s", [ids[0]]))
            let rest = try await backend.run(XREADGROUP("g", "bob", ["s": .pending()]))
            #expect(rest.first?.entries.map(\.isDeleted) == [true, false])
            let step = XAUTOCLAIM("s", "g", "cat", minimumIdle: .zero, count: 2)
            let claimed = try await backend.run(step)
            #expect((claimed.claimed.map(\.id), claimed.deleted) == ([ids[1]], [ids[0]]))
            #expect(claimed.next == ids[2])
            let last = XAUTOCLAIM(idsOf: "s", "g", "cat", minimumIdle: .zero, from: claimed.next)
            let end = try await backend.run(last)
            #expect(end.claimed == [ids[2]])
            #expect(end.isLast)
            let details = try await backend.run(XINFO.STREAM.FULL("s", count: 0, as: Int.self))
            #expect(details.entries.map(\.id) == [ids[1], ids[2]])
            #expect(details.groups.map(\.pendingCount) == [2])
            let cat = try #require(details.groups[0].consumers.first { $0.name == "cat" })
            #expect(cat.pending.map(\.id) == [ids[1], ids[2]])
            #expect(details.groups[0].pending.map(\.consumer) == ["cat", "cat"])
        }
    }
}
