import StdnetBackend

extension ServerState {
    /// CLIENT and what it does.
    static let clientCommands: [CommandImplementation] = [
        .init(
            "client",
            server: { (server, client, call, reply) throws(CommandError) in
                try server.client(client, call, &reply)
            }
        )
    ]

    private mutating func client(
        _ client: ServerClient,
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        switch call.text(1).lowercased() {
        case "id": reply.integer(client.identifier)
        case "getname": if client.name.isEmpty { reply.null() } else { reply.bulk(client.name) }
        case "setname":
            client.name = try ServerClient.checkedName(call[2])
            reply.ok()
        case "info": reply.verbatim(describe(client) + "\n")
        case "list": try listClients(call, &reply)
        case "kill": try killClients(client, call, &reply)
        case "unblock": try unblock(call, &reply)
        case "reply": try setReplyMode(client, call, &reply)
        case "no-evict":
            client.isProtectedFromEviction = try call.isOn(2)
            reply.ok()
        case "pause": try pause(call, &reply)
        case "unpause":
            endPause()
            reply.ok()
        case "getredir": reply.integer(client.tracking == nil ? -1 : client.tracking?.redirect ?? 0)
        case "tracking": try setTracking(client, call, &reply)
        case "trackinginfo": describeTracking(client, &reply)
        case "caching": try setCaching(client, call, &reply)
        default: reply.help("CLIENT", Self.clientHelp)
        }
    }

    private func listClients(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        var chosen = clients.values.sorted { $0.identifier < $1.identifier }
        if call.count == 4, call.isWord("TYPE", at: 2) {
            let type = call.text(3).lowercased()
            guard ["normal", "master", "replica", "slave", "pubsub"].contains(type) else {
                throw .init("ERR Unknown client type '\(call.text(3))'")
            }
            chosen = chosen.filter { $0.type == type }
        } else if call.count > 3, call.isWord("ID", at: 2) {
            chosen = []
            for position in 3..<call.count {
                guard let identifier = call.integer(position) else {
                    throw .init("ERR Invalid client ID")
                }
                if let client = clients[identifier] { chosen.append(client) }
            }
        } else if call.count != 2 {
            throw .syntax
        }
        reply.verbatim(chosen.map { describe($0) + "\n" }.joined())
    }

    /// One line of CLIENT LIST.
    func describe(_ client: ServerClient) -> String {
        var flags = ""
        if client.isMonitor { flags += "O" }
        if client.subscriptionCount > 0 { flags += "P" }
        let queued = client.transaction.map { $0.ends.count } ?? client.runningCount
        if queued != nil { flags += "x" }
        if client.blocked != nil || client.isHeld { flags += "b" }
        if let tracking = client.tracking {
            flags += "t" + (tracking.isBroken ? "R" : "") + (tracking.isBroadcast ? "B" : "")
        }
        if client.hasStaleWatch { flags += "d" }
        if client.isClosing { flags += "c" }
        if client.isProtectedFromEviction { flags += "e" }
        if flags.isEmpty { flags = "N" }
        let age = (keyspace.now - client.createdAt) / 1000
        let idle = (keyspace.now - client.lastActiveAt) / 1000
        var command = client.lastCommand.map { Keyspace.dispatch.allNames[$0] } ?? "NULL"
        if !client.lastSubcommand.isEmpty { command += "|" + client.lastSubcommand.lowercased() }
        return "id=\(client.identifier) addr=\(client.address) laddr=\(configuration.address) "
            + "fd=\(client.identifier + 7) name=\(client.name) age=\(age) idle=\(idle) "
            + "flags=\(flags) db=\(client.database) sub=\(client.channels.count) "
            + "psub=\(client.patterns.count) ssub=\(client.shardChannels.count) "
            + "multi=\(queued ?? -1) qbuf=26 qbuf-free=20448 "
            + "argv-mem=10 multi-mem=0 rbs=1024 rbp=0 obl=0 oll=0 omem=0 tot-mem=22298 events=r "
            + "cmd=\(command) user=\(client.user.text) "
            + "redir=\(client.tracking.map { $0.redirect } ?? -1) resp=\(client.isRESP3 ? 3 : 2)"
    }

    private func setReplyMode(
        _ client: ServerClient,
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        switch call.text(2).lowercased() {
        case "on":
            client.replyMode = .on
            reply.ok()
        case "off": client.replyMode = .off
        case "skip": if client.replyMode != .off { client.replyMode = .skipping }
        default: throw .syntax
        }
    }

    private mutating func unblock(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        var isError = false
        if call.count == 4 {
            if call.isWord("ERROR", at: 3) {
                isError = true
            } else if !call.isWord("TIMEOUT", at: 3) {
                throw .init("ERR CLIENT UNBLOCK reason should be TIMEOUT or ERROR")
            }
        } else if call.count > 4 {
            throw .unknownForm(call)
        }
        let identifier = try call.requiredInteger(2)
        guard let client = clients[identifier], let blocked = client.blocked else {
            return reply.integer(0)
        }
        var answer = blocked.wait.timeoutReply(isRESP3: client.isRESP3)
        if isError {
            answer.removeAll()
            answer.error("UNBLOCKED client unblocked via CLIENT UNBLOCK")
        }
        deliver(answer, toWaiting: client)
        reply.integer(1)
    }
}

extension ArgumentView {
    /// A word that says ON or OFF.
    func isOn(_ position: Int) throws(CommandError) -> Bool {
        if isWord("ON", at: position) { return true }
        if isWord("OFF", at: position) { return false }
        throw .syntax
    }
}

extension ServerClient {
    /// What CLIENT LIST and CLIENT KILL call it.
    var type: String { subscriptionCount > 0 ? "pubsub" : "normal" }
}
