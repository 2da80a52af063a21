import StdnetBackend

extension Keyspace {
    /// The commands of streams.
    static let streamCommands: [CommandImplementation] = [
        .init("xadd") { (k, call, reply) throws(CommandError) in try k.xadd(call, &reply) },
        .init("xlen") { (k, call, reply) throws(CommandError) in try k.xlen(call, &reply) },
        .init("xrange") { (k, call, reply) throws(CommandError) in
            try k.xrange(call, isReversed: false, &reply)
        },
        .init("xrevrange") { (k, call, reply) throws(CommandError) in
            try k.xrange(call, isReversed: true, &reply)
        },
        .init("xdel") { (k, call, reply) throws(CommandError) in try k.xdel(call, &reply) },
        .init("xtrim") { (k, call, reply) throws(CommandError) in try k.xtrim(call, &reply) },
        .init("xsetid") { (k, call, reply) throws(CommandError) in try k.xsetid(call, &reply) },
        .init("xread") { (k, call, reply) throws(CommandError) in
            try k.xread(call, isGroup: false, &reply)
        },
        .init("xreadgroup") { (k, call, reply) throws(CommandError) in
            try k.xread(call, isGroup: true, &reply)
        },
        .init("xgroup") { (k, call, reply) throws(CommandError) in
            try StreamSubcommand.run(call, of: "xgroup", groupSubcommands, &k, &reply)
        },
        .init("xack") { (k, call, reply) throws(CommandError) in try k.xack(call, &reply) },
        .init("xpending") { (k, call, reply) throws(CommandError) in
            try k.xpending(call, &reply)
        },
        .init("xclaim") { (k, call, reply) throws(CommandError) in try k.xclaim(call, &reply) },
        .init("xautoclaim") { (k, call, reply) throws(CommandError) in
            try k.xautoclaim(call, &reply)
        },
        .init("xinfo") { (k, call, reply) throws(CommandError) in
            try StreamSubcommand.run(call, of: "xinfo", streamInfoSubcommands, &k, &reply)
        },
    ]
}
