import StdnetBackend

extension Keyspace {
    /// The commands of sets.
    static let setCommands: [CommandImplementation] = [
        .init("sadd") { (k, call, reply) throws(CommandError) in try k.sadd(call, &reply) },
        .init("srem") { (k, call, reply) throws(CommandError) in try k.srem(call, &reply) },
        .init("smove") { (k, call, reply) throws(CommandError) in try k.smove(call, &reply) },
        .init("spop") { (k, call, reply) throws(CommandError) in try k.spop(call, &reply) },
        .init("smembers") { (k, call, reply) throws(CommandError) in
            try k.smembers(call, &reply)
        },
        .init("sismember") { (k, call, reply) throws(CommandError) in
            try k.sismember(call, &reply)
        },
        .init("smismember") { (k, call, reply) throws(CommandError) in
            try k.smismember(call, &reply)
        },
        .init("scard") { (k, call, reply) throws(CommandError) in
            reply.integer(try k.read(SetContent.self, call[1])?.content.members.count ?? 0)
        },
        .init("srandmember") { (k, call, reply) throws(CommandError) in
            try k.srandmember(call, &reply)
        },
        .init("sscan") { (k, call, reply) throws(CommandError) in try k.sscan(call, &reply) },
        .init("sinter") { (k, call, reply) throws(CommandError) in try k.sinter(call, &reply) },
        .init("sunion") { (k, call, reply) throws(CommandError) in
            reply.members(of: try k.union(at: call.dropFirst()))
        },
        .init("sdiff") { (k, call, reply) throws(CommandError) in
            reply.members(of: try k.difference(at: call.dropFirst()))
        },
        .init("sinterstore") { (k, call, reply) throws(CommandError) in
            let common = try k.intersection(at: call.dropFirst(2))
            k.store(common, at: call[1], .set("sinterstore"), &reply)
        },
        .init("sunionstore") { (k, call, reply) throws(CommandError) in
            let all = try k.union(at: call.dropFirst(2))
            k.store(all, at: call[1], .set("sunionstore"), &reply)
        },
        .init("sdiffstore") { (k, call, reply) throws(CommandError) in
            let rest = try k.difference(at: call.dropFirst(2))
            k.store(rest, at: call[1], .set("sdiffstore"), &reply)
        },
        .init("sintercard") { (k, call, reply) throws(CommandError) in
            try k.sintercard(call, &reply)
        },
    ]
}

extension ReplyBuilder {
    /// Appends the members of a set.
    mutating func members(of content: SetContent) {
        set(content.members.count)
        content.visit { member in
            bulk(member)
            return true
        }
    }
}
