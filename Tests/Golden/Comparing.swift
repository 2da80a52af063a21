import StdnetODM
import StdnetTesting
import Testing

/// Fails unless a backend holds what was recorded after a step, and besides that these keys only.
func expectKeyspace(
    of backend: any Backend,
    after step: Int,
    of scenario: GoldenScenario,
    besides added: Set<String>
) async throws {
    let dump = try await KeyspaceDump(of: backend)
    let recorded = try scenario.keyspace(after: step)
    let found = Set(dump.keys.map { String(decoding: $0, as: UTF8.self) })
    #expect(found.subtracting(recorded.keys) == added)
    #expect(Set(recorded.keys).subtracting(found) == [])
    for (key, entry) in recorded {
        #expect(dump[key]?.recorded?.type == entry.type, "\(key)")
        #expect(dump[key]?.recorded?.value == entry.value, "\(key)")
        #expect(dump[key]?.expires == (entry.ttl != nil), "\(key)")
    }
}

extension Backend {
    /// Writes what was recorded after a step, by plain commands.
    func restore(_ step: Int, of scenario: GoldenScenario) async throws {
        for (key, entry) in try scenario.keyspace(after: step) {
            var command: Arguments
            switch entry.value {
            case .text(let text): command = ["SET"] + [key, text]
            case .members(let members): command = ["SADD"] + [key] + members
            case .fields(let fields):
                command = ["HSET"] + [key] + fields.flatMap { [$0.key, $0.value] }
            }
            let reply = try await run(RawCommand(vector: command))
            #expect(reply.kind != .error, "\(key)")
        }
    }
}

extension Arguments {
    fileprivate static func + (start: Arguments, words: [String]) -> Arguments {
        var all = start
        for word in words { all.append(word) }
        return all
    }
}

extension Instrument {
    /// The object as it was recorded.
    var recorded: [String: JSONResult.Field] {
        [
            "id": .number(Double(id ?? 0)), "name": .text(name), "type": .text(type),
            "ccy": .text(ccy), "description": .text(description),
        ]
    }
}

extension Position {
    /// The object as it was recorded.
    var recorded: [String: JSONResult.Field] {
        [
            "id": .number(Double(id ?? 0)), "instrument_id": .number(Double(instrument.id ?? 0)),
            "fund_id": .number(Double(fund.id ?? 0)), "dt": .day("\(dt)"), "size": .number(size),
        ]
    }
}
