import Testing

/// The answers of a demonstration, from its JSON.
struct DemoAnswers {
    private let queries: [[String: Any]]

    init(_ object: [String: Any]) throws {
        queries = try #require(object["queries"] as? [[String: Any]])
    }

    /// An answer by the title of its question.
    subscript(title: String) -> [String: Any]? { queries.first { $0["title"] as? String == title } }

    /// Compares every count with what the files say.
    func check(against facts: Facts, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let expected = facts.expectedCounts()
        #expect(queries.count == expected.count, sourceLocation: sourceLocation)
        for query in queries {
            let title = try #require(query["title"] as? String)
            let count = query["count"] as? Int
            #expect(count == expected[title], "\(title)", sourceLocation: sourceLocation)
            let rows = try #require(query["rows"] as? [[String: Any]])
            #expect(rows.count <= 5, sourceLocation: sourceLocation)
            #expect((query["seconds"] as? Double ?? -1) >= 0, sourceLocation: sourceLocation)
        }
    }
}
