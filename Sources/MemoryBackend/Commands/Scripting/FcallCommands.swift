import StdnetBackend

extension ServerState {
    /// FCALL and FCALL_RO: calls of functions.
    static let fcallCommands: [CommandImplementation] = [
        .init(
            "fcall",
            server: { (server, client, call, reply) throws(CommandError) in
                try server.fcall(client, call, isReadOnly: false, &reply)
            }
        ),
        .init(
            "fcall_ro",
            server: { (server, client, call, reply) throws(CommandError) in
                try server.fcall(client, call, isReadOnly: true, &reply)
            }
        ),
    ]

    private mutating func fcall(
        _ client: ServerClient,
        _ call: ArgumentView,
        isReadOnly: Bool,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        guard let function = functions.function(named: call[1]) else {
            throw .init("ERR Function not found")
        }
        guard let keyCount = Int(decimal: call[2]) else {
            throw .init("ERR Bad number of keys provided")
        }
        guard keyCount <= call.count - 3 else {
            throw .init("ERR Number of keys can't be greater than number of args")
        }
        guard keyCount >= 0 else { throw .init("ERR Number of keys can't be negative") }
        try checkNesting()
        try check(function.flags, isReadOnly: isReadOnly)
        let engine = try scripts.functionEngine()
        let keys = call.dropFirst(3).prefix(keyCount)
        let arguments = call.dropFirst(3 + keyCount)
        let caller = runningFunction
        runningFunction = RunningFunction(name: function.name, call: call)
        defer { runningFunction = caller }
        lend(
            to: client,
            keys,
            isReadOnly: isReadOnly || function.flags.contains(.noWrites),
            allowsOOM: function.flags.contains(.allowOOM),
            isFunction: true
        ) { _, run in
            engine.call(function, keys, arguments, run, &reply)
        }
        reply.isRESP3 = client.isRESP3
    }

    /// Refuses what a script would run that may say anything, by DEBUG: there is one at a time.
    func checkNesting() throws(CommandError) {
        guard !scripts.control.isRunning else {
            throw .init("ERR a script can't run another script or function")
        }
    }

    /// Refuses a script or function that can't run now, by what it says about itself.
    func check(_ flags: ScriptFlags, isReadOnly: Bool) throws(CommandError) {
        guard !flags.contains(.noWrites) else { return }
        if isReadOnly {
            throw .init("ERR Can not execute a script with write flag using *_ro command.")
        }
        guard !configuration.requiresReplicas else { throw Self.tooFewReplicas }
        if isOutOfMemory, !flags.contains(.allowOOM) {
            throw .init(
                "OOM allow-oom flag is not set on the script, can not run it when used memory > "
                    + "'maxmemory'"
            )
        }
    }

    /// The flags of a call: those of its command, and those of the script, the function or the
    /// subcommand that it names.
    func flags(
        of entry: CommandDispatch.Entry,
        _ call: ArgumentView
    ) -> CommandSpecification.Flags {
        guard entry.takesFlags else { return entry.flags }
        guard entry.isScript else {
            switch call.text(1).lowercased() {
            case "load", "restore": return entry.flags.union([.write, .denyOOM])
            case "delete", "flush": return entry.flags.union(.write)
            default: return entry.flags
            }
        }
        return entry.flags.union(scriptFlags(of: entry, call)?.commandFlags ?? [])
    }

    /// What the script or function that a call names says about itself; nil when it says nothing or is
    /// not known.
    func scriptFlags(of entry: CommandDispatch.Entry, _ call: ArgumentView) -> ScriptFlags? {
        switch Keyspace.dispatch.name(entry) {
        case "fcall", "fcall_ro": functions.function(named: call[1])?.flags
        case "evalsha", "evalsha_ro": scripts.script(call[1])?.flags
        default: (try? ScriptHeader(of: call[1]))?.flags
        }
    }
}

/// The function that runs, for those who ask meanwhile.
struct RunningFunction {
    let name: String
    /// The words of its call, which are there as long as it runs.
    let call: ArgumentView
    let start = ContinuousClock.now
}
