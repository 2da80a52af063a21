/// A set of commands, by their numbers.
struct CommandSet: Equatable, Sendable {
    private var words = [UInt64](repeating: 0, count: wordCount)
    /// Whether it began as the set of all commands, so that a description leaves some out.
    private(set) var isSubtractive = false

    private static var wordCount: Int { (AccessTable.redis.commands.count + 63) / 64 }

    /// All commands.
    static let all: CommandSet = {
        var set = CommandSet()
        set.isSubtractive = true
        for number in AccessTable.redis.commands.indices { set.change(number, isAdmitted: true) }
        return set
    }()

    func contains(_ number: Int) -> Bool { words[number / 64] & 1 << UInt64(number % 64) != 0 }

    /// Whether it contains every command.
    var isFull: Bool { AccessTable.redis.commands.indices.allSatisfy(contains) }

    /// Adds a command or takes it out, with all its subcommands.
    mutating func change(_ number: Int, isAdmitted: Bool) {
        set(number, isAdmitted)
        for subcommand in AccessTable.redis[number].subcommands { set(subcommand, isAdmitted) }
    }

    /// The same for all commands of a group.
    mutating func change(_ categories: AccessCategories, isAdmitted: Bool) {
        for (number, command) in AccessTable.redis.commands.enumerated()
        where !command.categories.isDisjoint(with: categories) {
            change(number, isAdmitted: isAdmitted)
        }
    }

    /// How many commands of a group are in the set, and how many are not.
    func count(of category: AccessCategories) -> (admitted: Int, denied: Int) {
        var (admitted, denied) = (0, 0)
        for (number, command) in AccessTable.redis.commands.enumerated()
        where !command.categories.isDisjoint(with: category) {
            if contains(number) { admitted += 1 } else { denied += 1 }
        }
        return (admitted, denied)
    }

    private mutating func set(_ number: Int, _ isAdmitted: Bool) {
        let bit: UInt64 = 1 << UInt64(number % 64)
        if isAdmitted { words[number / 64] |= bit } else { words[number / 64] &= ~bit }
    }
}
