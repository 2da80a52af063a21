import StdnetBackend

// Applying rules.
extension AccessSelector {
    /// Applies a rule about commands, keys or channels.
    mutating func apply(_ rule: AccessRule) throws(AccessRuleFailure) {
        switch rule.name {
        case "allkeys", "~*":
            admitsAllKeys = true
            keyPatterns = []
        case "resetkeys":
            admitsAllKeys = false
            keyPatterns = []
        case "allchannels", "&*":
            admitsAllChannels = true
            channelPatterns = []
        case "resetchannels":
            admitsAllChannels = false
            channelPatterns = []
        case "allcommands", "+@all":
            commands = .all
            firstWords = [:]
        case "nocommands", "-@all":
            commands = CommandSet()
            firstWords = [:]
        default:
            switch rule.first {
            case UInt8(ascii: "~"): try addKeys(rule.rest, .readWrite)
            case UInt8(ascii: "%"): try addKeys(withAccess: rule.rest)
            case UInt8(ascii: "&"): try addChannels(rule.rest)
            case UInt8(ascii: "+"): try change(rule.name.dropFirst(), rule, isAdmitted: true)
            case UInt8(ascii: "-"): try change(rule.name.dropFirst(), rule, isAdmitted: false)
            default: throw .syntax
            }
        }
    }

    /// Reads `R~`, `W~` or `RW~` before a pattern of keys.
    private mutating func addKeys(withAccess rest: ArraySlice<UInt8>) throws(AccessRuleFailure) {
        guard !admitsAllKeys else { throw .keyAfterAll }
        var access: KeyAccess = []
        var pattern = rest
        while let byte = pattern.popFirst(), byte != UInt8(ascii: "~") {
            let wanted: KeyAccess =
                switch byte {
                case UInt8(ascii: "R"), UInt8(ascii: "r"): .read
                case UInt8(ascii: "W"), UInt8(ascii: "w"): .write
                default: throw .syntax
                }
            guard access.insert(wanted).inserted else { throw .syntax }
        }
        // Redis ends when it has to describe a pattern that allows nothing.
        guard !access.isEmpty else { throw .syntax }
        try addKeys(pattern, access)
    }

    private mutating func addKeys(
        _ pattern: ArraySlice<UInt8>,
        _ access: KeyAccess
    ) throws(AccessRuleFailure) {
        guard !admitsAllKeys else { throw .keyAfterAll }
        guard AccessRule.isPlain(pattern) else { throw .syntax }
        if let place = keyPatterns.firstIndex(where: { $0.pattern.elementsEqual(pattern) }) {
            keyPatterns[place].access.formUnion(access)
        } else {
            keyPatterns.append(.init(pattern: Bytes(pattern), access: access))
        }
    }

    private mutating func addChannels(_ pattern: ArraySlice<UInt8>) throws(AccessRuleFailure) {
        guard !admitsAllChannels else { throw .channelAfterAll }
        guard AccessRule.isPlain(pattern) else { throw .syntax }
        if !channelPatterns.contains(where: { $0.elementsEqual(pattern) }) {
            channelPatterns.append(Bytes(pattern))
        }
    }

    /// Adds a command, a subcommand or a group, or takes it out.
    private mutating func change(
        _ name: Substring,
        _ rule: AccessRule,
        isAdmitted: Bool
    ) throws(AccessRuleFailure) {
        if name.hasPrefix("@") {
            guard let category = AccessCategories(named: name.dropFirst()) else {
                throw .unknownCommand
            }
            for (number, command) in AccessTable.redis.commands.enumerated()
            where !command.categories.isDisjoint(with: category) {
                firstWords[number] = nil
            }
            return commands.change(category, isAdmitted: isAdmitted)
        }
        if isAdmitted, let bar = name.lastIndex(of: "|") {
            guard let number = AccessTable.redis.number(named: name[..<bar]) else {
                throw .unknownCommand
            }
            let command = AccessTable.redis[number]
            guard command.parent == nil else { throw .wordOfSubcommand }
            let word = name[bar...].dropFirst()
            guard !word.isEmpty else { throw .syntax }
            guard !command.subcommands.isEmpty else {
                return addFirstWord(String(rule.text.suffix(word.count)), number)
            }
        }
        guard let number = AccessTable.redis.number(named: name) else { throw .unknownCommand }
        firstWords[number] = nil
        commands.change(number, isAdmitted: isAdmitted)
    }

    private mutating func addFirstWord(_ word: String, _ number: Int) {
        let known = firstWords[number] ?? []
        guard !known.contains(where: { $0.lowercased() == word.lowercased() }) else { return }
        firstWords[number] = known + [word]
    }
}
