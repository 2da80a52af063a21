import StdnetBackend

extension ServerState {
    /// ACL and what it does.
    static let accessCommands: [CommandImplementation] = [
        .init(
            "acl",
            server: { (server, client, call, reply) throws(CommandError) in
                try server.acl(client, call, &reply)
            }
        )
    ]

    private mutating func acl(
        _ client: ServerClient,
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        switch call.text(1).lowercased() {
        case "whoami": reply.bulk(client.user.name)
        case "users":
            let users = access.all
            reply.array(users.count)
            for user in users { reply.bulk(user.name) }
        case "list":
            let users = access.all
            reply.array(users.count)
            for user in users {
                reply.bulk(Bytes("user ".utf8) + user.name + [0x20] + user.rules.description)
            }
        case "getuser": describeUser(call, &reply)
        case "setuser":
            guard AccessRule.isPlain(call[2]) else {
                throw .init("ERR Usernames can't contain spaces or null characters")
            }
            try setUser(call[2], (3..<call.count).map { Bytes(call[$0]) })
            reply.ok()
        case "deluser": try removeUsers(call, &reply)
        case "cat": try listCategories(call, &reply)
        case "genpass": try makePassword(call, &reply)
        case "log": try showLog(call, &reply)
        case "dryrun": try dryRun(call, &reply)
        case "load", "save":
            throw .init(
                "ERR This Redis instance is not configured to use an ACL file. You may want to specify "
                    + "users via the ACL SETUSER command and then issue a CONFIG REWRITE (assuming you "
                    + "have a Redis configuration file set) in order to store users in the Redis "
                    + "configuration."
            )
        default: reply.help("ACL", Self.accessHelp)
        }
    }

    private func describeUser(_ call: ArgumentView, _ reply: inout ReplyBuilder) {
        guard let rules = access[call[2]]?.rules else { return reply.null() }
        reply.map(6)
        reply.bulk("flags")
        reply.set(rules.flags.count)
        for flag in rules.flags { reply.bulk(flag) }
        reply.bulk("passwords")
        reply.array(rules.passwords.count)
        for digest in rules.passwords { reply.bulk(digest) }
        reply.describe(rules.selectors[0])
        reply.bulk("selectors")
        reply.array(rules.selectors.count - 1)
        for selector in rules.selectors.dropFirst() {
            reply.map(3)
            reply.describe(selector)
        }
    }

    private mutating func removeUsers(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        for position in 2..<call.count where AccessControl.defaultName == Bytes(call[position]) {
            throw .init("ERR The 'default' user cannot be removed")
        }
        var count = 0
        for position in 2..<call.count where removeUser(call[position]) { count += 1 }
        reply.integer(count)
    }

    private func listCategories(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        guard call.count <= 3 else { throw .unknownForm(call) }
        guard call.count == 3 else {
            reply.array(AccessCategories.names.count)
            for name in AccessCategories.names { reply.bulk(name) }
            return
        }
        guard let category = AccessCategories(named: call.text(2).lowercased()) else {
            throw .init("ERR Unknown category '\(call.errorText(2, limit: 128))'")
        }
        let chosen = AccessTable.redis.commands.filter { $0.categories.isSuperset(of: category) }
        reply.array(chosen.count)
        for command in chosen { reply.bulk(command.name) }
    }

    private func makePassword(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        guard call.count <= 3 else { throw .unknownForm(call) }
        let bits = call.count == 3 ? try call.requiredInteger(2) : 256
        guard 1...4096 ~= bits else {
            throw .init(
                "ERR ACL GENPASS argument must be the number of bits for the output password, a "
                    + "positive number up to 4096"
            )
        }
        // Not from the server's seed: nobody may guess it.
        var generator = SystemRandomNumberGenerator()
        let digits = Array("0123456789abcdef")
        reply.bulk(
            String((0..<(bits + 3) / 4).map { _ in digits[Int(generator.next() & 15)] })
        )
    }

    private mutating func showLog(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        guard call.count <= 3 else { throw .unknownForm(call) }
        if call.count == 3, call.isWord("RESET", at: 2) {
            access.log.removeAll()
            return reply.ok()
        }
        let wanted = call.count == 3 ? try call.requiredInteger(2) : 10
        let entries = access.log.entries.prefix(max(0, wanted))
        reply.array(entries.count)
        for entry in entries { reply.describe(entry, at: keyspace.now) }
    }

    /// Says whether a user may make a call, and makes it not.
    private func dryRun(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        guard let user = access[call[2]] else {
            throw .init("ERR User '\(call.errorText(2))' not found")
        }
        let inner = call.dropFirst(3)
        guard let entry = Keyspace.dispatch.find(inner[0]),
            let number = AccessTable.redis.number(asked: inner)
        else { throw .init("ERR Command '\(call.errorText(3))' not found") }
        guard entry.accepts(wordCount: inner.count) else {
            throw .wrongArity(AccessTable.redis[number].name)
        }
        if let error = Subcommands.refusal(of: entry, inner) { throw error }
        let what: String
        switch user.denial(of: number, inner) {
        case nil: return reply.ok()
        case .command: what = "run the '\(AccessTable.redis[number].name)' command"
        case .key(let position): what = "access the '\(inner.errorText(position))' key"
        case .channel(let position): what = "access the '\(inner.errorText(position))' channel"
        }
        reply.bulk("This user has no permissions to \(what)")
    }
}

extension ReplyBuilder {
    /// Appends what ACL GETUSER says of a selector.
    fileprivate mutating func describe(_ selector: AccessSelector) {
        bulk("commands")
        bulk(selector.commandRules)
        bulk("keys")
        bulk(selector.keys)
        bulk("channels")
        bulk(selector.channels)
    }

    /// Appends an entry of ACL LOG.
    fileprivate mutating func describe(_ entry: AccessLog.Entry, at now: Int) {
        map(7)
        bulk("count")
        integer(entry.count)
        bulk("reason")
        bulk(entry.reason.rawValue)
        bulk("context")
        bulk(entry.context.rawValue)
        bulk("object")
        bulk(entry.object)
        bulk("username")
        bulk(entry.user)
        bulk("age-seconds")
        number(Double(now - entry.time) / 1000)
        bulk("client-info")
        bulk(entry.client)
    }
}

extension ServerState {
    private static let accessHelp: StaticString = """
        CAT [<category>]
            List all commands that belong to <category>, or all command categories
            when no category is specified.
        DELUSER <username> [<username> ...]
            Delete a list of users.
        DRYRUN <username> <command> [<arg> ...]
            Returns whether the user can execute the given command without executing the command.
        GETUSER <username>
            Get the user's details.
        GENPASS [<bits>]
            Generate a secure 256-bit user password. The optional `bits` argument can
            be used to specify a different size.
        LIST
            Show users details in config file format.
        LOAD
            Reload users from the ACL file.
        LOG [<count> | RESET]
            Show the ACL log entries.
        SAVE
            Save the current config to the ACL file.
        SETUSER <username> <attribute> [<attribute> ...]
            Create or modify a user with the specified attributes.
        USERS
            List all the registered usernames.
        WHOAMI
            Return the current connection username.
        """
}
