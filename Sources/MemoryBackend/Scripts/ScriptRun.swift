import StdnetBackend
import Synchronization

/// The server as a running script sees it: for twins and for Lua.
///
/// A class, so that one that outlives its call is known to be over. The server is reached by pointer:
/// it stays where it is while the call that lends it runs, and nobody else has it then.
final class ScriptRun: ScriptContext, ScriptHost {
    // Unchecked, because nothing that these properties are passed to comes back to the run.
    @exclusivity(unchecked) private var server: UnsafeMutablePointer<ServerState>?
    /// The replies of `perform`, in memory that is kept from call to call.
    @exclusivity(unchecked) private var scratch = ReplyBuilder()
    private let client: ServerClient
    private let isReadOnly: Bool
    private let allowsOOM: Bool
    private let control: ScriptControl
    /// When the script was first asked whether it goes on, which is soon after its start.
    private var start: ContinuousClock.Instant?
    let clientIsRESP3: Bool

    init(
        _ server: UnsafeMutablePointer<ServerState>,
        for client: ServerClient,
        isReadOnly: Bool,
        allowsOOM: Bool,
        control: ScriptControl
    ) {
        self.server = server
        self.isReadOnly = isReadOnly
        self.allowsOOM = allowsOOM
        self.control = control
        clientIsRESP3 = client.isRESP3
        // A client of the scripts' own: SELECT in one does not reach the caller.
        self.client = server.pointee.scriptClient
        self.client.database = client.database
        self.client.user = client.user
    }

    /// Ends the run.
    func finish() { server = nil }

    func call(_ command: ArgumentView, isRESP3: Bool, into reply: inout ReplyBuilder) {
        guard let server else { return reply.error(Self.isOver) }
        client.isRESP3 = isRESP3
        reply.isRESP3 = isRESP3
        server.pointee.performInScript(
            command,
            client,
            isReadOnly: isReadOnly,
            allowsOOM: allowsOOM,
            control,
            &reply
        )
    }

    func call(_ command: borrowing Arguments) throws(BackendError) -> Reply {
        try command.withView { call throws(BackendError) in
            var reply = ReplyBuilder()
            self.call(call, isRESP3: false, into: &reply)
            if reply.kind(at: 0) == .error {
                throw BackendError(errorReply: reply.errorText(at: 0), to: call)
            }
            guard let first = reply.finishOne() else {
                throw .decoding(expected: "a reply", found: "none")
            }
            return first
        }
    }

    func perform(_ command: borrowing Arguments) throws(BackendError) {
        try command.withView { call throws(BackendError) in
            // Clearing costs as much as a short command: it is done once for many.
            if scratch.count > 1000 { scratch.removeAll() }
            let start = scratch.count
            self.call(call, isRESP3: false, into: &scratch)
            if scratch.kind(at: start) == .error {
                throw BackendError(errorReply: scratch.errorText(at: start), to: call)
            }
        }
    }

    func log(level: Int, _ message: UnsafeRawBufferPointer) {}

    func interruption() -> ScriptInterruption? {
        let start = start ?? ContinuousClock.now
        self.start = start
        if control.lane.hasWork, let server,
            ContinuousClock.now - start >= .milliseconds(server.pointee.limits.busyReplyThreshold)
        {
            server.pointee.answerBusy(control.lane.takeAll())
        }
        return control.isKilled.load(ordering: .acquiring) ? .killed : nil
    }

    func mayRun(_ command: ArgumentView) -> Bool? {
        guard let number = AccessTable.redis.number(asked: command) else { return nil }
        return client.user.denial(of: number, command) == nil
    }

    private static let isOver = "ERR a script's context is valid only while the script runs"
}

extension ServerState {
    /// Runs a command of a script and appends its reply, an error reply when it fails.
    fileprivate mutating func performInScript(
        _ call: ArgumentView,
        _ client: ServerClient,
        isReadOnly: Bool,
        allowsOOM: Bool,
        _ control: ScriptControl,
        _ reply: inout ReplyBuilder
    ) {
        let start = reply.count
        do throws(CommandError) {
            let entry = try admit(
                client,
                call,
                isReadOnly: isReadOnly,
                allowsOOM: allowsOOM,
                control
            )
            keyspace.isInScript = true
            defer { keyspace.isInScript = false }
            _ = try perform(entry, client, call, &reply)
        } catch {
            reply.truncate(to: start)
            reply.error(error.text)
            lastScriptError = error.text
            count(error)
        }
    }

    /// The command of a script's call that may run now.
    private mutating func admit(
        _ client: ServerClient,
        _ call: ArgumentView,
        isReadOnly: Bool,
        allowsOOM: Bool,
        _ control: ScriptControl
    ) throws(CommandError) -> CommandDispatch.Entry {
        guard call.count > 0, let entry = Keyspace.dispatch.find(call[0]) else {
            throw .init("ERR Unknown Redis command called from script")
        }
        guard Subcommands.areKnown(to: entry, call) else {
            throw .init("ERR Unknown Redis command called from script")
        }
        do throws(CommandError) {
            try check(entry, client, call, isReadOnly: isReadOnly, allowsOOM: allowsOOM, control)
        } catch {
            statistics.commands[Int(entry.place)].rejections &+= 1
            throw error
        }
        return entry
    }

    private static var wrongArityInScript: CommandError {
        .init("ERR Wrong number of args calling Redis command from script")
    }

    private mutating func check(
        _ entry: CommandDispatch.Entry,
        _ client: ServerClient,
        _ call: ArgumentView,
        isReadOnly: Bool,
        allowsOOM: Bool,
        _ control: ScriptControl
    ) throws(CommandError) {
        guard entry.accepts(wordCount: call.count) else {
            throw Self.wrongArityInScript
        }
        // The subcommand is known: what is wrong with it is how many words it has.
        if Subcommands.refusal(of: entry, call) != nil { throw Self.wrongArityInScript }
        let isAllowed =
            entry.isAllowedInScripts && !Subcommands.isBarredFromScripts(entry, call)
        guard isAllowed || keyspace.allowsAllInScripts else {
            throw .init("ERR This Redis command is not allowed from script")
        }
        if client.user.isRestricted { try authorize(entry, client, call, in: .script) }
        let writes = Subcommands.writes(entry, call)
        if isReadOnly, writes || entry.isReplicated {
            throw .init("ERR Write commands are not allowed from read-only scripts.")
        }
        if writes {
            guard !configuration.requiresReplicas else { throw Self.tooFewReplicas }
            if isOutOfMemory, !allowsOOM, entry.flags.contains(.denyOOM),
                !control.hasWritten.load(ordering: .relaxed)
            {
                throw .init("OOM command not allowed when used memory > 'maxmemory'.")
            }
            control.hasWritten.store(true, ordering: .relaxed)
        }
    }
}
