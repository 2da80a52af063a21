public import StdnetBackend
import StdnetODM

/// Random commits on random models, each compared with what it should have come to.
///
/// After every commit each key is what the objects make of it, indexes and counters included; a commit
/// that breaks a rule was refused and left every key as it was, and no other was refused.
///
/// ```swift
/// var run = try PropertyRun(seed: 7, on: MemoryBackend())
/// try await run.perform(commits: 1000)
/// ```
///
/// The backend must be empty, and nobody else may use it.
public struct PropertyRun: Sendable {
    /// How many commits new models are used for.
    private static var chapter: Int { 60 }
    private static var namespace: String { "p." }

    private let seed: UInt64
    private let backend: any Backend
    private var dice: Dice
    private var oracle = Oracle([])
    private var database: Database?
    /// How many commits there were.
    public private(set) var commitCount = 0
    /// How many of them were refused, and rightly so.
    public private(set) var refusedCount = 0
    /// How many objects were there at most.
    public private(set) var largestCount = 0

    /// Prepares a run: the same seed gives the same models and the same commits.
    public init(seed: UInt64, on backend: any Backend) {
        self.seed = seed
        self.backend = backend
        dice = Dice(seed: seed)
    }

    /// Commits so many sessions.
    ///
    /// - Throws: ``BrokenPromise`` at the first commit that did not come to what it should, or what the
    ///   backend throws.
    public mutating func perform(commits count: Int) async throws {
        for _ in 0..<count { try await performOne() }
    }

    private mutating func performOne() async throws {
        if commitCount.isMultiple(of: Self.chapter) {
            _ = try await backend.run(RawCommand("FLUSHALL"))
            oracle = Oracle(OracleModels(&dice).schemas)
            database = try Database(
                backend,
                namespace: Self.namespace,
                schemas: oracle.schemas
            )
        }
        guard let database else { return }
        commitCount += 1
        let steps = dice.session(oracle)
        let expected = oracle.after(steps)
        var refusal: [Violation]?
        var session = database.begin()
        for step in steps { session.plan(step, oracle.schemas[step.model]) }
        do throws(CommitFailure) { try await database.commit(session) } catch {
            guard case .rejected(let violations) = error else { throw error }
            refusal = violations
        }
        if let refusal, expected != nil {
            throw broken("was refused: \(refusal)", steps)
        }
        if refusal == nil, expected == nil { throw broken("was not refused", steps) }
        if refusal != nil { refusedCount += 1 }
        let next = expected ?? oracle
        let dump = try await KeyspaceDump(of: backend)
        let differences = next.differences(from: dump, namespace: Self.namespace)
        guard differences.isEmpty else {
            throw broken("left:\n" + differences.joined(separator: "\n"), steps)
        }
        oracle = next
        largestCount = max(largestCount, next.objects.values.map(\.count).reduce(0, +))
    }

    private func broken(_ what: String, _ steps: [OracleStep]) -> BrokenPromise {
        BrokenPromise(
            description: """
                commit \(commitCount) of seed \(seed) \(what)
                \(steps.map(\.description).joined(separator: "\n"))
                of \(oracle.schemas.map { "\($0)" }.joined(separator: "\n"))
                after \(oracle.objects)
                """
        )
    }
}

extension Session {
    /// Plans a step on a model without a type.
    fileprivate mutating func plan(_ step: OracleStep, _ schema: ModelSchema) {
        switch step.kind {
        case .insert: plan(.insert, schema, id: step.id, values: step.values)
        case .update: plan(.update, schema, id: step.id, values: step.values)
        case .save: plan(.save, schema, id: step.id, values: step.values)
        case .delete: plan(.delete, schema, id: step.id, values: [:])
        case .deleteAll:
            for (position, value) in step.values {
                if let value { plan(deletionOf: schema, where: position, is: value) }
            }
        }
    }
}
