extension Keyspace {
    /// The commands that take a string for an array of bits.
    static let bitmapCommands: [CommandImplementation] = [
        .init("setbit") { (k, call, reply) throws(CommandError) in try k.setbit(call, &reply) },
        .init("getbit") { (k, call, reply) throws(CommandError) in try k.getbit(call, &reply) },
        .init("bitcount") { (k, call, reply) throws(CommandError) in
            try k.bitcount(call, &reply)
        },
        .init("bitpos") { (k, call, reply) throws(CommandError) in try k.bitpos(call, &reply) },
        .init("bitop") { (k, call, reply) throws(CommandError) in try k.bitop(call, &reply) },
        .init("bitfield") { (k, call, reply) throws(CommandError) in
            try k.bitfield(call, &reply, isReadOnly: false)
        },
        .init("bitfield_ro") { (k, call, reply) throws(CommandError) in
            try k.bitfield(call, &reply, isReadOnly: true)
        },
    ]
}
