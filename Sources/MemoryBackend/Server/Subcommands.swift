import StdnetBackend

/// The subcommands of commands that have them, and how many words each takes, both names included.
enum Subcommands {
    private static let arities: [String: [String: Int]] = [
        "acl": [
            "cat": -2, "deluser": -3, "dryrun": -4, "genpass": -2, "getuser": 3, "help": 2,
            "list": 2, "load": 2, "log": -2, "save": 2, "setuser": -3, "users": 2, "whoami": 2,
        ],
        "client": [
            "caching": 3, "getname": 2, "getredir": 2, "help": 2, "id": 2, "info": 2, "kill": -3,
            "list": -2, "no-evict": 3, "pause": -3, "reply": 3, "setname": 3, "tracking": -3,
            "trackinginfo": 2, "unblock": -3, "unpause": 2,
        ],
        "cluster": [
            "addslots": -3, "addslotsrange": -4, "bumpepoch": 2, "count-failure-reports": 3,
            "countkeysinslot": 3, "delslots": -3, "delslotsrange": -4, "failover": -2,
            "flushslots": 2, "forget": 3, "getkeysinslot": 4, "help": 2, "info": 2, "keyslot": 3,
            "links": 2, "meet": -4, "myid": 2, "nodes": 2, "replicas": 3, "replicate": 3,
            "reset": -2, "saveconfig": 2, "set-config-epoch": 3, "setslot": -4, "shards": 2,
            "slaves": 3, "slots": 2,
        ],
        "command": [
            "count": 2, "docs": -2, "getkeys": -4, "getkeysandflags": -4, "help": 2, "info": -2,
            "list": -2,
        ],
        "config": ["get": -3, "help": 2, "resetstat": 2, "rewrite": 2, "set": -4],
        "function": [
            "delete": 3, "dump": 2, "flush": -2, "help": 2, "kill": 2, "list": -2, "load": -3,
            "restore": -3, "stats": 2,
        ],
        "latency": [
            "doctor": 2, "graph": 3, "help": 2, "histogram": -2, "history": 3, "latest": 2,
            "reset": -2,
        ],
        "memory": [
            "doctor": 2, "help": 2, "malloc-stats": 2, "purge": 2, "stats": 2, "usage": -3,
        ],
        "module": ["help": 2, "list": 2, "load": -3, "loadex": -3, "unload": 3],
        "object": ["encoding": 3, "freq": 3, "help": 2, "idletime": 3, "refcount": 3],
        "pubsub": [
            "channels": -2, "help": 2, "numpat": 2, "numsub": -2, "shardchannels": -2,
            "shardnumsub": -2,
        ],
        "script": ["debug": 3, "exists": -3, "flush": -2, "help": 2, "kill": 2, "load": 3],
        "slowlog": ["get": -2, "help": 2, "len": 2, "reset": 2],
        "xgroup": [
            "create": -5, "createconsumer": 5, "delconsumer": 5, "destroy": 4, "help": 2,
            "setid": -5,
        ],
        "xinfo": ["consumers": 4, "groups": 3, "help": 2, "stream": -3],
    ]

    /// Names of containers by their first letters, so that almost every command is let through.
    private static let containers = Set(arities.keys)

    /// Why a call of a command with subcommands can't run; nil when it can.
    static func refusal(of entry: CommandDispatch.Entry, _ call: ArgumentView) -> CommandError? {
        guard entry.isContainer, call.count > 1 else { return nil }
        let command = Keyspace.dispatch.name(entry)
        guard let known = arities[command] else { return nil }
        let name = call.text(1).lowercased()
        guard let arity = known[name] else { return unknown(call) }
        guard arity < 0 ? call.count >= -arity : call.count == arity else {
            return .wrongArity("\(command)|\(name)")
        }
        return nil
    }

    /// Whether a command has the subcommand that a call names, or needs none.
    static func areKnown(to entry: CommandDispatch.Entry, _ call: ArgumentView) -> Bool {
        guard entry.isContainer, call.count > 1 else { return true }
        return has(Keyspace.dispatch.name(entry), call.text(1).lowercased())
    }

    /// Whether a call changes keys: those of a command whose subcommands do, but for HELP.
    static func writes(_ entry: CommandDispatch.Entry, _ call: ArgumentView) -> Bool {
        entry.flags.contains(.write) && !(entry.isContainer && call.isWord("HELP", at: 1))
    }

    /// The name of what a call asks for, with that of the subcommand if it has one.
    static func fullName(of entry: CommandDispatch.Entry, _ call: ArgumentView) -> String {
        let command = Keyspace.dispatch.name(entry)
        guard entry.isContainer, call.count > 1 else { return command }
        return "\(command)|\(call.text(1).lowercased())"
    }

    /// Commands whose subcommands scripts may not call, but for HELP.
    private static let barredFromScripts: Set = [
        "acl", "client", "config", "function", "latency", "module", "script",
    ]

    /// Whether a script may not make a call of a command with subcommands.
    static func isBarredFromScripts(_ entry: CommandDispatch.Entry, _ call: ArgumentView) -> Bool {
        guard entry.isContainer, call.count > 1 else { return false }
        let name = Keyspace.dispatch.name(entry)
        return barredFromScripts.contains(name) && !call.isWord("HELP", at: 1)
            || name == "cluster" && call.isWord("RESET", at: 1)
    }

    /// Whether a command has subcommands.
    static func isContainer(_ name: String) -> Bool { containers.contains(name) }

    /// Whether a command has a subcommand of this name.
    static func has(_ name: String, _ subcommand: String) -> Bool {
        arities[name]?[subcommand] != nil
    }

    /// All subcommands of a command with their arities, by name.
    static func all(of name: String) -> [(name: String, arity: Int)] {
        (arities[name] ?? [:]).sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// The error for a subcommand that a command does not have.
    static func unknown(_ call: ArgumentView) -> CommandError {
        .init(
            "ERR unknown subcommand '\(call.errorText(1, limit: 128))'. Try "
                + "\(call.text(0).uppercased()) HELP."
        )
    }
}

extension CommandError {
    /// The error for a subcommand that is known, with words that it does not take.
    static func unknownForm(_ call: ArgumentView) -> CommandError {
        .init(
            "ERR unknown subcommand or wrong number of arguments for '\(call.errorText(1))'. "
                + "Try \(call.text(0).uppercased()) HELP."
        )
    }
}

extension ReplyBuilder {
    /// Appends the reply to HELP: a line for each subcommand, and indented what it does.
    mutating func help(_ command: String, _ text: StaticString) {
        let lines = text.description.split(separator: "\n")
        array(lines.count + 3)
        status("\(command) <subcommand> [<arg> [value] [opt] ...]. Subcommands are:")
        for line in lines { status(String(line)) }
        status("HELP")
        status("    Prints this help.")
    }
}
