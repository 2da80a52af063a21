import StdnetBackend

extension ServerState {
    /// The commands about the connection itself.
    static let connectionCommands: [CommandImplementation] = [
        .init(
            "ping",
            server: { (_, client, call, reply) throws(CommandError) in
                try ping(client, call, &reply)
            }
        ),
        .init("echo") { (_, call, reply) throws(CommandError) in reply.bulk(call[1]) },
        .init(
            "select",
            server: { (_, client, call, reply) throws(CommandError) in
                try select(client, call, &reply)
            }
        ),
        .init(
            "auth",
            server: { (server, client, call, reply) throws(CommandError) in
                guard call.count <= 3 else { throw .syntax }
                let needsNoPassword = server.access.defaultUser.rules.needsNoPassword
                guard call.count == 3 || !needsNoPassword else {
                    throw .init(
                        "ERR AUTH <password> called without any password configured for the default user. "
                            + "Are you sure your configuration is correct?"
                    )
                }
                try server.authenticate(client, call, &reply)
            }
        ),
        .init(
            "hello",
            server: { (server, client, call, reply) throws(CommandError) in
                try server.hello(client, call, &reply)
            }
        ),
        .init(
            "quit",
            server: { (_, client, _, reply) throws(CommandError) in
                client.isClosing = true
                reply.ok()
            }
        ),
        .init(
            "reset",
            server: { (server, client, _, reply) throws(CommandError) in
                server.reset(client)
                reply.isRESP3 = false
                reply.status("RESET")
            }
        ),
    ]

    private static func ping(
        _ client: ServerClient,
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        guard call.count <= 2 else { throw .wrongArity("ping") }
        if client.subscriptionCount > 0, !client.isRESP3 {
            reply.array(2)
            reply.bulk("pong")
            if call.count == 2 { reply.bulk(call[1]) } else { reply.bulk("") }
        } else if call.count == 2 {
            reply.bulk(call[1])
        } else {
            reply.status("PONG")
        }
    }

    private static func select(
        _ client: ServerClient,
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        let number = try call.requiredInteger(1)
        guard Int(Int32.min)...Int(Int32.max) ~= number else {
            throw .init(
                "ERR value is out of range, value must between \(Int32.min) and \(Int32.max)"
            )
        }
        guard 0..<Keyspace.databaseCount ~= number else {
            throw .init("ERR DB index is out of range")
        }
        client.database = number
        reply.ok()
    }

    /// AUTH, with a user or for the default one.
    private mutating func authenticate(
        _ client: ServerClient,
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        let password = call[call.count - 1]
        if call.count == 3 {
            try authenticate(client, user: call[1], password: password, request: call[0])
        } else {
            let request = call[0]
            let failure = AccessControl.defaultName.withUnsafeBytes { user -> CommandError? in
                do throws(CommandError) {
                    try authenticate(client, user: user, password: password, request: request)
                    return nil
                } catch {
                    return error
                }
            }
            if let failure { throw failure }
        }
        reply.ok()
    }

    private mutating func hello(
        _ client: ServerClient,
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        var version: Int?
        if call.count > 1 {
            guard let number = call.integer(1) else {
                throw .init("ERR Protocol version is not an integer or out of range")
            }
            guard number == 2 || number == 3 else {
                throw .init("NOPROTO unsupported protocol version")
            }
            version = number
        }
        var name: String?
        var position = 2
        while position < call.count {
            if call.isWord("AUTH", at: position), call.hasWord(after: position, count: 2) {
                try authenticate(
                    client,
                    user: call[position + 1],
                    password: call[position + 2],
                    request: call[0]
                )
                position += 3
            } else if call.isWord("SETNAME", at: position), call.hasWord(after: position) {
                name = try ServerClient.checkedName(call[position + 1])
                position += 2
            } else {
                throw .init("ERR Syntax error in HELLO option '\(call.text(position))'")
            }
        }
        guard client.isAuthenticated else {
            throw .init(
                "NOAUTH HELLO must be called with the client already authenticated, otherwise the "
                    + "HELLO AUTH <user> <pass> option can be used to authenticate the client "
                    + "and select the RESP protocol version at the same time"
            )
        }
        if let name { client.name = name }
        if let version { client.isRESP3 = version == 3 }
        reply.isRESP3 = client.isRESP3
        reply.map(7)
        for (key, value) in [("server", "redis"), ("version", Self.version)] {
            reply.bulk(key)
            reply.bulk(value)
        }
        reply.bulk("proto")
        reply.integer(client.isRESP3 ? 3 : 2)
        reply.bulk("id")
        reply.integer(client.identifier)
        for (key, value) in [("mode", "standalone"), ("role", "master")] {
            reply.bulk(key)
            reply.bulk(value)
        }
        reply.bulk("modules")
        reply.array(0)
    }

    /// Makes a client as good as new.
    private mutating func reset(_ client: ServerClient) {
        client.transaction = nil
        unwatch(client)
        channels.removeAll(of: client)
        monitors.removeAll { $0 === client }
        client.isMonitor = false
        stopTracking(client)
        client.database = 0
        client.name = ""
        client.isRESP3 = false
        client.replyMode = .on
        client.isProtectedFromEviction = false
        resetUser(of: client)
    }

    /// The version of Redis whose behaviour this is.
    static let version = "7.0.15"
}

extension ServerClient {
    /// A name that a client may have: visible characters without spaces.
    static func checkedName(_ name: RawBytes) throws(CommandError) -> String {
        guard name.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else {
            throw .init("ERR Client names cannot contain spaces, newlines or special characters.")
        }
        return String(decoding: name, as: UTF8.self)
    }
}
