import StdnetBackend
import Testing

@testable import MemoryBackend

@Suite("Events of hashes, lists and sets")
struct CollectionEventTests {
    /// Commands one after the other, each with its events; `*` is a change that WATCH sees.
    private static let stories: [[(String, [String])]] = [
        [
            ("HSET h a 1 b 2", ["new h", "*", "hset h"]),
            ("HSETNX h a 1", []),
            ("HSETNX h c 1", ["*", "hset h"]),
            ("HINCRBY h a 1", ["*", "hincrby h"]),
            ("HINCRBY h a x", []),
            ("HINCRBYFLOAT h a 1", ["*", "hincrbyfloat h"]),
            ("HDEL h x", []),
            ("HDEL h a", ["*", "hdel h"]),
            ("HDEL h b c", ["*", "hdel h", "del h"]),
        ],
        [
            ("RPUSH l a b c d", ["new l", "*", "rpush l"]),
            ("LPUSHX no a", []),
            ("LSET l 0 x", ["*", "lset l"]),
            ("LSET l 9 x", []),
            ("LINSERT l BEFORE x w", ["*", "linsert l"]),
            ("LINSERT l BEFORE no w", []),
            ("LREM l 0 no", []),
            ("LREM l 0 w", ["*", "lrem l"]),
            ("LTRIM l 0 -1", ["ltrim l", "*"]),
            ("LPOP l 0", []),
            ("LMOVE l m LEFT RIGHT", ["new m", "*", "rpush m", "lpop l", "*"]),
            ("RPOPLPUSH m m", ["*", "lpush m", "rpop m", "*"]),
            ("RPOPLPUSH m l", ["*", "lpush l", "rpop m", "del m", "*"]),
            ("LPOP l", ["lpop l", "*"]),
            ("LMPOP 2 no l RIGHT COUNT 9", ["rpop l", "del l", "*"]),
            ("LPOP l", []),
        ],
        [
            ("SADD s a b c", ["new s", "*", "sadd s"]),
            ("SADD s a", []),
            ("SREM s x", []),
            ("SREM s a", ["*", "srem s"]),
            ("SADD t c", ["new t", "*", "sadd t"]),
            ("SMOVE s t c", ["srem s", "*"]),
            ("SMOVE s t b", ["srem s", "del s", "*", "*", "sadd t"]),
            ("SMOVE t t b", []),
            ("SINTERSTORE r t no", []),
            ("SUNIONSTORE r t", ["new r", "*", "sunionstore r"]),
            ("SINTERSTORE r t t", ["*", "sinterstore r"]),
            ("SDIFFSTORE r t no", ["*", "sdiffstore r"]),
            ("SDIFFSTORE r t t", ["*", "del r"]),
            ("SPOP t 0", []),
            ("SPOP t", ["spop t", "*"]),
            ("SPOP t 5", ["spop t", "del t", "*"]),
        ],
    ]

    @Test("are those of Redis, and nothing is noted when nothing changed", arguments: 0..<3)
    func agrees(story: Int) {
        var keyspace = Keyspace(seed: 1)
        keyspace.changes.isObserved = true
        for (line, events) in Self.stories[story] {
            _ = keyspace.run(line)
            let noted = keyspace.changes.take().flatMap(Self.shown)
            #expect(noted == events, "\(line)")
        }
    }

    private static func shown(_ change: KeyChanges.Change) -> [String] {
        guard case .key(let key, _, let event, let isModified) = change else { return [] }
        let name = event.map { "\($0.name) \(String(decoding: key, as: UTF8.self))" }
        return (isModified ? ["*"] : []) + (name.map { [$0] } ?? [])
    }
}
