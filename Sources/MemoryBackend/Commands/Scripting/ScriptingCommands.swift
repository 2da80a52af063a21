import StdnetBackend

extension ServerState {
    /// The commands of scripts.
    static let scriptingCommands: [CommandImplementation] = [
        .init(
            "eval",
            server: { (server, client, call, reply) throws(CommandError) in
                try server.eval(client, call, isReadOnly: false, &reply)
            }
        ),
        .init(
            "eval_ro",
            server: { (server, client, call, reply) throws(CommandError) in
                try server.eval(client, call, isReadOnly: true, &reply)
            }
        ),
        .init(
            "evalsha",
            server: { (server, client, call, reply) throws(CommandError) in
                try server.evalsha(client, call, isReadOnly: false, &reply)
            }
        ),
        .init(
            "evalsha_ro",
            server: { (server, client, call, reply) throws(CommandError) in
                try server.evalsha(client, call, isReadOnly: true, &reply)
            }
        ),
        .init(
            "script",
            server: { (server, _, call, reply) throws(CommandError) in
                try server.script(call, &reply)
            }
        ),
    ]

    private mutating func eval(
        _ client: ServerClient,
        _ call: ArgumentView,
        isReadOnly: Bool,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        let keyCount = try Self.keyCount(of: call)
        let sha1 = try scripts.load(call[1])
        guard let digest = ScriptDigest(sha1), let script = scripts.loaded[digest] else { return }
        try run(script, client, call, keyCount, isReadOnly, &reply)
    }

    private mutating func evalsha(
        _ client: ServerClient,
        _ call: ArgumentView,
        isReadOnly: Bool,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        let keyCount = try Self.keyCount(of: call)
        guard let script = scripts.script(call[1]) else {
            throw .init("NOSCRIPT No matching script. Please use EVAL.")
        }
        try run(script, client, call, keyCount, isReadOnly, &reply)
    }

    /// How many keys a script call has.
    static func keyCount(of call: ArgumentView) throws(CommandError) -> Int {
        guard call.count >= 3 else { throw .wrongArity("evalsha") }
        let count = try call.requiredInteger(2)
        guard count <= call.count - 3 else {
            throw .init("ERR Number of keys can't be greater than number of args")
        }
        guard count >= 0 else { throw .init("ERR Number of keys can't be negative") }
        return count
    }

    private mutating func run(
        _ script: ScriptCache.Entry,
        _ client: ServerClient,
        _ call: ArgumentView,
        _ keyCount: Int,
        _ isReadOnly: Bool,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        try checkNesting()
        let keys = call.dropFirst(3).prefix(keyCount)
        let arguments = call.dropFirst(3 + keyCount)
        if let source = script.source {
            return try run(source, for: client, keys, arguments, &reply)
        }
        if let flags = script.flags { try check(flags, isReadOnly: isReadOnly) }
        let writesNothing = isReadOnly || script.flags?.contains(.noWrites) == true
        let allowsOOM = script.flags?.contains(.allowOOM) == true
        lend(to: client, keys, isReadOnly: writesNothing, allowsOOM: allowsOOM) { server, run in
            server.pointee.scripts.run(script.sha1, keys, arguments, run, &reply)
        }
        reply.isRESP3 = client.isRESP3
    }

    /// Runs a script's twin and appends its reply.
    mutating func run(
        _ source: ScriptSource,
        for client: ServerClient,
        _ keys: ArgumentView,
        _ arguments: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        let start = reply.count
        let failure = lend(to: client, keys, isReadOnly: source.isReadOnly) {
            _,
            run -> CommandError? in
            var context: any ScriptContext = run
            do throws(BackendError) {
                try source.twin(&context, keys, arguments, &reply)
                return nil
            } catch {
                return .init(error.errorReply)
            }
        }
        if let failure { throw failure }
        if reply.count == start { reply.null() }
        guard reply.isOneValue(from: start) else {
            throw .init("ERR script '\(source.name)' wrote something else than one reply")
        }
    }

    /// Lends the server to a script for the time of a call.
    mutating func lend<Result>(
        to client: ServerClient,
        _ keys: ArgumentView,
        isReadOnly: Bool,
        allowsOOM: Bool = false,
        isFunction: Bool = false,
        _ body: (UnsafeMutablePointer<ServerState>, ScriptRun) -> Result
    ) -> Result {
        let control = scripts.control
        control.begin(at: keyspace.now, isFunction: isFunction)
        lastScriptError = nil
        if tracking.clientCount > 0 {
            scriptCaller = client
            scriptKeys = keys.all.map { Bytes($0) }
        }
        depth += 1
        defer {
            depth -= 1
            scriptCaller = nil
            control.end()
        }
        return withUnsafeMutablePointer(to: &self) { pointer in
            let run = ScriptRun(
                pointer,
                for: client,
                isReadOnly: isReadOnly,
                allowsOOM: allowsOOM,
                control: control
            )
            defer { run.finish() }
            return body(pointer, run)
        }
    }

    private mutating func script(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        switch call.text(1).lowercased() {
        case "load": reply.bulk(try scripts.load(call[2]))
        case "exists":
            reply.array(call.count - 2)
            for position in 2..<call.count {
                reply.integer(scripts.script(call[position]) == nil ? 0 : 1)
            }
        case "flush":
            guard
                call.count == 2
                    || call.count == 3
                        && (call.isWord("SYNC", at: 2) || call.isWord("ASYNC", at: 2))
            else { throw .init("ERR SCRIPT FLUSH only support SYNC|ASYNC option") }
            scripts.removeAll()
            reply.ok()
        case "kill":
            try scripts.control.kill(isFunction: false)
            reply.ok()
        case "debug": throw .unsupported("command 'script|debug'")
        default:
            reply.help(
                "SCRIPT",
                """
                DEBUG (YES|SYNC|NO)
                    Set the debug mode for subsequent scripts executed.
                EXISTS <sha1> [<sha1> ...]
                    Return information about the existence of the scripts in the script cache.
                FLUSH [ASYNC|SYNC]
                    Flush the Lua scripts cache. Very dangerous on replicas.
                    When called without the optional mode argument, the behavior is determined by the
                    lazyfree-lazy-user-flush configuration directive. Valid modes are:
                    * ASYNC: Asynchronously flush the scripts cache.
                    * SYNC: Synchronously flush the scripts cache.
                KILL
                    Kill the currently executing Lua script.
                LOAD <script>
                    Load a script into the scripts cache without executing it.
                """
            )
        }
    }
}

extension BackendError {
    /// The error reply with which a script ends when its twin throws this.
    var errorReply: String {
        switch self {
        case .server(let code, let message): "\(code) \(message)"
        case .wrongType: CommandError.wrongType.text
        case .invalidRequest(let reason): "ERR \(reason)"
        default: "ERR \(self)"
        }
    }
}
