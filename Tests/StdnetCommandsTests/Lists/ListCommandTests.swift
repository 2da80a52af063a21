import StdnetBackend
import StdnetCommands
import Testing

@Suite("Commands of lists")
struct ListCommandTests {
    @Test("elements come and go at both ends", arguments: TestedBackend.allCases)
    func ends(_ backend: TestedBackend) async throws {
        try await backend { (backend) async throws in
            #expect(try await backend.run(RPUSH("l", ["c", "d"])) == 2)
            #expect(try await backend.run(LPUSH("l", ["b", "a"])) == 4)
            #expect(try await backend.run(LPUSHX("none", ["x"])) == 0)
            #expect(try await backend.run(RPUSHX("l", ["e"])) == 5)
            #expect(try await backend.run(LPOP("l")) == "a")
            #expect(try await backend.run(RPOP("l")) == "e")
            #expect(try await backend.run(LPOP("l", count: 2)) == ["b", "c"])
            #expect(try await backend.run(RPOP("l", count: 9, as: Bytes.self)) == [[0x64]])
            #expect(try await backend.run(LPOP("l", as: Int.self)) == nil)
            #expect(try await backend.run(RPOP("l", count: 2)) == [])
        }
    }

    @Test("a list is read and changed by position", arguments: TestedBackend.allCases)
    func positions(_ backend: TestedBackend) async throws {
        try await backend { (backend) async throws in
            _ = try await backend.run(RPUSH("l", [1, 2, 3, 2]))
            #expect(try await backend.run(LLEN("l")) == 4)
            #expect(try await backend.run(LINDEX("l", -1)) == "2")
            #expect(try await backend.run(LINDEX("l", 9)) == nil)
            #expect(try await backend.run(LRANGE("l", as: Int.self)) == [1, 2, 3, 2])
            #expect(try await backend.run(LRANGE("l", from: 1, through: 2)) == ["2", "3"])
            try await backend.run(LSET("l", 0, "first"))
            #expect(try await backend.run(LINSERT("l", .after, "first", "second")) == 5)
            #expect(try await backend.run(LINSERT("l", .before, "nothing", "x")) == nil)
            #expect(try await backend.run(LINSERT("none", .before, "x", "x")) == nil)
            #expect(try await backend.run(LREM("l", 2, count: -1)) == 1)
            try await backend.run(LTRIM("l", from: 0, through: 2))
            #expect(try await backend.run(LRANGE("l")) == ["first", "second", "2"])
        }
    }

    @Test("elements are found", arguments: TestedBackend.allCases)
    func search(_ backend: TestedBackend) async throws {
        try await backend { (backend) async throws in
            _ = try await backend.run(RPUSH("l", ["a", "b", "a", "b"]))
            #expect(try await backend.run(LPOS("l", "b")) == 1)
            #expect(try await backend.run(LPOS("l", "b", rank: -1)) == 3)
            #expect(try await backend.run(LPOS("l", "z")) == nil)
            #expect(try await backend.run(LPOS("l", "b", maximumLength: 1)) == nil)
            #expect(try await backend.run(LPOS("l", "a", count: 0)) == [0, 2])
            #expect(try await backend.run(LPOS("l", "a", count: 0, rank: -1)) == [2, 0])
            #expect(try await backend.run(LPOS("none", "a", count: 0)) == [])
        }
    }

    @Test("an element moves from list to list", arguments: TestedBackend.allCases)
    func move(_ backend: TestedBackend) async throws {
        try await backend { (backend) async throws in
            _ = try await backend.run(RPUSH("a", [1, 2]))
            #expect(try await backend.run(LMOVE("a", .right, to: "b", .left)) == "2")
            #expect(try await backend.run(LMOVE("none", .left, to: "b", .left)) == nil)
            #expect(try await backend.run(LRANGE("b")) == ["2"])
        }
    }

    @Test("what waits answers at once when there is something", arguments: TestedBackend.servers)
    func waiting(_ server: TestedBackend) async throws {
        try await server { (backend) async throws in
            _ = try await backend.run(RPUSH("l", [1, 2, 3, 4, 5, 6]))
            let second = Duration.seconds(1)
            let first = try await backend.run(BLPOP(["none", "l"], timeout: second, as: Int.self))
            #expect(first == PoppedElement(key: "l", element: 1))
            let last = try await backend.run(BRPOP(["l"], timeout: nil))
            #expect(last == PoppedElement(key: "l", element: "6"))
            let moved = try await backend.run(
                BLMOVE("l", .left, to: "m", .right, timeout: second)
            )
            #expect(moved == "2")
            let two = try await backend.run(LMPOP(["none", "l"], .right, count: 2))
            #expect(two == PoppedElements(key: "l", elements: ["5", "4"]))
            let one = try await backend.run(BLMPOP(["l"], .left, timeout: second, as: Int.self))
            #expect(one == PoppedElements(key: "l", elements: [3]))
            #expect(try await backend.run(LMPOP(["l"], .left)) == nil)
        }
    }

    @Test("what waits says nil when nothing came in time") func nothing() throws {
        let null = try Reply.made { $0.null() }
        let nullArray = try Reply.made { $0.nullArray() }
        for reply in [null, nullArray] {
            #expect(try BLPOP(["l"], timeout: nil).decode(reply) == nil)
            #expect(try BLMPOP(["l"], .left, timeout: nil).decode(reply) == nil)
            #expect(try BLMOVE("l", .left, to: "m", .left, timeout: nil).decode(reply) == nil)
        }
    }

    @Test("how long to wait is never forever by accident") func timeouts() {
        #expect(BLPOP(["a", "b"], timeout: nil).spelling == "BLPOP a b 0.0")
        #expect(BRPOP(["a"], timeout: .milliseconds(1500)).spelling == "BRPOP a 1.5")
        #expect(BLPOP(["a"], timeout: .zero).spelling == "BLPOP a 0.001")
        #expect(BLPOP(["a"], timeout: .nanoseconds(1)).spelling == "BLPOP a 0.001")
        #expect(BLPOP(["a"], timeout: .seconds(-3)).spelling == "BLPOP a 0.001")
        #expect(
            BLMOVE("a", .left, to: "b", .right, timeout: .seconds(2)).spelling
                == "BLMOVE a b LEFT RIGHT 2.0"
        )
        #expect(
            BLMPOP(["a", "b"], .right, count: 3, timeout: .seconds(2)).spelling
                == "BLMPOP 2.0 2 a b RIGHT COUNT 3"
        )
    }
}
