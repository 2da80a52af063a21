import StdnetBackend

extension Keyspace {
    /// The commands of keys, whatever they hold.
    static let keyCommands: [CommandImplementation] =
        namingCommands + databaseCommands + expiryCommands + objectCommands + dumpCommands

    /// The commands that find, list, rename and remove keys.
    private static let namingCommands: [CommandImplementation] = [
        .init("del") { (k, call, reply) throws(CommandError) in k.del(call, &reply) },
        .init("unlink") { (k, call, reply) throws(CommandError) in k.del(call, &reply) },
        .init("exists") { (k, call, reply) throws(CommandError) in k.exists(call, &reply) },
        .init("touch") { (k, call, reply) throws(CommandError) in k.touch(call, &reply) },
        .init("type") { (k, call, reply) throws(CommandError) in k.type(call, &reply) },
        .init("rename") { (k, call, reply) throws(CommandError) in try k.rename(call, &reply) },
        .init("renamenx") { (k, call, reply) throws(CommandError) in
            try k.renamenx(call, &reply)
        },
        .init("copy") { (k, call, reply) throws(CommandError) in try k.copy(call, &reply) },
        .init("move") { (k, call, reply) throws(CommandError) in try k.move(call, &reply) },
        .init("keys") { (k, call, reply) throws(CommandError) in k.keys(call, &reply) },
        .init("scan") { (k, call, reply) throws(CommandError) in try k.scan(call, &reply) },
        .init("randomkey") { (k, call, reply) throws(CommandError) in k.randomkey(&reply) },
    ]
}
