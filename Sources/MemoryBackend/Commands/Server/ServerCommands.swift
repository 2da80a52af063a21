import StdnetBackend

extension Keyspace {
    /// The commands about the server itself.
    static let serverCommands: [CommandImplementation] = [
        .init("ping") { (k, call, reply) throws(CommandError) in try k.ping(call, &reply) },
        .init("echo") { (k, call, reply) throws(CommandError) in reply.bulk(call[1]) },
        .init("time") { (k, call, reply) throws(CommandError) in k.time(&reply) },
        .init("evalsha") { (k, call, reply) throws(CommandError) in try k.evalsha(call) },
        .init("evalsha_ro") { (k, call, reply) throws(CommandError) in try k.evalsha(call) },
    ]

    private func ping(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        guard call.count <= 2 else { throw .wrongArity("ping") }
        if call.count == 2 { reply.bulk(call[1]) } else { reply.status("PONG") }
    }

    /// Seconds, and the microseconds after them; the clock counts milliseconds.
    private func time(_ reply: inout ReplyBuilder) {
        reply.array(2)
        reply.bulk(String(now / 1000))
        reply.bulk(String(now % 1000 * 1000))
    }
}
