import StdnetBackend

/// What a command waits for: set by its handler, which writes no reply then.
///
/// When one of the keys changes, the whole command runs again; it may find that it has to go on
/// waiting. When the time is up, the reply is a null array.
struct KeyWait {
    let keys: [Bytes]
    /// Milliseconds since 1970; `.max` for as long as it takes.
    let deadline: Int
}

extension Keyspace {
    /// Lets the running command wait for keys, or answers a null array where it may not wait.
    mutating func wait(
        for keys: some Sequence<RawBytes>,
        until deadline: Int,
        _ reply: inout ReplyBuilder
    ) {
        guard mayWait else { return reply.nothing() }
        wait = KeyWait(keys: keys.map { Bytes($0) }, deadline: deadline)
    }
}
