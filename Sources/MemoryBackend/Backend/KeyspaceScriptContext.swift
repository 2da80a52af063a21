import StdnetBackend

/// The keyspace as a script's twin sees it, for the time of one call.
///
/// A class, so that a context that outlives its call is known to be over. The keyspace is reached by
/// pointer: it stays where it is while the call that lends it runs, and nobody else has it then.
final class KeyspaceScriptContext: ScriptContext {
    // Unchecked, because nothing that these two properties are passed to comes back to the context.
    @exclusivity(unchecked) private var keyspace: UnsafeMutablePointer<Keyspace>?
    /// The replies of `perform`, in memory that is kept from call to call.
    @exclusivity(unchecked) private var scratch = ReplyBuilder()

    init(_ keyspace: UnsafeMutablePointer<Keyspace>) { self.keyspace = keyspace }

    /// Ends the context.
    func finish() { keyspace = nil }

    func call(_ command: borrowing Arguments) throws(BackendError) -> Reply {
        let keyspace = try open()
        return try command.withView { call throws(BackendError) in
            var reply = ReplyBuilder()
            keyspace.pointee.execute(call, into: &reply)
            if reply.kind(at: 0) == .error {
                throw BackendError(errorReply: reply.errorText(at: 0), to: call)
            }
            guard let first = reply.finish().first else {
                throw .decoding(expected: "a reply", found: "none")
            }
            return first
        }
    }

    func perform(_ command: borrowing Arguments) throws(BackendError) {
        let keyspace = try open()
        try command.withView { call throws(BackendError) in
            // Clearing costs as much as a short command: it is done once for many.
            if scratch.count > 1000 { scratch.removeAll() }
            let start = scratch.count
            keyspace.pointee.execute(call, into: &scratch)
            if scratch.kind(at: start) == .error {
                throw BackendError(errorReply: scratch.errorText(at: start), to: call)
            }
        }
    }

    private func open() throws(BackendError) -> UnsafeMutablePointer<Keyspace> {
        guard let keyspace else {
            throw .invalidRequest("a script's context is valid only while the script runs")
        }
        return keyspace
    }
}
