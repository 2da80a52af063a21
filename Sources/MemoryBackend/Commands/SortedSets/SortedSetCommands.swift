import StdnetBackend

extension Keyspace {
    /// The commands of sorted sets.
    static let sortedSetCommands: [CommandImplementation] =
        singleSortedSetCommands + sortedSetPopCommands + sortedSetRangeCommands
        + sortedSetAlgebraCommands + geoCommands

    private static let singleSortedSetCommands: [CommandImplementation] = [
        .init("zadd") { (k, call, reply) throws(CommandError) in try k.zadd(call, &reply) },
        .init("zincrby") { (k, call, reply) throws(CommandError) in
            try k.zadd(call, &reply, increments: true)
        },
        .init("zrem") { (k, call, reply) throws(CommandError) in try k.zrem(call, &reply) },
        .init("zscore") { (k, call, reply) throws(CommandError) in try k.zscore(call, &reply) },
        .init("zmscore") { (k, call, reply) throws(CommandError) in
            try k.zmscore(call, &reply)
        },
        .init("zcard") { (k, call, reply) throws(CommandError) in
            reply.integer(try k.read(SortedSet.self, call[1])?.content.count ?? 0)
        },
        .init("zrank") { (k, call, reply) throws(CommandError) in
            try k.zrank(call, &reply, isReversed: false)
        },
        .init("zrevrank") { (k, call, reply) throws(CommandError) in
            try k.zrank(call, &reply, isReversed: true)
        },
        .init("zrandmember") { (k, call, reply) throws(CommandError) in
            try k.zrandmember(call, &reply)
        },
        .init("zscan") { (k, call, reply) throws(CommandError) in try k.zscan(call, &reply) },
    ]

    private static let sortedSetPopCommands: [CommandImplementation] = [
        .init("zpopmin") { (k, call, reply) throws(CommandError) in
            try k.zpop(call, &reply, highest: false)
        },
        .init("zpopmax") { (k, call, reply) throws(CommandError) in
            try k.zpop(call, &reply, highest: true)
        },
        .init("bzpopmin") { (k, call, reply) throws(CommandError) in
            try k.bzpop(call, &reply, highest: false)
        },
        .init("bzpopmax") { (k, call, reply) throws(CommandError) in
            try k.bzpop(call, &reply, highest: true)
        },
        .init("zmpop") { (k, call, reply) throws(CommandError) in try k.zmpop(call, &reply) },
        .init("bzmpop") { (k, call, reply) throws(CommandError) in try k.bzmpop(call, &reply) },
    ]

    private static let sortedSetRangeCommands: [CommandImplementation] = [
        .init("zcount") { (k, call, reply) throws(CommandError) in
            try k.zcount(call, .score, &reply)
        },
        .init("zlexcount") { (k, call, reply) throws(CommandError) in
            try k.zcount(call, .lexical, &reply)
        },
        .init("zrange") { (k, call, reply) throws(CommandError) in
            try k.zrange(call, kind: nil, isReversed: nil, &reply)
        },
        .init("zrevrange") { (k, call, reply) throws(CommandError) in
            try k.zrange(call, kind: .rank, isReversed: true, &reply)
        },
        .init("zrangebyscore") { (k, call, reply) throws(CommandError) in
            try k.zrange(call, kind: .score, isReversed: false, &reply)
        },
        .init("zrevrangebyscore") { (k, call, reply) throws(CommandError) in
            try k.zrange(call, kind: .score, isReversed: true, &reply)
        },
        .init("zrangebylex") { (k, call, reply) throws(CommandError) in
            try k.zrange(call, kind: .lexical, isReversed: false, &reply)
        },
        .init("zrevrangebylex") { (k, call, reply) throws(CommandError) in
            try k.zrange(call, kind: .lexical, isReversed: true, &reply)
        },
        .init("zrangestore") { (k, call, reply) throws(CommandError) in
            try k.zrangestore(call, &reply)
        },
        .init("zremrangebyrank") { (k, call, reply) throws(CommandError) in
            try k.zremrange(call, .rank, &reply)
        },
        .init("zremrangebyscore") { (k, call, reply) throws(CommandError) in
            try k.zremrange(call, .score, &reply)
        },
        .init("zremrangebylex") { (k, call, reply) throws(CommandError) in
            try k.zremrange(call, .lexical, &reply)
        },
    ]

    private static let sortedSetAlgebraCommands: [CommandImplementation] = [
        .init("zunion") { (k, call, reply) throws(CommandError) in
            try k.zcombine(.union, "zunion", call, &reply)
        },
        .init("zinter") { (k, call, reply) throws(CommandError) in
            try k.zcombine(.intersection, "zinter", call, &reply)
        },
        .init("zdiff") { (k, call, reply) throws(CommandError) in
            try k.zcombine(.difference, "zdiff", call, &reply)
        },
        .init("zunionstore") { (k, call, reply) throws(CommandError) in
            try k.zcombineAndStore(.union, "zunionstore", call, &reply)
        },
        .init("zinterstore") { (k, call, reply) throws(CommandError) in
            try k.zcombineAndStore(.intersection, "zinterstore", call, &reply)
        },
        .init("zdiffstore") { (k, call, reply) throws(CommandError) in
            try k.zcombineAndStore(.difference, "zdiffstore", call, &reply)
        },
        .init("zintercard") { (k, call, reply) throws(CommandError) in
            try k.zintercard(call, &reply)
        },
    ]
}
