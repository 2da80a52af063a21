internal import CitiesExample
internal import Foundation

/// What a demonstration did, as `--json` prints it.
struct DemoReport: Encodable {
    /// One question and its answer.
    struct Query {
        let title: String
        let sql: String?
        let count: Int
        let columns: [String]
        let rows: [[Answer.Value]]
        let seconds: Double

        init(_ query: CityQuery, _ answer: Answer, seconds: Double) {
            title = query.title
            sql = query.sql
            count = answer.count
            columns = answer.columns
            rows = answer.rows
            self.seconds = seconds
        }
    }

    let backend: String
    let namespace: String
    let countries: Int
    let cities: Int
    let loadSeconds: Double
    let queries: [Query]
    let snapshot: SnapshotReport?

    private enum CodingKeys: String, CodingKey {
        case backend, namespace, countries, cities
        case loadSeconds = "load_seconds"
        case queries, snapshot
    }

    func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: CodingKeys.self)
        try object.encode(backend, forKey: .backend)
        try object.encode(namespace, forKey: .namespace)
        try object.encode(countries, forKey: .countries)
        try object.encode(cities, forKey: .cities)
        try object.encode(loadSeconds, forKey: .loadSeconds)
        try object.encode(queries, forKey: .queries)
        // A null rather than nothing: whoever reads it finds the same keys each time.
        try object.encode(snapshot, forKey: .snapshot)
    }
}

extension DemoReport.Query: Encodable {
    private enum CodingKeys: CodingKey { case title, count, rows, seconds }

    func encode(to encoder: any Encoder) throws {
        var object = encoder.container(keyedBy: CodingKeys.self)
        try object.encode(title, forKey: .title)
        try object.encode(count, forKey: .count)
        let named = rows.map { row in
            Dictionary(zip(columns, row.map(JSONValue.init)), uniquingKeysWith: { $1 })
        }
        try object.encode(named, forKey: .rows)
        try object.encode(seconds, forKey: .seconds)
    }
}

/// A value of a row in JSON.
private struct JSONValue: Encodable {
    let value: Answer.Value

    init(_ value: Answer.Value) { self.value = value }

    func encode(to encoder: any Encoder) throws {
        var single = encoder.singleValueContainer()
        switch value {
        case .text(let text): try single.encode(text)
        case .integer(let number): try single.encode(number)
        case .missing: try single.encodeNil()
        }
    }
}

extension Encodable {
    /// The value as JSON for people and programs, the keys in the order of the alphabet.
    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }
}
