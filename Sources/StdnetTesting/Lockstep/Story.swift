import StdnetODM

/// A story of random steps over the conformance suite's library.
///
/// Its steps are sessions, queries, and what others do to the keys meanwhile. The same seed and the
/// same keys tell the same story.
public struct Story: Sendable {
    /// What decides every choice.
    public let seed: UInt64
    private var dice: Dice
    /// Whether questions may be asked in Lua.
    private let asksInLua: Bool
    /// What undoes the damage that was done.
    private var repairs: [[[String]]] = []

    /// Starts a story.
    public init(seed: UInt64, asksInLua: Bool = false) {
        self.seed = seed
        self.asksInLua = asksInLua
        dice = Dice(seed: seed)
    }

    /// The next step.
    mutating func next(seeing shelves: Shelves) -> Step {
        if dice.chance(2) {
            repairs = []
            return .interference([["FLUSHDB"]])
        }
        if !repairs.isEmpty, dice.chance(150) {
            return .interference(repairs.remove(at: dice.below(repairs.count)))
        }
        switch dice.below(100) {
        case 0..<45: return .session(dice.changes(shelves))
        case 45..<53:
            let interference = dice.interference(shelves)
            if !interference.repair.isEmpty { repairs.append(interference.repair) }
            return .interference(interference.commands)
        case 53..<63: return .deed(dice.bagDeed())
        default: return .question(dice.question(shelves, inLua: asksInLua))
        }
    }
}

/// One step of a story.
enum Step: Sendable {
    case session([Change])
    case question(Question)
    case deed(BagDeed)
    case interference([[String]])
}

extension Step: CustomStringConvertible {
    var description: String {
        switch self {
        case .session(let changes):
            "a session:\n"
                + changes.enumerated().map { "  \($0): \($1)" }.joined(separator: "\n")
        case .question(let question): question.text
        case .deed(let deed): deed.description
        case .interference(let commands):
            "commands: "
                + commands.map { $0.map { "'\($0)'" }.joined(separator: " ") }.joined(
                    separator: "; "
                )
        }
    }
}
