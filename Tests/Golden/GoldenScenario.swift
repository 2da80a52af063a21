import Foundation
import StdnetODM
import StdnetTesting
import Testing

/// A recorded scenario of the original.
struct GoldenScenario: Decodable {
    let steps: [Step]

    /// An operation or a query.
    struct Step: Decodable {
        let op: String?
        let keyspace: [String: Entry]?
        let query: String?
        let result: JSONResult?
    }

    /// What a key held.
    struct Entry: Decodable {
        let type: String
        let ttl: String?
        let value: Value
    }

    /// What is recorded of each type that the scenario has.
    enum Value: Decodable, Equatable {
        case text(String)
        case members([String])
        case fields([String: String])

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) {
                self = .text(text)
            } else if let members = try? container.decode([String].self) {
                self = .members(members)
            } else {
                self = .fields(try container.decode([String: String].self))
            }
        }
    }

    /// Reads the first scenario: automatic ids, unique values, references.
    init() throws {
        let folder = try #require(Bundle.module.url(forResource: "Keyspaces", withExtension: nil))
        let data = try Data(contentsOf: folder.appendingPathComponent("01_autoid_unique_fk.json"))
        self = try JSONDecoder().decode(GoldenScenario.self, from: data)
    }

    private enum CodingKeys: String, CodingKey { case steps }

    /// The recorded keyspace after a step.
    func keyspace(after step: Int) throws -> [String: Entry] {
        try #require(steps[step].keyspace)
    }

    /// What a recorded query gave: it must be this query.
    func result(of query: String, at step: Int) throws -> JSONResult {
        #expect(steps[step].query == query)
        return try #require(steps[step].result)
    }
}

/// As much of a recorded result as is compared: a number, values, or objects by their fields.
enum JSONResult: Decodable, Equatable {
    case count(Int)
    case objects([[String: Field]])
    case other

    /// A field of a recorded object.
    enum Field: Decodable, Equatable {
        case text(String)
        case number(Double)
        case day(String)
        case nothing

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) {
                self = .text(text)
            } else if let number = try? container.decode(Double.self) {
                self = .number(number)
            } else if let day = try? container.decode([String: String].self)["date"] {
                self = .day(day)
            } else {
                self = .nothing
            }
        }
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let count = try? container.decode(Int.self) {
            self = .count(count)
        } else if let objects = try? container.decode([[String: Field]].self) {
            self = .objects(objects.map { $0.filter { !$0.key.hasPrefix("__") } })
        } else {
            self = .other
        }
    }
}

extension KeyspaceDump.Entry {
    /// What is recorded of such an entry; nil for a type that the scenario does not have.
    var recorded: (type: String, value: GoldenScenario.Value)? {
        switch value {
        case .string(let text): ("string", .text(String(decoding: text, as: UTF8.self)))
        case .set(let members):
            ("set", .members(members.map { String(decoding: $0, as: UTF8.self) }))
        case .hash(let pairs):
            (
                "hash",
                .fields(
                    Dictionary(
                        uniqueKeysWithValues: pairs.map {
                            (
                                String(decoding: $0.name, as: UTF8.self),
                                String(decoding: $0.value, as: UTF8.self)
                            )
                        }
                    )
                )
            )
        default: nil
        }
    }
}
