import StdnetBackend

extension Keyspace {
    /// The commands about when a key ends.
    static let expiryCommands: [CommandImplementation] = [
        .init("expire") { (k, call, reply) throws(CommandError) in
            try k.expire(call, &reply, .init(command: "expire", isMilliseconds: false))
        },
        .init("pexpire") { (k, call, reply) throws(CommandError) in
            try k.expire(call, &reply, .init(command: "pexpire", isMilliseconds: true))
        },
        .init("expireat") { (k, call, reply) throws(CommandError) in
            try k.expire(
                call,
                &reply,
                .init(command: "expireat", isMilliseconds: false, isAbsolute: true)
            )
        },
        .init("pexpireat") { (k, call, reply) throws(CommandError) in
            try k.expire(
                call,
                &reply,
                .init(command: "pexpireat", isMilliseconds: true, isAbsolute: true)
            )
        },
        .init("ttl") { (k, call, reply) throws(CommandError) in
            k.timeLeft(call, &reply, isMilliseconds: false)
        },
        .init("pttl") { (k, call, reply) throws(CommandError) in
            k.timeLeft(call, &reply, isMilliseconds: true)
        },
        .init("expiretime") { (k, call, reply) throws(CommandError) in
            k.timeLeft(call, &reply, isMilliseconds: false, isAbsolute: true)
        },
        .init("pexpiretime") { (k, call, reply) throws(CommandError) in
            k.timeLeft(call, &reply, isMilliseconds: true, isAbsolute: true)
        },
        .init("persist") { (k, call, reply) throws(CommandError) in k.persist(call, &reply) },
    ]
}
