import StdnetBackend
import Testing

@testable import MemoryBackend

@Suite("Keys that are used, and keys that should have ended")
struct KeyUseTests {
    private static let start = 1_700_000_000_000

    @Test("know how long they were idle; some commands are no use")
    func idleTime() {
        var keyspace = Keyspace(seed: 1)
        keyspace.advance(to: Self.start)
        #expect(keyspace.run("SET key value") == "OK")
        keyspace.advance(to: Self.start + 5_000)
        for command in ["EXISTS key", "TTL key", "TYPE key", "OBJECT ENCODING key"] {
            _ = keyspace.run(command)
        }
        #expect(keyspace.run("OBJECT IDLETIME key") == "5")
        #expect(keyspace.run("TOUCH key") == "1")
        #expect(keyspace.run("OBJECT IDLETIME key") == "0")
    }

    @Test("do not tell a copy when they are read")
    func idleTimeOfCopies() {
        var keyspace = Keyspace(seed: 1)
        keyspace.advance(to: Self.start)
        _ = keyspace.run("SET key value")
        var copy = keyspace.copy()
        keyspace.advance(to: Self.start + 5_000)
        copy.advance(to: Self.start + 5_000)
        _ = keyspace.run("GET key")
        #expect(copy.run("OBJECT IDLETIME key") == "5")
        _ = keyspace.run("SET key other")
        #expect(keyspace.run("OBJECT IDLETIME key") == "0")
        #expect(copy.run("OBJECT IDLETIME key") == "5")
    }

    @Test("count their uses where the policy says so, and forget them with the minutes")
    func frequency() {
        var keyspace = Keyspace(seed: 1)
        keyspace.settings.countsUses = true
        keyspace.advance(to: Self.start)
        _ = keyspace.run("SET key value")
        #expect(keyspace.run("OBJECT FREQ key") == "5")
        for _ in 0..<1_000 { _ = keyspace.run("GET key") }
        let count = Int(keyspace.run("OBJECT FREQ key")) ?? 0
        #expect(10...40 ~= count)
        keyspace.advance(to: Self.start + 3 * 60_000)
        #expect(keyspace.run("OBJECT FREQ key") == "\(count - 3)")
        #expect(keyspace.run("OBJECT IDLETIME key").hasPrefix("(error) ERR An LFU"))
    }

    @Test("are there until they are asked for, but nobody sees them")
    func lateEnds() {
        var keyspace = Keyspace(seed: 1)
        keyspace.settings.expiresActively = false
        keyspace.advance(to: Self.start)
        _ = keyspace.run("SET key value PX 10")
        _ = keyspace.run("SET other value PX 10")
        keyspace.advance(to: Self.start + 20)
        keyspace.changes.isObserved = true
        #expect(keyspace.run("DBSIZE") == "2")
        #expect(keyspace.run("KEYS *") == "[]")
        #expect(keyspace.run("GET key") == "nil")
        #expect(keyspace.run("DBSIZE") == "1")
        #expect(keyspace.changes.take().count == 1)
        #expect(keyspace.run("RANDOMKEY") == "nil")
        #expect(keyspace.run("DBSIZE") == "0")
        #expect(keyspace.changes.take().count == 1)
    }
}
