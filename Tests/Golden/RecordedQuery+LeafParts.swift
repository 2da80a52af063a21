import Foundation
import StdnetODM

// Scenario 04: single leaves of JSON, and whole documents as text.
extension RecordedQuery {
    private static let documentsInOrder = Doc.all.sorted(by: \.id)

    /// Leaves that are loaded alone, and documents as JSON and CSV.
    static let leafParts: [RecordedQuery] =
        [
            // The original has no index of leaves and refuses; here it is a scan, by name.
            RecordedQuery(
                step: 7,
                python: "models.doc.filter(data__tag='hello').all()",
                otherwise: Otherwise(entry: "N6", ids: [2])
            ) { database in
                let query = Doc.scan { $0.data.text(at: "tag") == "hello" }
                return try await database.fetch(query).map(\.id).recorded
            },
            numbers(10, "models.doc.query().load_only('data__pv').all()", at: ["pv"]) {
                $0.leaves { $0.data.number(at: "pv") }
            },
            numbers(
                11,
                "models.doc.query().load_only('data__pv__mean').all()",
                at: ["pv", "mean"]
            ) { $0.leaves { $0.data.number(at: "pv", "mean") } },
            // The original forgets all leaves.
            RecordedQuery(
                step: 12,
                python: "models.doc.query().load_only('data').all()",
                otherwise: Otherwise(entry: "N9", ids: [1, 8, 1, 0])
            ) { database in
                try await database.fetch(documentsInOrder.values(of: \.data)).map(\.count).recorded
            },
            RecordedQuery(
                step: 13,
                python: "[d.get_attr_value('data__pv__mean') for d in "
                    + "models.doc.filter(name=('d1','d2')).sort_by('id').all()]"
            ) { database in
                let documents = Doc.filter { $0.name.in(["d1", "d2"]) }.sorted(by: \.id)
                let leaves = documents.leaves { $0.data.number(at: "pv", "mean") }
                return .list(try await database.fetch(leaves).map { $0.1.recorded })
            },
            RecordedQuery(
                step: 14,
                python: "[d.get_attr_value('data__pv') for d in "
                    + "models.doc.filter(name=('d1','d2','d3')).sort_by('id').all()]"
            ) { database in
                let documents = Doc.filter { $0.name.in(["d1", "d2", "d3"]) }.sorted(by: \.id)
                let leaves = documents.leaves { $0.data.number(at: "pv") }
                return .list(try await database.fetch(leaves).map { $0.1.recorded })
            },
        ] + texts + [withLeaves]

    /// Numbers at one place in each document, as the original put them.
    private static func numbers(
        _ step: Int,
        _ python: String,
        at path: [String],
        _ leaves: @escaping @Sendable (Query<Doc>) -> Selection<Doc, (Int, Double?)>
    ) -> RecordedQuery {
        RecordedQuery(step: step, python: python) { database in
            .list(
                try await database.fetch(leaves(Doc.all)).map { id, number in
                    document(id, number, at: path)
                }
            )
        }
    }

    private static func document(_ id: Int, _ number: Double?, at path: [String]) -> JSONResult {
        var data = JSONResult.object([String: JSONResult]())
        if let number {
            data = path.reversed().reduce(number.recorded) { value, name in .object([name: value]) }
        }
        return .object(["id": id.recorded, "data": data] as [String: JSONResult])
    }

    /// The recorded values, names in the order of their bytes.
    private static let table = #"""
        id,name,data
        1,d1,"{""pv"": {"""": 0.5, ""mean"": 1, ""std"": 3.5}}"
        2,d2,"{""deep"": {""a"": {""b"": {""c"": ""x""}}}, ""flag"": true, ""lst"": [1, 2, {""a"": 1}], ""none"": null, ""pv"": {"""": -2, ""mean"": 10, ""std"": 1.5}, ""tag"": ""hello"", ""uni"": ""\u00e9"", ""when"": {""__date__"": 1330473600.0}}"
        3,d3,"{""pv"": 7}"
        4,d4,{}

        """#

    /// Whole documents as text.
    private static let texts: [RecordedQuery] = [
        RecordedQuery(
            step: 15,
            python: "[d.tojson() for d in models.doc.query().sort_by('id').all()]"
        ) { database in
            var dump = ObjectDump()
            try dump.append(try await database.fetch(documentsInOrder))
            let parts = try JSONDecoder().decode(JSONResult.self, from: Data(dump.json.utf8))
            guard case .list(let models) = parts, case .object(let model)? = models.first else {
                return parts
            }
            return model["data"]?.withDays ?? .nothing
        },
        RecordedQuery(
            step: 16,
            python: "[d.todict() for d in models.doc.query().sort_by('id').all()]",
            otherwise: Otherwise(entry: "N10", answer: .text(table))
        ) { database in
            .text(try ObjectTable(try await database.fetch(documentsInOrder)).csv)
        },
    ]

    private static let withLeaves = RecordedQuery(
        step: 26,
        python: "models.feed.query().load_related('live','data__pv').all()"
    ) { database in
        let feeds = Feed.all.including(\.live) { $0.leaves { $0.data.number(at: "pv") } }
        return .list(
            try await database.fetch(feeds).map { found in
                let live: (Int, Double?)? = found.live
                guard let live, case .object(var fields) = found.base.recorded else {
                    return found.base.recorded
                }
                fields["__related__live"] = document(live.0, live.1, at: ["pv"])
                return .object(fields)
            }
        )
    }
}

extension JSONResult {
    /// The same, days within JSON as the results have them.
    fileprivate var withDays: JSONResult {
        switch self {
        case .list(let elements): return .list(elements.map(\.withDays))
        case .object(let fields):
            if case .number(let seconds)? = fields["__date__"], fields.count == 1 {
                return .day("\(Day(daysSince1970: Int(seconds / 86_400)))")
            }
            return .object(fields.mapValues(\.withDays))
        default: return self
        }
    }
}
