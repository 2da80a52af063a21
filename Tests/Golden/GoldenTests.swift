import StdnetODM
import StdnetTesting
import Testing

/// What the original wrote, and what is written here, must be the same bytes.
@Suite struct GoldenTests {
    /// The operations of one scenario.
    struct Operations: Sendable, CustomTestStringConvertible {
        let scenario: String
        let steps: [RecordedStep]
        var testDescription: String { scenario }
    }

    static let operations = [
        Operations(scenario: "01_autoid_unique_fk", steps: RecordedStep.automaticIDs),
        Operations(scenario: "03_ids_unique", steps: RecordedStep.ownIDs),
        Operations(scenario: "04_json_fk_optional", steps: RecordedStep.optionalReferences),
        Operations(scenario: "06_structures", steps: RecordedStep.structures),
        Operations(scenario: "12_keys_tmp", steps: RecordedStep.temporaryKeys),
    ]

    @Test(
        "Each operation leaves the keys that the original left",
        arguments: Place.allCases,
        operations
    )
    func writesWhatTheOriginalWrote(_ place: Place, _ operations: Operations) async throws {
        let scenario = try GoldenScenario(named: operations.scenario)
        try await place.withBackend { backend in
            for step in operations.steps { try await step.play(scenario, on: backend) }
        }
    }

    /// The queries of one scenario.
    struct Queries: Sendable, CustomTestStringConvertible {
        let scenario: String
        let queries: [RecordedQuery]
        var testDescription: String { scenario }
    }

    static let queries = [
        Queries(scenario: "01_autoid_unique_fk", queries: RecordedQuery.automaticIDs),
        Queries(scenario: "03_ids_unique", queries: RecordedQuery.ownIDs),
        Queries(scenario: "04_json_fk_optional", queries: RecordedQuery.optionalReferences),
        Queries(scenario: "06_structures", queries: RecordedQuery.structures),
        Queries(scenario: "12_keys_tmp", queries: RecordedQuery.keys),
    ]

    @Test("Objects of the original are read as it read them", arguments: Place.allCases, queries)
    func readsWhatTheOriginalWrote(_ place: Place, _ asked: Queries) async throws {
        let scenario = try GoldenScenario(named: asked.scenario)
        try await place.withBackend { backend in
            let database = try Database.gold(backend)
            for question in asked.queries {
                let before = scenario.keyspace(before: question.step)
                try await backend.restore(before)
                let expected = try scenario.result(of: question.python, at: question.step)
                let found = try await question.ask(database)
                let isOrdered = scenario.steps[question.step].ordered == true
                let what = "step \(question.step): \(question.python)"
                if let otherwise = question.otherwise {
                    #expect(found == otherwise.answer, "\(what), \(otherwise.entry)")
                    #expect(
                        expected.ids != found && expected != found,
                        "\(what): this is no difference"
                    )
                } else {
                    #expect((isOrdered ? found : found.unordered) == expected, "\(what)")
                }
                try await expectKeyspace(
                    of: backend,
                    equals: before,
                    besides: [],
                    "step \(question.step)"
                )
            }
        }
    }
}
