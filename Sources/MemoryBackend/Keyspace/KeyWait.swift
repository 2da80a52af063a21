import StdnetBackend

/// What a command waits for: set by its handler, which writes no reply then.
///
/// When one of the keys changes, the whole command runs again; it may find that it has to go on
/// waiting. When the time is up, the reply is a null array.
struct KeyWait {
    let keys: [Bytes]
    /// Milliseconds since 1970; `.max` for as long as it takes.
    let deadline: Int
    /// After which entry of each key XREAD waits, found out when it began to wait.
    var positions: [StreamID] = []
    /// Whether it is WAIT, which has no keys, and in the end answers how many replicas there are.
    var isForReplicas = false

    /// The reply when the time is up.
    func timeoutReply(isRESP3: Bool) -> ReplyBuilder {
        var reply = ReplyBuilder()
        reply.isRESP3 = isRESP3
        if isForReplicas { reply.integer(0) } else { reply.nothing() }
        return reply
    }
}

extension Keyspace {
    /// Lets the running command wait for keys, or answers a null array where it may not wait.
    ///
    /// A command that goes on waiting does so until the deadline that it had.
    mutating func wait(
        for keys: some Sequence<RawBytes>,
        until deadline: Int,
        positions: [StreamID] = [],
        _ reply: inout ReplyBuilder
    ) {
        guard mayWait else { return reply.nothing() }
        wait = KeyWait(
            keys: keys.map { Bytes($0) },
            deadline: resumed?.deadline ?? deadline,
            positions: positions
        )
    }

    /// Whether the running command may be served by a key: one that waited is by the key that changed.
    func mayServe(_ key: RawBytes) -> Bool {
        guard let readyKey else { return true }
        return readyKey.withUnsafeBytes { $0.matches(key) }
    }

    /// Runs a call that waits once more, because one of its keys changed; ``wait`` is set again
    /// when it has to go on waiting.
    mutating func resume(
        _ call: ArgumentView,
        from former: KeyWait,
        into reply: inout ReplyBuilder
    ) {
        wait = nil
        resumed = former
        mayWait = true
        defer {
            resumed = nil
            mayWait = false
        }
        execute(call, into: &reply)
    }
}
