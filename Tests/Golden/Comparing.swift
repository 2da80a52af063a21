import StdnetODM
import StdnetTesting
import Testing

/// Where a keyspace of ours is not that of the original, and why.
struct Difference: Sendable {
    /// The key.
    let key: String
    /// The entry of section Q of the original's specification that says so.
    let entry: Int
    /// What the key holds here; nil when it is not there.
    let ours: RecordedValue?

    /// A key that is not there.
    static func absent(_ key: String, _ entry: Int) -> Difference {
        Difference(key: key, entry: entry, ours: nil)
    }

    /// A key that holds something else.
    static func differs(_ key: String, _ ours: RecordedValue, _ entry: Int) -> Difference {
        Difference(key: key, entry: entry, ours: ours)
    }
}

/// Fails unless a backend holds what was recorded, but for the differences, and besides these keys only.
///
/// A difference that is none fails too.
func expectKeyspace(
    of backend: any Backend,
    equals recorded: [String: GoldenScenario.Entry],
    except differences: [Difference] = [],
    besides added: Set<String>,
    _ what: String
) async throws {
    let dump = try await KeyspaceDump(of: backend)
    var expected = recorded.mapValues(\.value)
    for difference in differences {
        #expect(
            expected[difference.key] != difference.ours,
            "\(what): \(difference.key) is no difference"
        )
        expected[difference.key] = difference.ours
    }
    let found = Set(dump.keys.map { String(decoding: $0, as: UTF8.self) })
    #expect(found.subtracting(expected.keys).subtracting(added) == [], "\(what): too many keys")
    for (key, value) in expected {
        let entry = dump[key]
        let ours = entry.flatMap { RecordedValue($0.value) }
        #expect(ours == value, "\(what): \(key)")
        #expect(entry?.expires != true || recorded[key]?.ttl != nil, "\(what): \(key) expires")
    }
}

extension Backend {
    /// Empties the backend and writes a recorded keyspace, by plain commands.
    func restore(_ keyspace: [String: GoldenScenario.Entry]) async throws {
        _ = try await run(RawCommand("FLUSHALL"))
        for (key, entry) in keyspace {
            var vector = Arguments()
            func append(_ name: String, _ words: [[UInt8]]) {
                vector.append(name)
                vector.append(key)
                for word in words { vector.append(word) }
            }
            switch entry.value {
            case .string(let bytes): append("SET", [bytes])
            case .list(let elements): append("RPUSH", elements)
            case .set(let members): append("SADD", Array(members))
            case .hash(let fields): append("HSET", fields.flatMap { [$0.key, $0.value] })
            case .zset(let pairs):
                append("ZADD", pairs.flatMap { [Array("\($0.value)".utf8), $0.key] })
            }
            let reply = try await run(RawCommand(vector: vector))
            #expect(reply.kind != .error, "\(key)")
        }
    }
}
