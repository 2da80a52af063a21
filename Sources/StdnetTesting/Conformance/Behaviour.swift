public import StdnetBackend
import StdnetODM

/// One promise that every backend keeps: a title, and a story that fails where the promise is broken.
///
/// A backend joins with one parameterised test over ``all``, so that no promise can be forgotten:
///
/// ```swift
/// @Test(arguments: Behaviour.all)
/// func keepsItsPromise(_ behaviour: Behaviour) async throws {
///     try await behaviour.run(MyBackend())
/// }
/// ```
public struct Behaviour: Sendable {
    /// What is promised, as a sentence.
    public let title: String
    private let story: @Sendable (any Backend) async throws -> Void

    init(_ title: String, _ story: @escaping @Sendable (any Backend) async throws -> Void) {
        self.title = title
        self.story = story
    }

    /// Plays the story on an empty backend that nobody else uses.
    ///
    /// - Throws: ``BrokenPromise``, or the error that the story met.
    public func run(_ backend: any Backend) async throws { try await story(backend) }

    /// Every promise.
    public static let all: [Behaviour] =
        promises + behindPrefix(promises)
        + inSteps(queries + orders + readings + findings + arrangements)

    private static let promises =
        commands + batches + clients + scripts + extensions + commits + violations + together
        + deletions + erasing
        + queries + orders + readings + values + storing + embedding + identities + checking
        + moves + upserts + structureOperations + ghosts + orderings + ranks + structures
        + movedParts + shortcuts + hooks + loads + quirks + moreQuirks + userDefects + torture
        + findings + arrangements
        + reindexings + flattened + links + compositions
        + contents + dumps + expressions
}

extension Behaviour: CustomStringConvertible {
    /// One sentence.
    public var description: String { title }
}

/// A promise that was not kept.
public struct BrokenPromise: Error, CustomStringConvertible {
    /// What was expected, what was found, and where.
    public let description: String
}

/// Fails unless two values are equal.
func expect<Value: Equatable>(
    _ found: Value,
    equals expected: Value,
    _ what: String = "",
    line: Int = #line,
    file: StaticString = #fileID
) throws(BrokenPromise) {
    guard found != expected else { return }
    throw BrokenPromise(description: "\(file):\(line): \(what) is \(found), expected \(expected)")
}

/// Fails unless something holds.
func expect(
    _ holds: Bool,
    _ what: String,
    line: Int = #line,
    file: StaticString = #fileID
) throws(BrokenPromise) {
    if !holds { throw BrokenPromise(description: "\(file):\(line): \(what)") }
}

/// Fails unless a commit is rejected with these violations, and leaves every key as it was.
func expectRejection(
    _ expected: [Violation],
    by database: Database,
    line: Int = #line,
    file: StaticString = #fileID,
    _ build: (inout Session) -> Void
) async throws {
    let before = try await KeyspaceDump(of: database.backend)
    var found: CommitFailure?
    do throws(CommitFailure) { try await database.commit(build) } catch { found = error }
    guard case .rejected(let violations) = found else {
        throw BrokenPromise(
            description:
                "\(file):\(line): \(found.map { "\($0)" } ?? "committed"), expected \(expected)"
        )
    }
    // What reaches the script comes sorted; what a session finds itself comes in its own order.
    try expect(
        violations.map(\.description).sorted(),
        equals: expected.map(\.description).sorted(),
        "violations",
        line: line,
        file: file
    )
    let after = try await KeyspaceDump(of: database.backend)
    try expect(after.difference(from: before), equals: [], "changes", line: line, file: file)
}
