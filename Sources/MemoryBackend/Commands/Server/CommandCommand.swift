import StdnetBackend

extension ServerState {
    /// COMMAND: what the server tells clients of its commands.
    static let commandCommands: [CommandImplementation] = [
        .init("command") { (_, call, reply) throws(CommandError) in
            guard call.count > 1 else {
                let all = Keyspace.dispatch.implemented
                reply.array(all.count)
                for command in all { reply.describe(command) }
                return
            }
            switch call.text(1).lowercased() {
            case "count": reply.integer(Keyspace.dispatch.implemented.count)
            case "info": info(call, &reply)
            case "docs": docs(call, &reply)
            case "list": try list(call, &reply)
            case "getkeys": try getKeys(call, withFlags: false, &reply)
            case "getkeysandflags": try getKeys(call, withFlags: true, &reply)
            default: reply.help("COMMAND", commandHelp)
            }
        }
    ]

    private static func specification(_ name: RawBytes) -> CommandSpecification? {
        guard let entry = Keyspace.dispatch.find(name), Keyspace.dispatch.handler(entry) != nil
        else { return nil }
        return Keyspace.dispatch.specification(entry)
    }

    private static func info(_ call: ArgumentView, _ reply: inout ReplyBuilder) {
        guard call.count > 2 else {
            let all = Keyspace.dispatch.implemented
            reply.array(all.count)
            for command in all { reply.describe(command) }
            return
        }
        reply.array(call.count - 2)
        for position in 2..<call.count {
            if let command = specification(call[position]) {
                reply.describe(command)
            } else {
                reply.nothing()
            }
        }
    }

    private static func docs(_ call: ArgumentView, _ reply: inout ReplyBuilder) {
        let chosen =
            call.count > 2
            ? (2..<call.count).compactMap { specification(call[$0]) }
            : Keyspace.dispatch.implemented
        reply.map(chosen.count)
        for command in chosen {
            reply.bulk(command.name)
            reply.map(1)
            reply.bulk("summary")
            reply.bulk("See redis.io/commands/\(command.name).")
        }
    }

    private static func list(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        var names = Keyspace.dispatch.implemented.map(\.name)
        if call.count == 5, call.isWord("FILTERBY", at: 2) {
            if call.isWord("PATTERN", at: 3) {
                let glob = GlobPattern(call[4])
                names = names.filter { Array($0.utf8).withUnsafeBytes { glob.matches($0) } }
            } else if call.isWord("ACLCAT", at: 3) {
                let category = call.text(4).lowercased()
                names = names.filter { AccessTable.redis.categories(of: $0).contains(category) }
            } else if call.isWord("MODULE", at: 3) {
                names = []
            } else {
                throw .syntax
            }
        } else if call.count != 2 {
            throw .syntax
        }
        reply.array(names.count)
        for name in names { reply.bulk(name) }
    }

    private static func getKeys(
        _ call: ArgumentView,
        withFlags: Bool,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        let inner = call.dropFirst(2)
        guard let entry = Keyspace.dispatch.find(inner[0]), isKnown(entry, inner) else {
            throw .init("ERR Invalid command specified")
        }
        let command = Keyspace.dispatch.specification(entry)
        // Channels stand where keys do, and are none.
        guard command.keys != .none, !command.flags.contains(.pubsub),
            !inner.isWord("HELP", at: 1) || !entry.isContainer
        else {
            throw .init("ERR The command has no key arguments")
        }
        guard command.accepts(wordCount: inner.count),
            Subcommands.refusal(of: entry, inner) == nil
        else {
            throw .init("ERR Invalid number of arguments specified for command")
        }
        var positions = command.keys.positions(in: inner)
        // Of a call with fewer keys than it says none counts.
        if let announced = command.keys.announcedCount(in: inner), positions.count < announced {
            positions = []
        }
        // Scripts and functions may do without keys.
        guard !positions.isEmpty || entry.isScript else {
            throw .init("ERR Invalid arguments specified for command")
        }
        reply.array(positions.count)
        let flags = withFlags ? KeyFlags.of(inner) : nil
        for (place, position) in positions.enumerated() {
            if let flags {
                reply.array(2)
                reply.bulk(inner[position])
                let own = place == 0 ? flags.first : flags.others
                reply.set(own.count)
                for flag in own { reply.status(flag) }
            } else {
                reply.bulk(inner[position])
            }
        }
    }

    /// Whether a command is there, and the subcommand that is meant, if it has such.
    private static func isKnown(_ entry: CommandDispatch.Entry, _ call: ArgumentView) -> Bool {
        guard Keyspace.dispatch.handler(entry) != nil else { return false }
        guard entry.isContainer else { return true }
        return call.count > 1
            && Subcommands.has(Keyspace.dispatch.name(entry), call.text(1).lowercased())
    }
}

extension ReplyBuilder {
    /// Appends what COMMAND INFO says of a command.
    fileprivate mutating func describe(_ command: CommandSpecification) {
        array(10)
        bulk(command.name)
        integer(command.arity)
        let flags = command.flags.words
        set(flags.count)
        for flag in flags { status(flag) }
        let (first, last, step) = command.keys.simple
        integer(first)
        integer(last)
        integer(step)
        let categories = AccessTable.redis.categories(of: command.name)
        set(categories.count)
        for category in categories { status("@\(category)") }
        // Hints, key specifications and subcommands.
        array(0)
        array(0)
        array(0)
    }
}

extension KeyPositions {
    /// How many keys a call says it has; nil when it does not say.
    fileprivate func announcedCount(in call: ArgumentView) -> Int? {
        switch self {
        case .counted(let at): call.integer(at)
        case .destinationAndCounted: call.integer(2)
        default: nil
        }
    }

    /// First, last and step, as clients that know no better read them.
    fileprivate var simple: (Int, Int, Int) {
        switch self {
        case .range(let first, let last, let step): (first, last, step)
        case .sort, .geo, .destinationAndCounted: (1, 1, 1)
        case .none, .counted, .streams, .migrate: (0, 0, 0)
        }
    }
}

extension CommandSpecification.Flags {
    /// The flags in Redis's words.
    fileprivate var words: [String] {
        let all: [(CommandSpecification.Flags, String)] = [
            (.write, "write"), (.readOnly, "readonly"), (.denyOOM, "denyoom"), (.admin, "admin"),
            (.pubsub, "pubsub"), (.noScript, "noscript"), (.blocking, "blocking"),
            (.loading, "loading"), (.stale, "stale"), (.fast, "fast"), (.noAuth, "no_auth"),
            (.noMulti, "no_multi"),
        ]
        return all.filter { contains($0.0) }.map(\.1)
    }
}
