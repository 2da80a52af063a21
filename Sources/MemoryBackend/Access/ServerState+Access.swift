import StdnetBackend

// What clients may do.
extension ServerState {
    /// Checks whether a client may make a call, and notes it when not.
    ///
    /// - Throws: why not, in the words that the context has for it.
    @inline(never)
    mutating func authorize(
        _ entry: CommandDispatch.Entry,
        _ client: ServerClient,
        _ call: ArgumentView,
        in context: AccessContext
    ) throws(CommandError) {
        let number = AccessTable.redis.number(of: entry, call)
        let name = AccessTable.redis[number].name
        guard let denial = client.user.denial(of: number, call) else {
            keyspace.mayReadAllKeys =
                !name.hasPrefix("sort") || client.user.mayReadAllKeys(number, call)
            return
        }
        let (reason, object): (AccessLog.Reason, Bytes) =
            switch denial {
            case .command: (.command, Bytes(name.utf8))
            case .key(let position): (.key, Bytes(call[position]))
            case .channel(let position): (.channel, Bytes(call[position]))
            }
        let place: AccessLog.Context =
            switch context {
            case .script: .lua
            case .exec: .multi
            case .call: client.transaction == nil ? .toplevel : .multi
            }
        note(reason, place, object, client.user.name, context == .script ? running : client)
        throw context.error(denial, name)
    }

    /// Notes in ACL LOG what was denied.
    private mutating func note(
        _ reason: AccessLog.Reason,
        _ context: AccessLog.Context,
        _ object: Bytes,
        _ user: Bytes,
        _ client: ServerClient?
    ) {
        let limit = configuration["acllog-max-len"].flatMap { Int($0) } ?? 128
        access.log.add(
            .init(
                reason: reason,
                context: context,
                object: object,
                user: user,
                time: keyspace.now,
                client: client.map { describe($0) } ?? ""
            ),
            limit: limit
        )
    }

    /// Lets a client be a user from now on; what asks for it is the name of a command, as it was written.
    mutating func authenticate(
        _ client: ServerClient,
        user: RawBytes,
        password: RawBytes,
        request: RawBytes
    ) throws(CommandError) {
        guard let known = access[user], known.rules.admits(password) else {
            let isQueued = client.transaction != nil || depth > 0
            note(.auth, isQueued ? .multi : .toplevel, Bytes(request), Bytes(user), client)
            throw .init("WRONGPASS invalid username-password pair or user is disabled.")
        }
        client.user = known
        client.isAuthenticated = true
    }

    /// Makes a client the default user, as one that has just come.
    func resetUser(of client: ServerClient) {
        client.user = access.defaultUser
        client.isAuthenticated = access.isOpen
    }

    /// Whether a client has to say who it is before anything else.
    func needsAuthentication(_ client: ServerClient) -> Bool {
        !client.isAuthenticated && !access.isOpen
    }

    /// Takes over `requirepass`.
    mutating func updateDefaultPassword() {
        access.setDefaultPassword(configuration.password)
        limits.setRequiresPassword(!access.isOpen)
    }
}

/// Where a call comes from.
enum AccessContext {
    case call
    case exec
    case script

    /// What is said of a call that may not run.
    func error(_ denial: AccessDenial, _ name: String) -> CommandError {
        switch self {
        case .call:
            let what =
                switch denial {
                case .command: "run the '\(name)' command"
                case .key: "access one of the keys used as arguments"
                case .channel: "access one of the channels used as arguments"
                }
            return .init("NOPERM this user has no permissions to \(what)")
        case .exec:
            let what =
                switch denial {
                case .command: "execute the command or subcommand"
                case .key: "touch the specified keys"
                case .channel: "access one of the channels used as arguments"
                }
            return .init(
                "NOPERM ACLs rules changed between the moment the transaction was accumulated and the "
                    + "EXEC call. This command is no longer allowed for the following reason: no "
                    + "permission to \(what)"
            )
        case .script:
            let what =
                switch denial {
                case .command: "run this command or subcommand"
                case .key: "access at least one of the keys mentioned in the command arguments"
                case .channel: "publish to the channel mentioned in the command"
                }
            return .init("ERR The user executing the script can't \(what)")
        }
    }
}
