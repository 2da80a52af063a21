public import StdnetBackend
import StdnetODM

/// Random commits on random models, each compared with what it should have come to.
///
/// Objects come, change, take other ids, exchange unique values and end, with their structures and with
/// references to what the same commit makes; ids may be made of values, as those of links are, and then
/// move with them. After every commit each key is what the objects make of it, indexes and counters
/// included; a commit that breaks a rule was refused and left every key as it was, and no other was refused.
/// Some commits are made twice, at first with an object that is refused before anything is sent: they are
/// told the same violations both times, and that question leaves every key as it was.
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
    /// How often what happened in the other commits: for those who ask whether a run is worth making.
    public private(set) var tally: [String: Int] = [:]
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
        let planned = dice.session(oracle)
        let expected = oracle.after(planned)
        let told = dice.chance(150) ? try await ask(planned, database) : nil
        let refusal = try await commit(planned, to: database)
        if let told, told != refusal ?? [] {
            throw broken("was told to break \(told), and then \(refusal ?? [])", planned)
        }
        if let refusal, expected != nil {
            throw broken("was refused: \(refusal)", planned)
        }
        if refusal == nil, expected == nil { throw broken("was not refused", planned) }
        if refusal != nil { refusedCount += 1 }
        if told != nil {
            tally["asked, " + (refusal == nil ? "nothing else wrong" : "more wrong"), default: 0] +=
                1
        }
        let next = expected ?? oracle
        let dump = try await KeyspaceDump(of: backend)
        let differences = next.differences(from: dump, namespace: Self.namespace)
        guard differences.isEmpty else {
            throw broken("left:\n" + differences.joined(separator: "\n"), planned)
        }
        oracle = next
        if refusal == nil { count(planned) }
        largestCount = max(largestCount, next.objects.values.map(\.count).reduce(0, +))
    }

    /// Commits a session; what was wrong with it, or nil.
    private func commit(
        _ planned: OracleSession,
        with more: (inout Session) -> Void = { _ in },
        to database: Database
    ) async throws -> [Violation]? {
        var session = database.begin()
        session.plan(planned, oracle.schemas)
        more(&session)
        do throws(CommitFailure) { try await database.commit(session) } catch {
            guard case .rejected(let violations) = error else { throw error }
            return violations
        }
        return nil
    }

    /// What is wrong with a session, as it is told when one more object is refused before anything is sent.
    private func ask(_ planned: OracleSession, _ database: Database) async throws -> [Violation] {
        let id = "\u{1}"
        let violations = try await commit(
            planned,
            with: { $0.plan(.insert, oracle.schemas[0], id: id, values: [:]) },
            to: database
        )
        guard let violations, violations.contains(where: { $0.id == id }) else {
            throw broken("with an object that has no id was not refused for it", planned)
        }
        let dump = try await KeyspaceDump(of: backend)
        let differences = oracle.differences(from: dump, namespace: Self.namespace)
        guard differences.isEmpty else {
            throw broken("was refused, and left:\n" + differences.joined(separator: "\n"), planned)
        }
        return violations.filter { $0.id != id }
    }

    private mutating func count(_ session: OracleSession) {
        for step in session.steps {
            tally[step.kind.name, default: 0] += 1
            if !step.planned.isEmpty { tally["reference to a new object", default: 0] += 1 }
            let isMade = oracle.schemas[step.model].id.composition != nil
            if isMade, step.kind == .insert { tally["made id", default: 0] += 1 }
        }
        tally["moved along", default: 0] += oracle.movedAlongCount
        for piece in session.pieces {
            tally["command on a \(piece.type)", default: 0] += 1
        }
    }

    private func broken(_ what: String, _ session: OracleSession) -> BrokenPromise {
        BrokenPromise(
            description: """
                commit \(commitCount) of seed \(seed) \(what)
                \(session)
                of \(oracle.schemas.map { "\($0)" }.joined(separator: "\n"))
                after \(oracle.objects)
                """
        )
    }
}

extension Session {
    /// Plans all that a session does, to models without types.
    fileprivate mutating func plan(_ session: OracleSession, _ schemas: [ModelSchema]) {
        var places: [Int] = []
        for step in session.steps { places.append(plan(step, schemas[step.model], places)) }
        for piece in session.pieces {
            let owner: StructureOperation.Owner =
                switch piece.owner {
                case .object(let model, let id): .object(schemas[model].name, id: Bytes(id.utf8))
                case .planned(let model, let step):
                    owner(schemas[model].name, planned: places[step])
                case .model(let model): .model(named: schemas[model].name)
                case .nobody(let key): .key(key)
                }
            var operation = StructureOperation(piece.verb, owner, piece.name, piece.type)
            for argument in piece.arguments { operation.append(argument) }
            add(operation)
        }
    }

    /// Plans a step; returns its place.
    private mutating func plan(
        _ step: OracleStep,
        _ schema: ModelSchema,
        _ places: [Int]
    ) -> Int {
        let change: UntypedChange
        switch step.kind {
        case .insert: change = .insert
        case .update: change = .update
        case .save: change = .save
        case .delete: change = .delete
        case .move(let source): change = .move(from: source)
        case .deleteAll:
            for (position, value) in step.values {
                if let value { plan(deletionOf: schema, where: position, is: value) }
            }
            return -1
        }
        let planned = step.planned.mapValues { places[$0] }
        return plan(change, schema, id: step.id, values: step.values, planned: planned)
    }
}
