import StdnetBackend
import Testing

@testable import MemoryBackend

@Suite("Commands that wait for a list")
struct ListWaitingTests {
    private static func keyspace() -> Keyspace {
        var keyspace = Keyspace(seed: 1)
        keyspace.advance(to: 1_000)
        keyspace.mayWait = true
        return keyspace
    }

    @Test(
        "wait for their keys until the time is up",
        arguments: [
            ("BLPOP a b 0", ["a", "b"], Int.max),
            ("BRPOP a b 1.5", ["a", "b"], 2_500),
            ("BRPOP a 0.0001", ["a"], 1_001),
            ("BLMPOP 2 2 a b LEFT COUNT 3", ["a", "b"], 3_000),
            ("BLMOVE a b LEFT RIGHT 1", ["a"], 2_000),
            ("BRPOPLPUSH a b 0", ["a"], Int.max),
        ]
    )
    func wait(line: String, keys: [String], deadline: Int) {
        var keyspace = Self.keyspace()
        #expect(keyspace.run(line) == "")
        #expect(keyspace.wait?.keys == keys.map { Bytes($0.utf8) })
        #expect(keyspace.wait?.deadline == deadline)
    }

    @Test(
        "answer at once where they may not wait",
        arguments: [
            ("BLPOP a 0", "nil array"), ("BLMPOP 0 1 a LEFT", "nil array"),
            ("BLMOVE a b LEFT LEFT 0", "nil"), ("BRPOPLPUSH a b 0", "nil"),
        ]
    )
    func refuseToWait(line: String, reply: String) {
        var keyspace = Self.keyspace()
        keyspace.mayWait = false
        #expect(keyspace.run(line) == reply)
        #expect(keyspace.wait == nil)
    }

    @Test("are served by the key that became ready")
    func readyKey() {
        var keyspace = Self.keyspace()
        _ = keyspace.run("RPUSH a 1")
        _ = keyspace.run("RPUSH b 2 3")
        keyspace.readyKey = Bytes("b".utf8)
        #expect(keyspace.run("BLPOP a b 0") == "[\"b\", \"2\"]")
        #expect(keyspace.run("BLMPOP 0 2 a b LEFT") == "[\"b\", [\"3\"]]")
        #expect(keyspace.wait == nil)
    }

    @Test("go on waiting when the key became something else than a list")
    func otherType() {
        var keyspace = Self.keyspace()
        _ = keyspace.run("SET a text")
        keyspace.readyKey = Bytes("a".utf8)
        for line in ["BLPOP a 0", "BLMOVE a b LEFT LEFT 0", "BLMPOP 0 1 a LEFT"] {
            keyspace.wait = nil
            #expect(keyspace.run(line) == "")
            #expect(keyspace.wait != nil)
        }
    }

    @Test("fail and leave the source when the target became something else than a list")
    func otherTarget() {
        var keyspace = Self.keyspace()
        _ = keyspace.run("SET b text")
        _ = keyspace.run("RPUSH a 1")
        keyspace.readyKey = Bytes("a".utf8)
        #expect(keyspace.run("BRPOPLPUSH a b 0").hasPrefix("(error) WRONGTYPE"))
        #expect(keyspace.run("LLEN a") == "1")
    }
}
