import Foundation
import StdnetTesting
import Testing

/// A recorded scenario of the original.
struct GoldenScenario: Decodable, Sendable {
    let steps: [Step]

    /// An operation or a query.
    struct Step: Decodable, Sendable {
        let op: String?
        let keyspace: [String: Entry]?
        let query: String?
        let ordered: Bool?
        let result: JSONResult?
    }

    /// What a key held.
    struct Entry: Decodable, Equatable, Sendable {
        let ttl: String?
        let value: RecordedValue

        private enum CodingKeys: String, CodingKey { case type, ttl, value }

        init(from decoder: any Decoder) throws {
            let keys = try decoder.container(keyedBy: CodingKeys.self)
            ttl = try keys.decodeIfPresent(String.self, forKey: .ttl)
            value = try RecordedValue(
                type: try keys.decode(String.self, forKey: .type),
                from: keys.superDecoder(forKey: .value)
            )
        }
    }

    /// Reads a scenario by the name of its file.
    init(named name: String) throws {
        let folder = try #require(Bundle.module.url(forResource: "Keyspaces", withExtension: nil))
        let data = try Data(contentsOf: folder.appendingPathComponent(name + ".json"))
        self = try JSONDecoder().decode(GoldenScenario.self, from: data)
    }

    private enum CodingKeys: String, CodingKey { case steps }

    /// The recorded keyspace after an operation.
    func keyspace(after step: Int) throws -> [String: Entry] {
        try #require(steps[step].keyspace)
    }

    /// The keyspace in which a step began: that of the last operation before it; empty at the start.
    func keyspace(before step: Int) -> [String: Entry] {
        steps[..<step].last { $0.op != nil }?.keyspace ?? [:]
    }

    /// What a recorded query gave: it must be this query.
    func result(of query: String, at step: Int) throws -> JSONResult {
        #expect(steps[step].query == query)
        // None is a result, too.
        let result = steps[step].result ?? .nothing
        return steps[step].ordered == true ? result : result.unordered
    }
}

/// What a key held, by its type.
enum RecordedValue: Equatable, Sendable {
    case string([UInt8])
    case list([[UInt8]])
    case set(Set<[UInt8]>)
    case hash([[UInt8]: [UInt8]])
    case zset([[UInt8]: Double])

    /// Text, or bytes that are not UTF-8.
    private struct Word: Decodable {
        let bytes: [UInt8]

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) {
                bytes = Array(text.utf8)
            } else {
                let coded = try container.decode([String: String].self)["b64"] ?? ""
                bytes = try [UInt8](#require(Data(base64Encoded: coded)))
            }
        }
    }

    /// A member and its score.
    private struct Pair: Decodable {
        let member: [UInt8]
        let score: Double

        init(from decoder: any Decoder) throws {
            var container = try decoder.unkeyedContainer()
            member = try container.decode(Word.self).bytes
            score = try container.decode(Double.self)
        }
    }

    init(type: String, from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        switch type {
        case "string": self = .string(try container.decode(Word.self).bytes)
        case "list": self = .list(try container.decode([Word].self).map(\.bytes))
        case "set": self = .set(Set(try container.decode([Word].self).map(\.bytes)))
        case "hash":
            let fields = try container.decode([String: Word].self)
            self = .hash(
                Dictionary(uniqueKeysWithValues: fields.map { (Array($0.utf8), $1.bytes) })
            )
        default:
            let pairs = try container.decode([Pair].self)
            self = .zset(
                Dictionary(uniqueKeysWithValues: pairs.map { ($0.member, $0.score) })
            )
        }
    }

    /// What a dump has; nil for a type that no scenario has.
    init?(_ value: KeyspaceDump.Value) {
        switch value {
        case .string(let bytes): self = .string(bytes)
        case .list(let elements): self = .list(elements)
        case .set(let members): self = .set(Set(members))
        case .hash(let pairs):
            self = .hash(Dictionary(uniqueKeysWithValues: pairs.map { ($0.name, $0.value) }))
        case .sortedSet(let pairs):
            self = .zset(
                Dictionary(
                    uniqueKeysWithValues: pairs.map {
                        ($0.name, Double(String(decoding: $0.value, as: UTF8.self)) ?? .nan)
                    }
                )
            )
        case .other: return nil
        }
    }
}

extension RecordedValue: CustomStringConvertible {
    /// The value, bytes as text.
    var description: String {
        func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
        return switch self {
        case .string(let bytes): text(bytes)
        case .list(let elements): "\(elements.map(text))"
        case .set(let members): "set \(members.map(text).sorted())"
        case .hash(let fields): "hash \(fields.map { "\(text($0)): \(text($1))" }.sorted())"
        case .zset(let pairs): "zset \(pairs.map { "\(text($0)): \($1)" }.sorted())"
        }
    }

    /// A set of texts.
    static func members(_ members: String...) -> RecordedValue {
        .set(Set(members.map { Array($0.utf8) }))
    }

    /// A hash of texts.
    static func fields(_ fields: [String: String]) -> RecordedValue {
        .hash(
            Dictionary(uniqueKeysWithValues: fields.map { (Array($0.utf8), Array($1.utf8)) })
        )
    }
}
