import StdnetBackend

extension Keyspace {
    /// The commands of hashes.
    static let hashCommands: [CommandImplementation] = [
        .init("hset") { (k, call, reply) throws(CommandError) in try k.hset(call, &reply) },
        .init("hmset") { (k, call, reply) throws(CommandError) in try k.hmset(call, &reply) },
        .init("hsetnx") { (k, call, reply) throws(CommandError) in try k.hsetnx(call, &reply) },
        .init("hget") { (k, call, reply) throws(CommandError) in try k.hget(call, &reply) },
        .init("hmget") { (k, call, reply) throws(CommandError) in try k.hmget(call, &reply) },
        .init("hgetall") { (k, call, reply) throws(CommandError) in try k.hgetall(call, &reply) },
        .init("hkeys") { (k, call, reply) throws(CommandError) in try k.hkeys(call, &reply) },
        .init("hvals") { (k, call, reply) throws(CommandError) in try k.hvals(call, &reply) },
        .init("hdel") { (k, call, reply) throws(CommandError) in try k.hdel(call, &reply) },
        .init("hexists") { (k, call, reply) throws(CommandError) in
            reply.integer(try k.hashValue(call) == nil ? 0 : 1)
        },
        .init("hlen") { (k, call, reply) throws(CommandError) in
            reply.integer(try k.read(HashContent.self, call[1])?.content.fields.count ?? 0)
        },
        .init("hstrlen") { (k, call, reply) throws(CommandError) in
            reply.integer(try k.hashValue(call)?.count ?? 0)
        },
        .init("hincrby") { (k, call, reply) throws(CommandError) in
            try k.hincrby(call, &reply)
        },
        .init("hincrbyfloat") { (k, call, reply) throws(CommandError) in
            try k.hincrbyfloat(call, &reply)
        },
        .init("hrandfield") { (k, call, reply) throws(CommandError) in
            try k.hrandfield(call, &reply)
        },
        .init("hscan") { (k, call, reply) throws(CommandError) in try k.hscan(call, &reply) },
    ]
}
