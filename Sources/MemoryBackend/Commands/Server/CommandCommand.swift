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
            case "getkeys": try getKeys(call, &reply)
            case "getkeysandflags": throw .unsupported("command 'command|getkeysandflags'")
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
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        let inner = call.dropFirst(2)
        guard let command = specification(inner[0]) else {
            throw .init("ERR Invalid command specified")
        }
        guard command.keys != .none else { throw .init("ERR The command has no key arguments") }
        guard command.accepts(wordCount: inner.count) else {
            throw .init("ERR Invalid number of arguments specified for command")
        }
        let positions = command.keys.positions(in: inner)
        guard !positions.isEmpty else {
            throw .init("ERR Invalid arguments specified for command")
        }
        reply.array(positions.count)
        for position in positions { reply.bulk(inner[position]) }
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
