public import StdnetBackend
import StdnetODM

/// Two backends on which the same story is told: whatever comes of a step must be the same on both,
/// and so must every key afterwards.
///
/// ```swift
/// var lockstep = try Lockstep(seed: 7, of: MemoryBackend(), with: redis)
/// try await lockstep.run(steps: 1000)
/// ```
///
/// Both backends must be empty, and nobody else may use them.
public struct Lockstep: Sendable {
    private var story: Story
    private let subject: Database
    private let reference: Database
    private var shelves: Shelves
    /// How many steps were told.
    public private(set) var stepCount = 0
    /// How many steps of each kind did what: for those who ask whether a story is worth telling.
    public private(set) var tally: [String: Int] = [:]

    /// Prepares a story.
    ///
    /// - Parameters:
    ///   - seed: What decides every choice.
    ///   - subject: The backend under test.
    ///   - reference: The backend that is right.
    ///   - asksInLua: Whether queries may have expressions in Lua, which both backends must know.
    /// - Throws: What the backends throw.
    public init(
        seed: UInt64,
        of subject: any Backend,
        with reference: any Backend,
        asksInLua: Bool = false
    ) async throws(BackendError) {
        story = Story(seed: seed, asksInLua: asksInLua)
        // Every other story is told as if there were too many objects to look at all at once.
        let reach = seed.isMultiple(of: 2) ? Reach() : Reach(atOnce: 0, step: 3)
        self.subject = try .library(subject, temporaryNames: seed).reaching(reach)
        self.reference = try .library(reference, temporaryNames: seed).reaching(reach)
        shelves = Shelves(try await KeyspaceDump(of: reference))
    }

    /// Tells the story on.
    ///
    /// - Throws: ``Parting`` at the first step after which the backends differ, or what the
    ///   backends throw.
    public mutating func run(steps: Int) async throws {
        for _ in 0..<steps { try await runStep() }
    }

    private mutating func runStep() async throws {
        let step = story.next(seeing: shelves)
        stepCount += 1
        let found = await step.play(on: subject)
        let expected = await step.play(on: reference)
        tally[step.kind + (expected.hasPrefix("failure") ? ", refused" : ""), default: 0] += 1
        var differences: [String] = []
        if found != expected {
            differences = ["outcome:\n\(found)\nexpected:\n\(expected)"]
        }
        let dump = try await KeyspaceDump(of: reference.backend)
        let other = try await KeyspaceDump(of: subject.backend)
        differences += other.difference(from: dump)
        let temporary = dump.keys.map { String(decoding: $0, as: UTF8.self) }
            .filter { $0.contains(":tmp:") }
        differences += temporary.map { "left behind: \($0)" }
        guard differences.isEmpty else {
            throw Parting(
                seed: story.seed,
                step: stepCount,
                what: "\(step)\nwhich came to: \(expected)".withShortReferences,
                differences: differences.map(\.withShortReferences)
            )
        }
        shelves = Shelves(dump)
    }
}

/// The step at which two backends parted.
public struct Parting: Error, CustomStringConvertible {
    /// What tells the story again.
    public let seed: UInt64
    /// The number of the step, from one.
    public let step: Int
    /// What the step does, and what came of it.
    public let what: String
    /// What differs.
    public let differences: [String]

    /// All of it, line by line.
    public var description: String {
        "seed \(seed), step \(step): \(what)\n" + differences.joined(separator: "\n")
    }
}

extension Step {
    fileprivate var kind: String {
        switch self {
        case .session: "session"
        case .question: "question"
        case .deed: "deed"
        case .interference: "interference"
        }
    }
}

extension String {
    /// The text with references as `author 3` rather than as Swift prints them.
    fileprivate var withShortReferences: String {
        replacing(
            /(?:Optional\()?StdnetODM\.Ref<StdnetTesting\.(\w+)>\(storage: [^(]*\.id\(([^()]*)\)\)/
        ) {
            "\($0.output.1) \($0.output.2)"
        }
    }
}

extension Database {
    fileprivate static func library(
        _ backend: any Backend,
        temporaryNames seed: UInt64
    ) throws(BackendError) -> Database {
        try Database(
            backend,
            namespace: "lib.",
            generator: Dice(seed: seed),
            models: Publisher.self,
            Author.self,
            Book.self,
            Member.self,
            Shelf.self,
            Liking.self,
            Bag.self
        )
    }
}
