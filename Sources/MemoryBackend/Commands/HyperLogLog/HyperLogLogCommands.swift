extension Keyspace {
    /// The commands of HyperLogLogs.
    static let hyperLogLogCommands: [CommandImplementation] = [
        .init("pfadd") { (k, call, reply) throws(CommandError) in try k.pfadd(call, &reply) },
        .init("pfcount") { (k, call, reply) throws(CommandError) in try k.pfcount(call, &reply) },
        .init("pfmerge") { (k, call, reply) throws(CommandError) in try k.pfmerge(call, &reply) },
        .init("pfdebug") { (k, call, reply) throws(CommandError) in try k.pfdebug(call, &reply) },
        .init("pfselftest") { (k, call, reply) throws(CommandError) in
            try k.pfselftest(&reply)
        },
    ]
}
