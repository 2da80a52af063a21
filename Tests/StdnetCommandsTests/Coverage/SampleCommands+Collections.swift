import StdnetBackend
import StdnetCommands

extension SampleCommands {
    private static let both = ["key1", "key2"]

    @SampleBuilder static var sets: [any Command] {
        SADD("key", ["a", "b"])
        SCARD("key")
        SDIFF(both)
        SDIFFSTORE("key", both)
        SINTER(both)
        SINTERCARD(both, limit: 1)
        SINTERSTORE("key", both)
        SISMEMBER("key", "a")
        SMEMBERS("key")
        SMISMEMBER("key", ["a", "b"])
        SMOVE("a", from: "key1", to: "key2")
        SPOP("key")
        SPOP("key", count: 2)
        SRANDMEMBER("key", count: 2)
        SREM("key", ["a", "b"])
        SSCAN("key", 0)
        SUNION(both)
        SUNIONSTORE("key", both)
    }

    @SampleBuilder static var sortedSets: [any Command] {
        BZMPOP(both, .lowest, timeout: nil)
        BZPOPMAX(both, timeout: .seconds(1))
        BZPOPMIN(both, timeout: nil)
        ZADD("key", ["a": 1], if: .present)
        ZADD("key", increment: 1, of: "a")
        ZCARD("key")
        ZCOUNT("key", min: 1, max: 2)
        ZDIFF(both)
        ZDIFFSTORE("key", both)
        ZINCRBY("key", 1, "a")
        ZINTER(both)
        ZINTERCARD(both, limit: 2)
        ZINTERSTORE("key", ["key1": 1, "key2": 2])
        ZLEXCOUNT("key", min: .first, max: .last)
        ZMPOP(both, .highest, count: 2)
        ZMSCORE("key", ["a", "b"])
        ZPOPMAX("key")
        ZPOPMIN("key", count: 2)
        ZRANDMEMBER("key")
        ZRANGE("key", .all)
        ZRANGE(withScoresOf: "key", .byScore(min: 1, max: 2), reversed: true)
        ZRANGESTORE("key1", "key2", .all)
        ZRANK("key", "a")
        ZREM("key", ["a", "b"])
        ZREMRANGEBYLEX("key", min: .first, max: .last)
        ZREMRANGEBYRANK("key", from: 0, through: 1)
        ZREMRANGEBYSCORE("key", min: 1, max: 2)
        ZREVRANK("key", "a")
        ZSCAN("key", 0)
        ZSCORE("key", "a")
        ZUNION(withScoresOf: both, aggregate: .max)
        ZUNIONSTORE("key", both)
    }

    @SampleBuilder static var streams: [any Command] {
        XACK("key", "g", [StreamID(1)])
        XADD("key", ["a": 1])
        XAUTOCLAIM("key", "g", "c", minimumIdle: .zero)
        XCLAIM("key", "g", "c", minimumIdle: .zero, [StreamID(1)])
        XDEL("key", [StreamID(1)])
        XGROUP.CREATE("key", "g")
        XGROUP.CREATECONSUMER("key", "g", "c")
        XGROUP.DELCONSUMER("key", "g", "c")
        XGROUP.DESTROY("key", "g")
        XGROUP.SETID("key", "g", .first)
        XINFO.CONSUMERS("key", "g")
        XINFO.GROUPS("key")
        XINFO.STREAM("key")
        XINFO.STREAM.FULL("key")
        XLEN("key")
        XPENDING("key", "g")
        XPENDING("key", "g", count: 1)
        XRANGE("key", count: 1)
        XREAD(["key1": .first, "key2": .last], count: 1, wait: .forever)
        XREADGROUP("g", "c", ["key1": .new, "key2": .pending()], wait: .upTo(.seconds(1)))
        XREVRANGE("key")
        XSETID("key", StreamID(1))
        XTRIM("key", .length(1))
    }

    @SampleBuilder static var geo: [any Command] {
        GEOADD("key", ["a": GeoPosition(longitude: 1, latitude: 2)])
        GEODIST("key", "a", "b")
        GEOHASH("key", ["a"])
        GEOPOS("key", ["a"])
        GEOSEARCH("key", GeoSearch(around: .member("a"), within: .radius(1, .metres)))
        GEOSEARCHSTORE(
            "key1",
            "key2",
            GeoSearch(around: .member("a"), within: .radius(1, .metres))
        )
    }

    @SampleBuilder static var counters: [any Command] {
        PFADD("key", ["a"])
        PFCOUNT(both)
        PFMERGE("key", both)
    }
}
