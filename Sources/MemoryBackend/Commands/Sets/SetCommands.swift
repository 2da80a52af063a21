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
        .init("sinter") { (k, call, reply) throws(CommandError) in
            reply.members(of: try k.combine(.intersection, call.dropFirst()))
        },
        .init("sunion") { (k, call, reply) throws(CommandError) in
            reply.members(of: try k.combine(.union, call.dropFirst()))
        },
        .init("sdiff") { (k, call, reply) throws(CommandError) in
            reply.members(of: try k.combine(.difference, call.dropFirst()))
        },
        .init("sinterstore") { (k, call, reply) throws(CommandError) in
            try k.combineAndStore(.intersection, call, &reply)
        },
        .init("sunionstore") { (k, call, reply) throws(CommandError) in
            try k.combineAndStore(.union, call, &reply)
        },
        .init("sdiffstore") { (k, call, reply) throws(CommandError) in
            try k.combineAndStore(.difference, call, &reply)
        },
        .init("sintercard") { (k, call, reply) throws(CommandError) in
            try k.sintercard(call, &reply)
        },
    ]
}

extension SetContent {
    /// Adds the words from a position on, and says how many are new.
    mutating func add(_ call: ArgumentView, from first: Int) -> Int {
        var added = 0
        for position in first..<call.count where add(members.probe(call[position])) {
            added += 1
        }
        return added
    }

    /// Adds a member, and says whether it is new.
    @inline(__always)
    mutating func add(_ member: Probe) -> Bool {
        guard members.find(member) == nil else { return false }
        members.add(member, ())
        return true
    }

    @inline(__always)
    func contains(_ member: RawBytes) -> Bool { members.find(members.probe(member)) != nil }
}

extension ReplyBuilder {
    /// Appends the members of a set as an array.
    mutating func members(of set: SetContent) {
        array(set.members.count)
        for position in 0..<set.members.count { bulk(set.members.entry(position).pointee.key) }
    }
}
