import StdnetBackend

extension Keyspace {
    /// The commands of keys, whatever they hold.
    static let keyCommands: [CommandImplementation] = [
        .init("del") { (k, call, reply) throws(CommandError) in k.del(call, &reply) },
        .init("unlink") { (k, call, reply) throws(CommandError) in k.del(call, &reply) },
        .init("exists") { (k, call, reply) throws(CommandError) in k.exists(call, &reply) },
        .init("touch") { (k, call, reply) throws(CommandError) in k.exists(call, &reply) },
        .init("type") { (k, call, reply) throws(CommandError) in k.type(call, &reply) },
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
        .init("rename") { (k, call, reply) throws(CommandError) in try k.rename(call, &reply) },
        .init("renamenx") { (k, call, reply) throws(CommandError) in
            try k.renamenx(call, &reply)
        },
        .init("copy") { (k, call, reply) throws(CommandError) in try k.copy(call, &reply) },
        .init("keys") { (k, call, reply) throws(CommandError) in k.keys(call, &reply) },
        .init("scan") { (k, call, reply) throws(CommandError) in try k.scan(call, &reply) },
        .init("randomkey") { (k, call, reply) throws(CommandError) in k.randomkey(&reply) },
        .init("dbsize") { (k, call, reply) throws(CommandError) in reply.integer(k.count) },
        .init("flushdb") { (k, call, reply) throws(CommandError) in try k.flush(call, &reply) },
        .init("flushall") { (k, call, reply) throws(CommandError) in try k.flush(call, &reply) },
    ]
}
