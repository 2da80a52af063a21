import StdnetBackend

extension ServerState {
    /// All commands that are about more than the keyspace.
    static let commands: [CommandImplementation] =
        transactionCommands + pubSubCommands + connectionCommands + clientCommands
        + scriptingCommands + functionCommands + fcallCommands + configCommands + infoCommands
        + commandCommands + memoryCommands + debugCommands + accessCommands + serverCommands

    /// The commands about the server itself.
    private static let serverCommands: [CommandImplementation] = [
        .init("time") { (keyspace, _, reply) throws(CommandError) in
            // The clock counts milliseconds.
            reply.array(2)
            reply.bulk(String(keyspace.now / 1000))
            reply.bulk(String(keyspace.now % 1000 * 1000))
        },
        .init(
            "lastsave",
            server: { (server, _, _, reply) throws(CommandError) in
                reply.integer(server.statistics.startedAt / 1000)
            }
        ),
        .init("save") { (keyspace, _, reply) throws(CommandError) in
            keyspace.changes.unsaved = 0
            reply.ok()
        },
        .init("bgsave") { (keyspace, _, reply) throws(CommandError) in
            keyspace.changes.unsaved = 0
            reply.status("Background saving started")
        },
        .init("bgrewriteaof") { (_, _, reply) throws(CommandError) in
            reply.status("Background append only file rewriting started")
        },
        .init("role") { (_, _, reply) throws(CommandError) in
            reply.array(3)
            reply.bulk("master")
            reply.integer(0)
            reply.array(0)
        },
        .init(
            "replicaof",
            server: { (_, _, call, reply) throws(CommandError) in
                try replicaOf(call, &reply)
            }
        ),
        .init(
            "slaveof",
            server: { (_, _, call, reply) throws(CommandError) in
                try replicaOf(call, &reply)
            }
        ),
        .init("lolwut") { (_, _, reply) throws(CommandError) in
            reply.verbatim("Redis ver. \(version)\n")
        },
        .init("readonly") { (_, _, _) throws(CommandError) in throw noCluster },
        .init("readwrite") { (_, _, _) throws(CommandError) in throw noCluster },
        .init("asking") { (_, _, _) throws(CommandError) in throw noCluster },
        .init("cluster") { (_, _, _) throws(CommandError) in throw noCluster },
        .init("slowlog") { (_, call, reply) throws(CommandError) in try slowlog(call, &reply) },
        .init("latency") { (_, call, reply) throws(CommandError) in try latency(call, &reply) },
        .init("module") { (_, call, reply) throws(CommandError) in
            guard call.isWord("LIST", at: 1) else {
                throw .unsupported("command 'module|\(call.text(1).lowercased())'")
            }
            reply.array(0)
        },
        .init(
            "monitor",
            server: { (server, client, _, reply) throws(CommandError) in
                if !client.isMonitor { server.monitors.append(client) }
                client.isMonitor = true
                reply.ok()
            }
        ),
        .init(
            "shutdown",
            server: { (server, client, call, _) throws(CommandError) in
                let isNoSave = call.count == 2 && call.isWord("NOSAVE", at: 1)
                guard !server.isBusy || isNoSave else { throw server.scripts.control.busyError }
                try checkShutdown(call)
                guard !client.isShared else {
                    throw .init("ERR Errors trying to SHUTDOWN. Check logs.")
                }
                // There is no reply: the connection just ends.
                server.isShutDown = true
                client.isClosing = true
            }
        ),
    ]

    private static var noCluster: CommandError {
        .init("ERR This instance has cluster support disabled")
    }

    private static func replicaOf(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        guard call.isWord("NO", at: 1), call.isWord("ONE", at: 2) else {
            throw .unsupported("replication")
        }
        reply.ok()
    }

    private static func checkShutdown(_ call: ArgumentView) throws(CommandError) {
        var words: Set<String> = []
        for position in 1..<call.count { words.insert(call.text(position).lowercased()) }
        guard words.isSubset(of: ["save", "nosave", "now", "force", "abort"]),
            !words.isSuperset(of: ["save", "nosave"]), !words.contains("abort") || words.count == 1
        else { throw .syntax }
        guard !words.contains("abort") else { throw .init("ERR No shutdown in progress.") }
    }

    private static func slowlog(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        switch call.text(1).lowercased() {
        case "get": reply.array(0)
        case "len": reply.integer(0)
        case "reset": reply.ok()
        default: reply.help("SLOWLOG", slowlogHelp)
        }
    }

    private static func latency(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        switch call.text(1).lowercased() {
        case "latest", "history": reply.array(0)
        case "reset": reply.integer(0)
        case "histogram": reply.map(0)
        case "doctor":
            reply.verbatim(
                "Dave, no latency spike was observed during the lifetime of this server.\n"
            )
        case "graph": throw .init("ERR No samples available for event '\(call.text(2))'")
        default: reply.help("LATENCY", latencyHelp)
        }
    }

    /// Whether a call asks for a subcommand that is an administrator's: its words may be secret.
    private func isAdministration(_ entry: CommandDispatch.Entry, _ call: ArgumentView) -> Bool {
        guard entry.isContainer else { return false }
        let number = AccessTable.redis.number(of: entry, call)
        return AccessTable.redis[number].categories.contains(.admin)
    }

    /// Shows a command to those who said MONITOR.
    func show(_ call: ArgumentView, of client: ServerClient, _ entry: CommandDispatch.Entry) {
        guard !entry.flags.contains(.admin), !isAdministration(entry, call) else { return }
        var line = "\(keyspace.now / 1000).\(keyspace.now % 1000 * 1000) [\(client.database) "
        line += keyspace.isInScript ? "lua]" : "\(client.address)]"
        let isSecret = call.isWord("AUTH", at: 0) || call.isWord("HELLO", at: 0)
        for position in 0..<call.count {
            line += isSecret && position > 0 ? " \"(redacted)\"" : " " + call[position].quoted
        }
        var push = ReplyBuilder()
        push.status(line)
        for monitor in monitors where monitor !== client { monitor.sink(.push(push)) }
    }
}

extension RawBytes {
    /// In quotes, with escapes for what is not visible.
    var quoted: String {
        var text = "\""
        for byte in self {
            switch byte {
            case UInt8(ascii: "\\"), UInt8(ascii: "\""):
                text += "\\" + String(UnicodeScalar(byte))
            case UInt8(ascii: "\n"): text += "\\n"
            case UInt8(ascii: "\r"): text += "\\r"
            case UInt8(ascii: "\t"): text += "\\t"
            case 7: text += "\\a"
            case 8: text += "\\b"
            case 0x20..<0x7f: text += String(UnicodeScalar(byte))
            default:
                let digits = String(byte, radix: 16)
                text += "\\x" + (digits.count < 2 ? "0" : "") + digits
            }
        }
        return text + "\""
    }
}
