import StdnetBackend

/// What access control knows of commands: the groups that they belong to, and how they use keys.
///
/// Commands have numbers: those of the dispatch table, and after them their subcommands.
struct AccessTable: Sendable {
    struct Command: Sendable {
        /// With the command's name before that of a subcommand: `config|get`.
        let name: String
        let categories: AccessCategories
        /// How each key is used; the last of these also counts for all keys that follow.
        let accesses: [KeyAccess]
        let keys: KeyPositions
        let channels: ChannelUse
        /// Whether everybody may run it.
        let isForAll: Bool
        /// The command that a subcommand belongs to.
        let parent: Int?
        fileprivate(set) var subcommands: [Int] = []
    }

    /// How a command uses channels.
    enum ChannelUse: Sendable {
        case none
        /// It sends to the first word.
        case first
        /// It listens to all words.
        case all
        /// All words are patterns that it listens to.
        case patterns
    }

    static let redis = AccessTable()

    private(set) var commands: [Command] = []
    private var numbers: [String: Int] = [:]

    private init() {
        let categories = Self.read(Self.categoriesOfRedis).mapValues { words in
            words.reduce(into: AccessCategories()) { all, word in
                if let category = AccessCategories(named: word) { all.insert(category) }
            }
        }
        let accesses = Self.read(Self.accessesOfRedis).mapValues { words in
            words.map { KeyAccess($0) }
        }
        for name in Keyspace.dispatch.allNames { add(name, nil, categories, accesses) }
        for name in categories.keys.sorted() {
            guard let bar = name.firstIndex(of: "|") else { continue }
            guard let parent = numbers[String(name[..<bar])] else { continue }
            commands[parent].subcommands.append(commands.count)
            add(name, parent, categories, accesses)
        }
    }

    private mutating func add(
        _ name: String,
        _ parent: Int?,
        _ categories: [String: AccessCategories],
        _ accesses: [String: [KeyAccess]]
    ) {
        let known = CommandTable.redis[parent.map { commands[$0].name } ?? name]
        numbers[name] = commands.count
        commands.append(
            Command(
                name: name,
                categories: categories[name] ?? [],
                accesses: accesses[name] ?? [],
                keys: accesses[name] == nil ? .none : known?.keys ?? .none,
                channels: ChannelUse(of: name),
                isForAll: known?.flags.contains(.noAuth) == true,
                parent: parent
            )
        )
    }

    /// Reads lines `word,word: name name`.
    private static func read(_ text: String) -> [String: [Substring]] {
        var words: [String: [Substring]] = [:]
        for line in text.split(separator: "\n") {
            let parts = line.split(separator: ":", maxSplits: 1)
            guard parts.count == 2 else { continue }
            for name in parts[1].split(separator: " ") {
                words[String(name)] = parts[0].split(separator: ",")
            }
        }
        return words
    }
}

// Finding commands.
extension AccessTable {
    subscript(number: Int) -> Command { commands[number] }

    /// The number of a command that a rule names: `get`, or `config|get` for a subcommand.
    func number(named name: some StringProtocol) -> Int? { numbers[name.lowercased()] }

    /// The names of the groups that a command belongs to.
    func categories(of name: String) -> [String] {
        guard let number = numbers[name] else { return [] }
        return zip(AccessCategories.names, AccessCategories.all)
            .filter { commands[number].categories.isSuperset(of: $0.1) }.map(\.0)
    }

    /// The number of what a call asks for: of the subcommand, where there is one.
    func number(of entry: CommandDispatch.Entry, _ call: ArgumentView) -> Int {
        let place = Int(entry.place)
        guard call.count > 1, !commands[place].subcommands.isEmpty else { return place }
        return numbers["\(commands[place].name)|\(call.text(1).lowercased())"] ?? place
    }

    /// The number of what a call asks for; nil when there is no such command or subcommand.
    func number(asked call: ArgumentView) -> Int? {
        guard call.count > 0, let entry = Keyspace.dispatch.find(call[0]) else { return nil }
        let number = number(of: entry, call)
        let isPlain = call.count == 1 || commands[Int(entry.place)].subcommands.isEmpty
        return isPlain || number != Int(entry.place) ? number : nil
    }
}

extension KeyAccess {
    /// Reads `r`, `w`, `rw`; `-` is neither.
    fileprivate init(_ letters: Substring) {
        self = []
        if letters.contains("r") { insert(.read) }
        if letters.contains("w") { insert(.write) }
    }
}

extension AccessTable.ChannelUse {
    fileprivate init(of name: String) {
        self =
            switch name {
            case "publish", "spublish": .first
            case "subscribe", "ssubscribe": .all
            case "psubscribe": .patterns
            default: .none
            }
    }
}
