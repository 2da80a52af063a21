import StdnetBackend
import Testing

@Suite("The keys of a call are found as COMMAND GETKEYS finds them")
struct KeyPositionsTests {
    private func keys(_ call: [String]) throws -> [String] {
        var vector = Arguments()
        for word in call { vector.append(word) }
        let command = try #require(CommandTable.redis[call[0]])
        return vector.withView { view in command.keys.positions(in: view).map { view.text($0) } }
    }

    private func keys(_ call: String) throws -> [String] {
        try keys(call.split(separator: " ").map(String.init))
    }

    @Test(
        "at fixed places",
        arguments: [
            ("SET a 1 EX 5", ["a"]), ("MSET a 1 b 2", ["a", "b"]), ("DEL a b c", ["a", "b", "c"]),
            ("RENAME a b", ["a", "b"]), ("BLPOP a b 0", ["a", "b"]),
            ("BITOP AND d a b", ["d", "a", "b"]),
            ("COPY a b REPLACE", ["a", "b"]), ("SMOVE a b member", ["a", "b"]), ("PING", []),
            ("KEYS *", []), ("SCAN 0", []), ("PUBLISH channel words", []),
            ("PFDEBUG GETREG a", ["a"]), ("WATCH a b", ["a", "b"]), ("MEMORY USAGE a", ["a"]),
            ("OBJECT ENCODING a", ["a"]), ("OBJECT HELP", []), ("XGROUP CREATE a g 0", ["a"]),
            ("XINFO STREAM a", ["a"]),
            ("GEOSEARCHSTORE d a FROMMEMBER m BYRADIUS 1 m", ["d", "a"]),
        ]
    )
    func fixed(call: String, expected: [String]) throws {
        #expect(try keys(call) == expected)
    }

    @Test(
        "where the call says how many there are",
        arguments: [
            ("EVAL text 2 a b c", ["a", "b"]), ("EVALSHA digest 0 c", []),
            ("FCALL_RO name 1 a b", ["a"]), ("ZUNIONSTORE d 2 a b WEIGHTS 1 2", ["d", "a", "b"]),
            ("ZDIFFSTORE d 1 a", ["d", "a"]), ("ZINTER 2 a b", ["a", "b"]),
            ("SINTERCARD 1 a LIMIT 1", ["a"]), ("LMPOP 2 a b LEFT", ["a", "b"]),
            ("BZMPOP 0 2 a b MIN", ["a", "b"]),
        ]
    )
    func counted(call: String, expected: [String]) throws {
        #expect(try keys(call) == expected)
    }

    @Test(
        "where only the words around them tell",
        arguments: [
            ("SORT a", ["a"]), ("SORT a BY w_* LIMIT 0 5 GET # STORE d", ["a", "d"]),
            ("SORT a BY store GET store STORE d", ["a", "d"]),
            ("SORT a STORE b STORE d", ["a", "d"]),
            ("SORT_RO a BY w_*", ["a"]), ("XREAD COUNT 2 STREAMS a b 0 0", ["a", "b"]),
            ("XREAD BLOCK 0 STREAMS a $", ["a"]),
            ("XREADGROUP GROUP streams c STREAMS a b > >", ["a", "b"]), ("XREAD COUNT 1", []),
            ("GEORADIUS a 15 37 200 km", ["a"]), ("GEORADIUS a 15 37 200 km STORE d", ["a", "d"]),
            ("GEORADIUS a 15 37 200 km STORE d STOREDIST e", ["a", "d", "e"]),
            ("GEORADIUSBYMEMBER a store 3 m", ["a"]),
            ("GEORADIUSBYMEMBER a m 3 km storedist d", ["a", "d"]),
            ("MIGRATE host 6379 a 0 100", ["a"]), ("MIGRATE host 6379 keys 0 100", ["keys"]),
            ("MIGRATE keys 6379 a 0 100", ["a"]),
        ]
    )
    func byWords(call: String, expected: [String]) throws {
        #expect(try keys(call) == expected)
    }

    @Test("MIGRATE with an empty key names its keys at the end")
    func migratingMany() throws {
        #expect(
            try keys(["MIGRATE", "host", "6379", "", "0", "100", "COPY", "KEYS", "a", "b"]) == [
                "a", "b",
            ]
        )
        #expect(try keys(["MIGRATE", "host", "6379", "", "0", "100"]) == [])
    }

    @Test(
        "and positions that a call does not have are left out",
        arguments: [
            ("SORT", []), ("ZUNIONSTORE", []), ("ZUNIONSTORE d", ["d"]), ("EVAL text 3 a", ["a"]),
            ("EVAL text -1 a", []), ("EVAL text many a", []), ("EVAL", []), ("RENAME a", ["a"]),
            ("EVAL text 9223372036854775807 a", ["a"]), ("GEORADIUS", []), ("XREAD", []),
            ("XREAD STREAMS", []), ("SORT a STORE", ["a"]), ("MIGRATE host", []), ("GET", []),
            ("BLPOP a", []), ("XREAD STREAMS a b 0", ["a"]),
        ]
    )
    func incomplete(call: String, expected: [String]) throws {
        #expect(try keys(call) == expected)
    }

    @Test("Whatever the words are, no command finds a key outside of its call")
    func anyWords() {
        let words = ["STORE", "9", "-9", "", "KEYS", "STREAMS", "0", "GROUP", "2", "BY"]
        var generator = SplitMix(state: 1)
        for command in CommandTable.redis.all {
            for count in 1...9 {
                var call = Arguments()
                call.append(command.name)
                for _ in 1..<count { call.append(words.randomElement(using: &generator) ?? "") }
                let positions = call.withView { command.keys.positions(in: $0) }
                #expect(positions.allSatisfy { (1..<count).contains($0) }, "\(command.name)")
                #expect(Set(positions).count == positions.count, "\(command.name)")
            }
        }
    }
}

/// Random numbers that are the same in every run.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
