public import StdnetBackend

extension Keyspace {
    /// All commands of Redis, with what this module does for them.
    static let dispatch = CommandDispatch(
        .redis,
        implementations: stringCommands + bitmapCommands + hyperLogLogCommands + keyCommands
            + hashCommands + setCommands + sortedSetCommands + listCommands + sortCommands
            + streamCommands + ServerState.commands
    )

    /// Runs one command and appends its reply, an error reply when it fails.
    ///
    /// - Parameters:
    ///   - call: The name of the command and its arguments.
    ///   - reply: Where the reply goes.
    public mutating func execute(_ call: ArgumentView, into reply: inout ReplyBuilder) {
        let start = reply.count
        do throws(CommandError) {
            try run(call, &reply)
        } catch {
            reply.truncate(to: start)
            reply.error(error.text)
        }
    }

    @inline(__always)
    private mutating func run(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        guard call.count > 0, let entry = Self.dispatch.find(call[0]) else {
            throw isInScript
                ? .init("ERR Unknown Redis command called from script") : Self.unknownCommand(call)
        }
        guard entry.accepts(wordCount: call.count) else {
            throw isInScript
                ? .init("ERR Wrong number of args calling Redis command from script")
                : .wrongArity(Self.dispatch.name(entry))
        }
        guard !isInScript || entry.isAllowedInScripts else {
            throw .init("ERR This Redis command is not allowed from script")
        }
        guard case .keyspace(let handler) = Self.dispatch.handler(entry) else {
            throw .unsupported("command '\(Self.dispatch.name(entry))'")
        }
        if hasOverdue { removeOverdue(Self.dispatch.keys(entry), of: call) }
        try handler(&self, call, &reply)
    }

    /// Removes the keys of a call that ought to have ended: a command never sees them.
    @inline(never)
    mutating func removeOverdue(_ keys: KeyPositions, of call: ArgumentView) {
        for position in keys.positions(in: call) { removeOverdue(call[position]) }
    }

    /// Why a call can't even be queued in a transaction; nil when it can.
    static func refusal(of call: ArgumentView) -> CommandError? {
        guard call.count > 0, let entry = dispatch.find(call[0]) else {
            return unknownCommand(call)
        }
        guard entry.accepts(wordCount: call.count) else {
            return .wrongArity(dispatch.name(entry))
        }
        return nil
    }

    static func unknownCommand(_ call: ArgumentView) -> CommandError {
        guard call.count > 0 else { return .init("ERR unknown command ''") }
        let name = call.text(0).prefix(128)
        var words: [UInt8] = []
        for position in 1..<call.count {
            guard words.count < 128 else { break }
            let shown = call[position].prefix(128 - words.count).prefix { $0 != 0 }
            words += Array("'".utf8) + shown + Array("' ".utf8)
        }
        let text =
            "unknown command '\(name)', with args beginning with: "
            + String(decoding: words, as: UTF8.self)
        return .init("ERR " + text.replacing("\r\n", with: "  ").replacing("\n", with: " "))
    }
}
