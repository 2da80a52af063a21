import StdnetBackend

extension Keyspace {
    /// Runs a script's twin for `EVALSHA sha n key… argument…` and appends its reply.
    mutating func run(_ script: ScriptSource, _ call: ArgumentView, into reply: inout ReplyBuilder)
    {
        let start = reply.count
        do throws(CommandError) {
            let keyCount = try Self.keyCount(of: call)
            let keys = call.dropFirst(3).prefix(keyCount)
            try run(script, keys, call.dropFirst(3 + keyCount), &reply)
            if reply.count == start { reply.null() }
            guard reply.isOneValue(from: start) else {
                throw .init("ERR script '\(script.name)' wrote something else than one reply")
            }
        } catch {
            reply.truncate(to: start)
            reply.error(error.text)
        }
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
        _ script: ScriptSource,
        _ keys: ArgumentView,
        _ arguments: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        isInScript = true
        defer { isInScript = false }
        try withUnsafeMutablePointer(to: &self) { pointer throws(CommandError) in
            let lent = KeyspaceScriptContext(pointer)
            defer { lent.finish() }
            var context: any ScriptContext = lent
            do throws(BackendError) {
                try script.twin(&context, keys, arguments, &reply)
            } catch {
                throw .init(error.errorReply)
            }
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
