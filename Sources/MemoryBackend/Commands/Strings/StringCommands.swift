import StdnetBackend

extension Keyspace {
    /// The commands of strings.
    static let stringCommands: [CommandImplementation] = [
        .init("get") { (k, call, reply) throws(CommandError) in try k.get(call, &reply) },
        .init("set") { (k, call, reply) throws(CommandError) in try k.set(call, &reply) },
        .init("setnx") { (k, call, reply) throws(CommandError) in k.setnx(call, &reply) },
        .init("setex") { (k, call, reply) throws(CommandError) in
            try k.setWithExpiry(call, &reply, isMilliseconds: false)
        },
        .init("psetex") { (k, call, reply) throws(CommandError) in
            try k.setWithExpiry(call, &reply, isMilliseconds: true)
        },
        .init("getset") { (k, call, reply) throws(CommandError) in try k.getset(call, &reply) },
        .init("getdel") { (k, call, reply) throws(CommandError) in try k.getdel(call, &reply) },
        .init("getex") { (k, call, reply) throws(CommandError) in try k.getex(call, &reply) },
        .init("mget") { (k, call, reply) throws(CommandError) in k.mget(call, &reply) },
        .init("mset") { (k, call, reply) throws(CommandError) in try k.mset(call, &reply) },
        .init("msetnx") { (k, call, reply) throws(CommandError) in try k.msetnx(call, &reply) },
        .init("append") { (k, call, reply) throws(CommandError) in try k.append(call, &reply) },
        .init("strlen") { (k, call, reply) throws(CommandError) in try k.strlen(call, &reply) },
        .init("getrange") { (k, call, reply) throws(CommandError) in
            try k.getrange(call, &reply)
        },
        .init("substr") { (k, call, reply) throws(CommandError) in try k.getrange(call, &reply) },
        .init("setrange") { (k, call, reply) throws(CommandError) in
            try k.setrange(call, &reply)
        },
        .init("incr") { (k, call, reply) throws(CommandError) in
            try k.increment(call, by: 1, &reply)
        },
        .init("decr") { (k, call, reply) throws(CommandError) in
            try k.increment(call, by: -1, &reply)
        },
        .init("incrby") { (k, call, reply) throws(CommandError) in
            try k.increment(call, by: call.requiredInteger(2), &reply)
        },
        .init("decrby") { (k, call, reply) throws(CommandError) in try k.decrby(call, &reply) },
        .init("incrbyfloat") { (k, call, reply) throws(CommandError) in
            try k.incrbyfloat(call, &reply)
        },
        .init("lcs") { (k, call, reply) throws(CommandError) in try k.lcs(call, &reply) },
    ]
}
