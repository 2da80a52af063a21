import StdnetODM
import StdnetTesting
import Testing

/// A recorded operation, in our words, and how its outcome differs.
struct RecordedStep: Sendable {
    /// What the operation has come to.
    enum Outcome: Sendable {
        /// What was recorded, but for these keys.
        case recorded(except: [Difference])
        /// Nothing: it is refused here, for this entry of section Q, or 0 when the original refused
        /// it too.
        case refused(Int)
    }

    /// Which step of the scenario.
    let number: Int
    let outcome: Outcome
    let act: @Sendable (Database) async throws -> Void

    /// An operation that leaves what was recorded.
    init(
        _ number: Int,
        except differences: [Difference] = [],
        _ act: @escaping @Sendable (Database) async throws -> Void
    ) {
        self.number = number
        outcome = .recorded(except: differences)
        self.act = act
    }

    /// An operation that is refused here: every key stays as it was.
    init(
        refused number: Int,
        because entry: Int = 0,
        _ act: @escaping @Sendable (Database) async throws -> Void
    ) {
        self.number = number
        outcome = .refused(entry)
        self.act = act
    }

    /// Plays the step where the original left off, and compares what is there afterwards.
    func play(_ scenario: GoldenScenario, on backend: any Backend) async throws {
        let before = scenario.keyspace(before: number)
        try await backend.restore(before)
        let database = try Database.gold(backend)
        let what = "step \(number)"
        // The one key that the original did not have. No field of these models is indexed by range,
        // so there is no `rng` key either.
        let added: Set = ["ns.stdnet:schema"]
        switch outcome {
        case .recorded(let differences):
            try await act(database)
            try await expectKeyspace(
                of: backend,
                equals: try scenario.keyspace(after: number),
                except: differences,
                besides: added,
                what
            )
        case .refused:
            await #expect(throws: CommitFailure.self, "\(what)") { try await act(database) }
            try await expectKeyspace(of: backend, equals: before, besides: added, what)
        }
    }
}
